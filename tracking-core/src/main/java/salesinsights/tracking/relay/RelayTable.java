package salesinsights.tracking.relay;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.message.TrackingSwitch;
import salesinsights.tracking.team.TeamId;

/** Accepted mail as rows. Every method runs in the caller's transaction, as a job. */
@Singleton
class RelayTable {
    static final int LONGEST_HEADER = 65_536;
    private static final Duration LONGEST_REST = Duration.ofMinutes(30);

    // A hand-over takes minutes at most: what hangs for longer, hangs since a crash.
    private static final Duration UNKNOWN_AFTER = Duration.ofHours(1);

    private static final String OF = """
            select m.*, p.user_name, p.display_name, p.address from relay_mail m
            join app_password p on p.team_id = m.team_id and p.id = m.password_id
            """;

    private static final String FAILED = """
            select r.id, r.address, case when r.status = 'FAILED' then r.failure
                else 'It is not known whether the mail server got it; it is not sent again by itself.' end as failure
            from recipient r
            where r.team_id = ? and r.message_id = ? and (r.status = 'FAILED' or r.status = 'SENDING' and ?)
            and not exists (select from relay_bounce b where b.recipient_id = r.id) order by r.id
            """;

    private final Database database;
    private final Clock clock;

    RelayTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What was accepted, beside its bytes. */
    record Accepted(
            UUID id,
            TeamId team,
            UUID password,
            String envelopeFrom,
            List<String> recipients,
            TrackingSwitch tracking) {}

    /**
     * One that something is to be done about.
     *
     * @param raw null once it was handed on
     * @param message null until then
     */
    record Due(
            UUID id,
            Login login,
            String envelopeFrom,
            List<String> recipients,
            TrackingSwitch tracking,
            byte @Nullable [] raw,
            byte[] header,
            @Nullable UUID message,
            @Nullable String reason,
            int attempts,
            Instant acceptedAt) {}

    /** A recipient who did not get it, and the sender does not know yet. */
    record Failure(UUID recipient, String address, String reason) {}

    void insert(Accepted mail, byte[] raw, byte[] header) {
        database.write(
                """
                insert into relay_mail (id, team_id, password_id, envelope_from, recipients, tracking, raw, header, status,
                    accepted_at, next_try_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, ?)
                """,
                mail.id(),
                mail.team().value(),
                mail.password(),
                mail.envelopeFrom(),
                Database.texts(mail.recipients()),
                mail.tracking(),
                raw,
                header,
                clock.instant(),
                clock.instant());
    }

    /** Leases the one of this status that has waited longest; nobody else gets it for so long. */
    Optional<Due> lease(String status, Duration duration) {
        return database.first(
                        "select id from relay_mail where status = ? and next_try_at <= ? order by next_try_at, id limit 1"
                                + " for update skip locked",
                        row -> row.getObject(1, UUID.class),
                        status,
                        clock.instant())
                .flatMap(id -> {
                    database.write(
                            "update relay_mail set next_try_at = ?, attempts = attempts + 1 where id = ?",
                            clock.instant().plus(duration),
                            id);
                    return database.first(OF + " where m.id = ?", RelayTable::due, id);
                });
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("id", UUID.class),
                new Login(
                        row.getObject("password_id", UUID.class),
                        new TeamId(row.getLong("team_id")),
                        row.getString("user_name"),
                        row.getString("display_name"),
                        row.getString("address")),
                row.getString("envelope_from"),
                List.of((String[]) row.getArray("recipients").getArray()),
                TrackingSwitch.of(row.getString("tracking")),
                row.getBytes("raw"),
                row.getBytes("header"),
                row.getObject("message_id", UUID.class),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getTimestamp("accepted_at").toInstant());
    }

    void handedOn(UUID id, UUID message) {
        database.write("""
                update relay_mail set status = 'HANDED_ON', message_id = ?, raw = null, reason = null, attempts = 0,
                    next_try_at = ? where id = ?
                """, message, clock.instant(), id);
    }

    /** It cannot be handed on, ever; the sender is still to be told. */
    void refused(UUID id, String reason) {
        database.write("""
                update relay_mail set status = 'REFUSED', reason = ?, raw = null, attempts = 0, next_try_at = ?
                where id = ?
                """, PlainText.line(reason, 1_000), clock.instant(), id);
    }

    /** Tried again after a rest that doubles. */
    void again(Due one, @Nullable String reason) {
        long seconds = Math.min(1L << Math.min(one.attempts(), 20), LONGEST_REST.toSeconds());
        database.write(
                "update relay_mail set next_try_at = ?, reason = ? where id = ?",
                clock.instant().plusSeconds(seconds),
                reason == null ? null : PlainText.line(reason, 1_000),
                one.id());
    }

    void done(UUID id) {
        database.write("update relay_mail set status = 'DONE', raw = null, header = '' where id = ?", id);
    }

    List<Failure> failures(Due one) {
        return database.list(
                FAILED,
                row -> new Failure(
                        row.getObject("id", UUID.class),
                        row.getString("address"),
                        Optional.ofNullable(row.getString("failure")).orElse("")),
                one.login().team().value(),
                one.message(),
                one.acceptedAt().isBefore(clock.instant().minus(UNKNOWN_AFTER)));
    }

    void told(Due one, List<Failure> failures) {
        for (Failure failure : failures) {
            database.write(
                    "insert into relay_bounce (recipient_id, team_id, told_at) values (?, ?, ?) on conflict do nothing",
                    failure.recipient(),
                    one.login().team().value(),
                    clock.instant());
        }
    }

    /** True while the fate of a recipient is not known. */
    boolean isOpen(Due one) {
        return database.first(
                        "select 1 from recipient where team_id = ? and message_id = ? and status not in ('SENT', 'FAILED')"
                                + " limit 1",
                        row -> true,
                        one.login().team().value(),
                        one.message())
                .isPresent();
    }
}
