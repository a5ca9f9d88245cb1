package salesinsights.scoring.notify;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import salesinsights.scoring.followup.PersonalDays;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.message.StaffMail;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.token.TrackingTokens;

/**
 * Sends each person the digest of the day at the time that they chose, where they work, if there is something to tell. That
 * it is one a day is decided by a key in the database, so that a second node does no harm; whoever breaks off between
 * claiming and sending is followed up minutes later, with the same message id.
 */
@Singleton
class SendDigests implements Recurring {
    /** What could not be sent for so long after its time, say because all nodes were down, waits for tomorrow. */
    private static final Duration LATEST = Duration.ofHours(6);

    private final DigestTable table;
    private final PersonalDays days;
    private final StaffMail mail;
    private final TrackingTokens tokens;
    private final Scopes scopes;
    private final NoticeConfig config;
    private final Clock clock;

    SendDigests(
            DigestTable table,
            PersonalDays days,
            StaffMail mail,
            TrackingTokens tokens,
            Scopes scopes,
            NoticeConfig config,
            Clock clock) {
        this.table = table;
        this.days = days;
        this.mail = mail;
        this.tokens = tokens;
        this.scopes = scopes;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "send-digests";
    }

    @Override
    public Duration every() {
        return config.digestLookEvery();
    }

    @Override
    public void run() {
        for (DigestTable.Reader reader : scopes.asWorker(() -> table.readers(config.confirmedWithin()))) {
            try {
                PersonalDays.Moment now =
                        scopes.asWorker(() -> days.of(reader.team(), reader.person(), clock.instant()));
                if (isTime(reader.at(), now.time())) {
                    scopes.asWorker(() -> made(reader, now)).ifPresent(digest -> send(reader, now.day(), digest));
                }
            } catch (RuntimeException failed) {
                // One person's digest never holds up another's; the claim is taken up again.
                Log.warn("a digest could not be made", failed);
            }
        }
    }

    static boolean isTime(LocalTime wanted, LocalTime now) {
        return !now.isBefore(wanted) && Duration.between(wanted, now).compareTo(LATEST) < 0;
    }

    /** Empty if somebody else makes it, it was made, or there is nothing to tell. */
    private Optional<Digest> made(DigestTable.Reader reader, PersonalDays.Moment now) {
        if (!table.claim(reader, now.day())) {
            return Optional.empty();
        }
        Digest digest = new Digest(table.notices(reader), table.tasks(reader, now.ends()), now.zone());
        if (digest.isEmpty()) {
            table.settle(reader, now.day(), 0, null);
            return Optional.empty();
        }
        return Optional.of(digest);
    }

    private void send(DigestTable.Reader reader, String day, Digest digest) {
        UUID id = Ids.named("digest " + reader.team().value() + " " + reader.person() + " " + day);
        Optional<String> refused =
                mail.send(reader.team(), id, reader.address(), digest.subject(), digest.text(tokens.publicUrl()));
        scopes.runAsWorker(() -> table.settle(reader, day, digest.size(), refused.orElse(null)));
    }
}
