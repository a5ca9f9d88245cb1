package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** Messages that are made, sent and looked at. */
@Singleton
public class Messages {
    private static final long MOST_MIME_BYTES = 50L * 1024 * 1024;
    private static final int LONGEST_KEY = 255;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Outbox outbox;
    private final Copies copies;
    private final MessageTable table;
    private final Cohorts cohorts;
    private final MessageViews views;
    private final GroupsOnly groups;
    private final SendTable queue;
    private final SmtpServers servers;
    private final SendConfig config;
    private final Scopes scopes;
    private final Bell bell;
    private final Clock clock;

    Messages(
            Outbox outbox,
            Copies copies,
            MessageTable table,
            Cohorts cohorts,
            MessageViews views,
            GroupsOnly groups,
            SendTable queue,
            SmtpServers servers,
            SendConfig config,
            Scopes scopes,
            Bell bell,
            Clock clock) {
        this.outbox = outbox;
        this.copies = copies;
        this.table = table;
        this.cohorts = cohorts;
        this.views = views;
        this.groups = groups;
        this.queue = queue;
        this.servers = servers;
        this.config = config;
        this.scopes = scopes;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * What to do beside making the message.
     *
     * @param key the caller's Idempotency-Key
     * @param withMime true to get the copies back
     */
    public record Wish(@Nullable String key, boolean withMime) {
        /** Neither. */
        public static final Wish NOTHING = new Wish(null, false);
    }

    /** A message and whether this request made it; if not, an earlier one with the same key did. */
    public record Made(MessageView message, boolean isNew) {}

    /**
     * Makes a message, and queues it if it is to be sent: it is committed when this returns, and usually sent, too. Opens
     * its own transactions: call it outside of one.
     *
     * @throws Problem if anything in it cannot be taken
     */
    public Made compose(Caller caller, Team team, Composition composition, Wish wish) {
        return make(caller, team, outbox.of(composition, caller), wish);
    }

    /** The same for a whole MIME message. */
    public Made compose(Caller caller, Team team, byte[] raw, RawMessage about, Wish wish) {
        return make(caller, team, outbox.of(raw, about), wish);
    }

    /**
     * The same for a message that was accepted by SMTP: it goes to those whom the envelope names, and to nobody else whom
     * its header names. Waits for no server. The same key again makes nothing new.
     *
     * @param envelope at least one address
     */
    public UUID submit(
            Caller caller, Team team, byte[] raw, List<String> envelope, TrackingSwitch tracking, String key) {
        RawMessage about = new RawMessage(null, null, tracking, true, false, Map.of());
        return queued(caller, team.id(), outbox.of(raw, about, envelope), new Wish(key, false))
                .message();
    }

    /**
     * Makes a message and queues it, without waiting until it is handed over. Opens its own transaction.
     *
     * @param key the message was made before if it was used before by the same sender
     * @return the message, or the one that was made before
     * @throws Problem if anything in it cannot be taken
     */
    public UUID submit(Caller caller, Team team, Composition composition, String key) {
        return queued(caller, team.id(), outbox.of(composition, caller), new Wish(key, false))
                .message();
    }

    /** Who has what, if it is new. */
    private record Prepared(UUID message, @Nullable List<Copy> copies) {}

    private Made make(Caller caller, Team team, Outgoing outgoing, Wish wish) {
        TeamId owner = team.id();
        Prepared prepared = queued(caller, owner, outgoing, wish);
        List<Copy> planned = prepared.copies();
        if (planned != null && outgoing.send()) {
            awaitHandOver(owner, prepared.message());
        }
        MessageView view = scopes.inTeams(Set.of(owner), () -> views.one(Set.of(owner), prepared.message()));
        return planned == null
                ? new Made(view, false)
                : new Made(wish.withMime() ? withMime(view, owner, outgoing, planned) : view, true);
    }

    private Prepared queued(Caller caller, TeamId team, Outgoing outgoing, Wish wish) {
        check(team, outgoing, wish);
        Prepared prepared = scopes.inTeams(Set.of(team), () -> prepare(caller, team, outgoing, wish.key()));
        if (prepared.copies() != null && outgoing.send()) {
            bell.ring();
        }
        return prepared;
    }

    /** Most mail is with the server at once; what takes longer is told to be queued. */
    private void awaitHandOver(TeamId team, UUID message) {
        long until = System.nanoTime() + config.answerWithin().toNanos();
        try {
            while (System.nanoTime() < until && scopes.inTeams(Set.of(team), () -> queue.isUnderWay(message))) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(TeamId team, Outgoing outgoing, Wish wish) {
        if (wish.key() != null) {
            checkedKey(wish.key());
        }
        long bytes = (long) outgoing.blueprint().bytes() * outgoing.recipients().size();
        if (wish.withMime() && bytes > MOST_MIME_BYTES) {
            throw Problem.tooLarge("include=mime gives back at most 50 MB: ask for fewer recipients, or without it.");
        }
        if (outgoing.send()) {
            servers.require(team);
        }
    }

    /** @throws Problem if it can be none */
    static String checkedKey(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Problem.invalid("Idempotency-Key", "has 1 to " + LONGEST_KEY + " visible ASCII characters");
        }
        return key;
    }

    private Prepared prepare(Caller caller, TeamId team, Outgoing outgoing, @Nullable String key) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        UUID before = key == null ? null : table.claim(team, caller.username(), key, outgoing.digest(), id, now);
        if (before != null) {
            return new Prepared(before, null);
        }
        boolean tracking = switch (outgoing.tracking()) {
            case ON -> true;
            case OFF -> false;
            case DEFAULT -> table.tracksByDefault(team);
        };
        List<Copy> planned = copies.plan(team, outgoing, tracking, caller.email());
        table.insert(id, team, caller.username(), outgoing, tracking, now);
        table.insertRecipients(id, team, planned);
        cohorts.join(team, id, outgoing.campaign(), planned);
        table.insertLinks(id, team, tracking ? outgoing.blueprint().links() : List.of());
        if (outgoing.send()) {
            queue.queue(team, id, outgoing.blueprint().source(), outgoing.readTime());
        }
        return new Prepared(id, planned);
    }

    private MessageView withMime(MessageView view, TeamId team, Outgoing outgoing, List<Copy> planned) {
        Map<UUID, Copy> byRecipient = new HashMap<>();
        planned.forEach(copy -> byRecipient.put(copy.recipient(), copy));
        Function<UUID, @Nullable String> mime = recipient -> {
            Copy copy = byRecipient.get(recipient);
            return copy == null
                    ? null
                    : Base64.getEncoder().encodeToString(copies.write(team, view.id(), outgoing, copy));
        };
        return view.with(
                view.links(),
                view.recipients().stream()
                        .map(recipient -> recipient.with(mime.apply(recipient.id())))
                        .toList());
    }

    /**
     * Sends a copy that failed, or of which nobody knows whether it went out, as somebody who looked into it says.
     *
     * @throws Problem (404, 409) if there is none, or it is in no such state
     */
    public MessageView sendAgain(Caller caller, UUID message, UUID recipient) {
        Set<TeamId> teams = caller.visibleTeamIds();
        scopes.inTeams(teams, () -> {
            if (!queue.has(teams, message, recipient)) {
                throw Problem.notFound();
            }
            if (!queue.retry(teams, message, recipient, views.interruptedBefore())) {
                throw Problem.conflict("This copy was sent, still waits, or what it was made of is not kept any more.");
            }
            return true;
        });
        bell.ring();
        return scopes.inTeams(teams, () -> view(caller, message));
    }

    /**
     * Takes back what still waits to be sent.
     *
     * @throws Problem (404) if there is no such message
     */
    public MessageView cancel(Caller caller, UUID message) {
        Set<TeamId> teams = caller.visibleTeamIds();
        return scopes.inTeams(teams, () -> {
            views.one(teams, message);
            queue.cancel(teams, message, "Taken back before it was sent.");
            return view(caller, message);
        });
    }

    /**
     * Messages of all teams that the caller sees, newest first, in the caller's transaction. Of a team in works-council
     * mode nobody's but the caller's own name.
     *
     * @param campaign only of this campaign, null for all
     * @param sender only of this rep (Keycloak name), null for all
     * @param after cursor of an earlier page, null for the first
     * @param atMost 1 to 200
     * @throws Problem if the cursor is none of ours, or the sender is seen as one of a group only
     */
    public MessagePage page(
            Caller caller, @Nullable String campaign, @Nullable String sender, @Nullable String after, int atMost) {
        Set<TeamId> teams = groups.listed(caller, sender);
        return groups.shown(caller, views.page(teams, campaign, sender, after, atMost));
    }

    /**
     * One message with recipients, links and what happened, in the caller's transaction.
     *
     * @throws Problem (404) if the caller sees none
     */
    public MessageView view(Caller caller, UUID id) {
        return groups.shown(caller, views.one(caller.visibleTeamIds(), id));
    }
}
