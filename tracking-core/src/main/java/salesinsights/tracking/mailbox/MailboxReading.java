package salesinsights.tracking.mailbox;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;

/**
 * Reads a mailbox. What a message says and that it is done commit together; only then is it marked on the server. A crash
 * in between repeats nothing: the next start goes on after the number that was committed.
 */
@Singleton
class MailboxReading {
    private static final int BATCH = 50;
    private static final Duration LEASE = Duration.ofSeconds(90);

    private final Mailboxes mailboxes;
    private final MailboxTable table;
    private final MailboxProgress progress;
    private final MailTables tables;
    private final ReturnedMails returned;
    private final ImapConfig given;
    private final MailboxesConfig config;
    private final Teams teams;
    private final Scopes scopes;
    private final Clock clock;
    private final Bell bell;
    private final UUID node = Ids.next();
    private final Map<UUID, OpenMailbox> opened = new ConcurrentHashMap<>();
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mailbox-alarms").factory());

    MailboxReading(
            Mailboxes mailboxes,
            MailboxTable table,
            MailboxProgress progress,
            MailTables tables,
            ReturnedMails returned,
            ImapConfig given,
            MailboxesConfig config,
            Teams teams,
            Scopes scopes,
            Clock clock,
            Bell bell) {
        this.mailboxes = mailboxes;
        this.table = table;
        this.progress = progress;
        this.tables = tables;
        this.returned = returned;
        this.given = given;
        this.config = config;
        this.teams = teams;
        this.scopes = scopes;
        this.clock = clock;
        this.bell = bell;
    }

    void close() {
        alarms.shutdownNow();
    }

    /** Ends the connection that a thread may be waiting on. */
    void hangUp(UUID id) {
        OpenMailbox open = opened.remove(id);
        if (open != null && !alarms.isShutdown()) {
            alarms.execute(open::close);
        }
    }

    /** Reads until it fails or is not wanted any more; false if it failed, with the reason stored. */
    boolean watch(UUID id, BooleanSupplier wanted) throws InterruptedException {
        try {
            MailboxTable.Row row = scopes.asWorker(() -> table.row(id)).orElse(null);
            if (row != null && leased(row)) {
                read(row, wanted);
            }
            return true;
        } catch (CannotOpen | MessagingException | IOException failed) {
            return !wanted.getAsBoolean() || failed(id, failed);
        } catch (RuntimeException failed) {
            if (Database.isAway(failed) || !wanted.getAsBoolean()) {
                throw failed;
            }
            Log.errorf(failed, "mailbox=%s", id);
            return failed(id, failed);
        }
    }

    private boolean failed(UUID id, Exception why) {
        scopes.runAsWorker(() -> progress.fail(id, MailboxTrouble.sentence(why), clock.instant()));
        Log.warnf("mailbox=%s cannot be read: %s", id, why.getClass().getSimpleName());
        return false;
    }

    private void read(MailboxTable.Row row, BooleanSupplier wanted)
            throws CannotOpen, MessagingException, IOException, InterruptedException {
        try (OpenMailbox open = mailboxes.open(row)) {
            opened.put(row.id(), open);
            Duration every = row.configured() ? given.every() : config.every();
            while (wanted.getAsBoolean() && leased(row)) {
                if (!readBatch(row, open)) {
                    scopes.runAsWorker(() -> progress.idle(row.id(), clock.instant()));
                    open.awaitNews(every, alarms);
                }
            }
        } finally {
            opened.remove(row.id());
            scopes.runAsWorker(() -> progress.release(row.id(), node));
        }
    }

    private boolean leased(MailboxTable.Row row) {
        return scopes.asWorker(() -> progress.lease(row.id(), row.team(), node, LEASE));
    }

    private boolean readBatch(MailboxTable.Row row, OpenMailbox open) throws MessagingException, IOException {
        MailboxProgress.Position kept = scopes.asWorker(() -> progress.position(row.id()));
        long validity = open.validity();
        long from = kept.validity() == validity ? kept.lastUid() : 0;
        return open.readAfter(
                from,
                BATCH,
                (uid, raw, waiting) -> take(row, new MailboxProgress.Position(validity, uid), raw, waiting));
    }

    private void take(MailboxTable.Row row, MailboxProgress.Position at, byte[] raw, int waiting) {
        Team home = teams.find(row.team()).orElseThrow();
        Set<TeamId> served =
                teams.subtrees(Set.of(home)).stream().map(Team::id).collect(Collectors.toUnmodifiableSet());
        try {
            scopes.inTeams(served, () -> {
                accept(row, at, raw, served);
                progress.advance(row.id(), at, waiting, clock.instant());
                return at;
            });
        } catch (RuntimeException failure) {
            if (Database.isAway(failure)) {
                throw failure;
            }
            Log.errorf(failure, "mailbox=%s uid=%d could not be taken in and is set aside", row.id(), at.lastUid());
            scopes.inTeams(served, () -> {
                setAside(row, at, waiting);
                return at;
            });
        }
        bell.ring();
    }

    private void accept(MailboxTable.Row row, MailboxProgress.Position at, byte[] raw, Set<TeamId> served) {
        Instant now = clock.instant();
        if (tables.firstSight(row.team(), row.id().toString(), at.validity(), at.lastUid(), now)) {
            MailResult result = returned.accept(raw, served, row.team(), EventSource.MAILBOX);
            boolean ours = !result.takenFor().equals("unrelated");
            Log.logf(
                    ours ? Logger.Level.INFO : Logger.Level.DEBUG,
                    "mailbox=%s uid=%d taken-for=%s",
                    row.id(),
                    at.lastUid(),
                    result.takenFor());
        }
    }

    /** One bad message is kept as unreadable, and its neighbours go on. */
    private void setAside(MailboxTable.Row row, MailboxProgress.Position at, int waiting) {
        Instant now = clock.instant();
        tables.firstSight(row.team(), row.id().toString(), at.validity(), at.lastUid(), now);
        tables.keepUnmatched(
                row.team(),
                ReturnedMail.unreadable(""),
                null,
                "A message could not be taken in; it is number " + at.lastUid() + " of the mailbox " + row.name() + ".",
                EventSource.MAILBOX,
                now,
                null);
        progress.advance(row.id(), at, waiting, now);
    }
}
