package salesinsights.tracking.mailbox;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.team.TeamId;

/** What came back, as rows. Every method runs in the caller's transaction. */
@Singleton
class MailTables {
    private final AgroalDataSource database;

    MailTables(AgroalDataSource database) {
        this.database = database;
    }

    /** True if this mail is new to the team; a second one waits until the first has committed. */
    boolean takeIn(TeamId team, String hash, String takenFor, @Nullable UUID message, Instant now) {
        String sql = "insert into returned_mail (team_id, hash, taken_for, message_id, received_at)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing";
        return run(sql, insert -> {
            insert.setLong(1, team.value());
            insert.setString(2, hash);
            insert.setString(3, takenFor);
            insert.setObject(4, message);
            insert.setTimestamp(5, Timestamp.from(now));
            return insert.executeUpdate() == 1;
        });
    }

    /** True if this message of a mailbox was not done before. */
    boolean firstSight(TeamId team, String mailbox, long uidValidity, long uid, Instant now) {
        String sql = "insert into mailbox_seen (team_id, mailbox, uid_validity, uid, seen_at)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing";
        return run(sql, insert -> {
            insert.setLong(1, team.value());
            insert.setString(2, mailbox);
            insert.setLong(3, uidValidity);
            insert.setLong(4, uid);
            insert.setTimestamp(5, Timestamp.from(now));
            return insert.executeUpdate() == 1;
        });
    }

    void keepUnmatched(
            TeamId team,
            ReturnedMail mail,
            @Nullable String recipient,
            String reason,
            EventSource source,
            Instant now,
            @Nullable String report) {
        String sql = "insert into unmatched_notice (id, team_id, taken_for, reason, sender, subject, recipient, source,"
                + " received_at, report) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)";
        run(sql, insert -> {
            insert.setObject(1, Ids.next());
            insert.setLong(2, team.value());
            insert.setString(3, mail.what().word());
            insert.setString(4, PlainText.line(reason, 500));
            insert.setString(5, PlainText.line(mail.from(), 320));
            insert.setString(6, PlainText.line(mail.subject(), 500));
            insert.setString(7, recipient == null ? null : PlainText.line(recipient, 320));
            insert.setString(8, source.name());
            insert.setTimestamp(9, Timestamp.from(now));
            insert.setString(10, report);
            return insert.executeUpdate();
        });
    }

    UnmatchedNotice.Page unmatched(Set<TeamId> teams, @Nullable UUID after, int atMost) {
        String sql = """
                select u.*, t.path from unnest(?) as of_team
                cross join lateral (
                    select * from unmatched_notice
                    where team_id = of_team and settled is null and (?::uuid is null or id < ?) order by id desc limit ?) u
                join team t on t.id = u.team_id
                order by u.id desc limit ?
                """;
        List<UnmatchedNotice> found = run(sql, select -> {
            select.setArray(
                    1,
                    select.getConnection()
                            .createArrayOf(
                                    "bigint", teams.stream().map(TeamId::value).toArray()));
            select.setObject(2, after);
            select.setObject(3, after);
            select.setInt(4, atMost + 1);
            select.setInt(5, atMost + 1);
            return read(select);
        });
        boolean more = found.size() > atMost;
        List<UnmatchedNotice> shown = more ? found.subList(0, atMost) : found;
        return new UnmatchedNotice.Page(shown, more ? shown.getLast().id() : null);
    }

    private static List<UnmatchedNotice> read(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            List<UnmatchedNotice> found = new ArrayList<>();
            while (row.next()) {
                found.add(new UnmatchedNotice(
                        row.getObject("id", UUID.class),
                        row.getString("path"),
                        row.getString("taken_for"),
                        row.getString("reason"),
                        row.getString("sender"),
                        row.getString("subject"),
                        row.getString("recipient"),
                        row.getString("source").toLowerCase(Locale.ROOT),
                        row.getTimestamp("received_at").toInstant(),
                        row.getString("report") != null));
            }
            return found;
        }
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException("returned mail could not be stored or read", failed);
        }
    }
}
