package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.BusinessHours;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Keeps the answers of people with the time until somebody wrote back. */
@Singleton
class CountReplies {
    // A message to somebody may be what answers an earlier message of theirs.
    private static final String CONCERNED = """
            select id from recipient where id = any (?)
            union
            select earlier.id from recipient r
            join recipient earlier on earlier.team_id = r.team_id and earlier.address = r.address
            where r.id = any (?) and exists (select from counted_reply c where c.recipient_id = earlier.id)
            """;

    private static final String REPLIES = """
            select e.id, r.id as recipient_id, r.team_id, m.sender_user, e.occurred_at, a.answered_at
            from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            join tracking_event e on e.recipient_id = r.id and e.team_id = r.team_id and e.kind = 'REPLIED'
                and e.recorded_at >= r.sent_at - interval '1 day'
            join lateral (select * from verdict v where v.event_id = e.id order by v.revision desc limit 1) v
                on not v.withdrawn and is_human(v.actor, v.confidence)
            left join lateral (
                select min(later.sent_at) as answered_at from recipient later
                join tracked_message t on t.team_id = later.team_id and t.id = later.message_id
                where later.team_id = r.team_id and later.address = r.address and later.status = 'SENT'
                    and later.sent_at > e.occurred_at
                    and not exists (select from campaign c where c.team_id = t.team_id and c.name = t.campaign)) a on true
            where r.id = any (?) and r.status = 'SENT'
            """;

    private static final String KEEP = """
            insert into counted_reply (event_id, recipient_id, team_id, rep, replied_at, answered_at, minutes)
            select * from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                ?::int[])
            """;

    private record Reply(
            UUID event,
            UUID recipient,
            TeamId team,
            String rep,
            Instant repliedAt,
            @Nullable Instant answeredAt) {
        static Reply of(ResultSet row) throws SQLException {
            return new Reply(
                    row.getObject("id", UUID.class),
                    row.getObject("recipient_id", UUID.class),
                    new TeamId(row.getLong("team_id")),
                    row.getString("sender_user"),
                    row.getTimestamp("occurred_at").toInstant(),
                    Database.instant(row, "answered_at"));
        }
    }

    private final Database database;
    private final BusinessHours hours;

    CountReplies(Database database, BusinessHours hours) {
        this.database = database;
        this.hours = hours;
    }

    /** Looks at the answers of these copies anew, and at earlier ones that they may answer. */
    void count(Database.Cells copies) {
        Database.Cells concerned =
                Database.uuids(database.list(CONCERNED, row -> row.getObject(1, UUID.class), copies, copies));
        database.write("delete from counted_reply where recipient_id = any (?)", concerned);
        List<Reply> replies = database.list(REPLIES, Reply::of, concerned);
        if (!replies.isEmpty()) {
            keep(replies);
        }
    }

    private void keep(List<Reply> replies) {
        Map<TeamId, BusinessHours.Of> calendars = new HashMap<>();
        List<@Nullable Integer> minutes = new ArrayList<>();
        for (Reply reply : replies) {
            Instant answered = reply.answeredAt();
            minutes.add(
                    answered == null
                            ? null
                            : Math.toIntExact(calendars
                                    .computeIfAbsent(reply.team(), hours::of)
                                    .minutesBetween(reply.repliedAt(), answered)));
        }
        database.write(
                KEEP,
                Database.uuids(replies.stream().map(Reply::event).toList()),
                Database.uuids(replies.stream().map(Reply::recipient).toList()),
                Database.longs(
                        replies.stream().map(reply -> reply.team().value()).toList()),
                Database.texts(replies.stream().map(Reply::rep).toList()),
                new Database.Cells(
                        "timestamptz", replies.stream().map(Reply::repliedAt).toList()),
                new Database.Cells(
                        "timestamptz",
                        replies.stream()
                                .<@Nullable Instant>map(Reply::answeredAt)
                                .toList()),
                new Database.Cells("int", minutes));
    }
}
