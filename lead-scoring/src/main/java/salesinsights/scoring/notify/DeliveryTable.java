package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Notices on their way to receivers, each once per receiver by its unique key. As a job. */
@Singleton
class DeliveryTable {
    private static final int LONGEST_ANSWER = 500;

    private final Database database;

    DeliveryTable(Database database) {
        this.database = database;
    }

    /** One to be sent, held for a while. */
    record Due(UUID id, UUID hook, UUID notice, String url, HookFormat format, byte[] secret, int tries) {}

    /** Puts a new notice on its way to the receivers of its team and of those above it. */
    void spread(TeamId team, UUID notice, Instant from) {
        String sql = """
                insert into notice_delivery (id, team_id, hook_id, notice_id, next_at)
                select gen_random_uuid(), h.team_id, h.id, ?, ? from notice_hook h join team above on above.id = h.team_id
                join team own on own.id = ?
                where h.status <> 'ENDED' and (own.id = above.id or starts_with(own.path, above.path || '/'))
                on conflict (hook_id, notice_id) do nothing
                """;
        database.write(sql, notice, from, team.value());
    }

    /** What is due of receivers that take something, a few of each, so that a slow one holds up nobody else. */
    List<Due> claim(int ofEach, int atMost, Duration lease) {
        String sql = """
                with due as (
                    select d.id from notice_hook h cross join lateral (
                        select d.id, d.next_at from notice_delivery d where d.team_id = h.team_id and d.hook_id = h.id
                          and d.state = 'WAITING' and d.next_at <= now() order by d.next_at limit ?
                        for update skip locked) d
                    where h.status = 'ACTIVE' order by d.next_at limit ?)
                update notice_delivery d set next_at = now() + make_interval(secs => ?), tries = d.tries + 1,
                    changed_at = now()
                from notice_hook h where d.id in (select id from due) and h.team_id = d.team_id and h.id = d.hook_id
                returning d.id, d.hook_id, d.notice_id, h.url, h.format, h.secret, d.tries
                """;
        return database.list(sql, DeliveryTable::due, ofEach, atMost, (double) lease.toSeconds());
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("id", UUID.class),
                row.getObject("hook_id", UUID.class),
                row.getObject("notice_id", UUID.class),
                row.getString("url"),
                HookFormat.valueOf(row.getString("format")),
                row.getBytes("secret"),
                row.getInt("tries"));
    }

    /** The notice, unless it was withdrawn or is gone. */
    Optional<Notice> notice(UUID id) {
        return database.first(Notices.SELECT + " n.id = ? and n.withdrawn_at is null", Notices::read, id);
    }

    void become(Due one, String state, @Nullable String answered) {
        database.write(
                "update notice_delivery set state = ?, answered = ?, changed_at = now() where id = ?",
                state,
                cut(answered),
                one.id());
    }

    /** Comes again after a rest; {@code counted} false if the receiver only asked to wait. */
    void again(Due one, Duration rest, boolean counted, String answered) {
        database.write(
                "update notice_delivery set next_at = now() + make_interval(secs => ?), tries = ?, answered = ?,"
                        + " changed_at = now() where id = ?",
                rest.toMillis() / 1000.0,
                counted ? one.tries() : one.tries() - 1,
                cut(answered),
                one.id());
    }

    /** The receiver wants no more. */
    void end(Due one, String why) {
        database.write("update notice_hook set status = 'ENDED', why = ? where id = ?", cut(why), one.hook());
    }

    /** What happened last; nothing after a success. */
    void say(Due one, @Nullable String why) {
        database.write(
                "update notice_hook set why = ? where id = ? and why is distinct from ?",
                cut(why),
                one.hook(),
                cut(why));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : text.substring(0, Math.min(text.length(), LONGEST_ANSWER));
    }
}
