package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Who gets a digest when, that each day has one, and what stands in it. As a job. */
@Singleton
class DigestTable {
    private static final int MOST = 50;
    private static final int LONGEST_REFUSAL = 500;
    /** After so many tries the next day's digest has to do. */
    private static final int TRIES = 5;

    private static final String TEAMS = " any (array(select below.id from team t join team below on below.id = t.id"
            + " or starts_with(below.path, t.path || '/') where t.id = ?)) ";

    private final Database database;

    DigestTable(Database database) {
        this.database = database;
    }

    /** Somebody who wants one. */
    record Reader(TeamId team, String person, String address, LocalTime at) {
        Database.Cells names() {
            return Database.texts(List.of(person, address));
        }
    }

    /** Those who were seen lately enough. */
    List<Reader> readers(Duration confirmedWithin) {
        return database.list(
                "select * from notice_setting where digest_at is not null"
                        + " and seen_at > now() - make_interval(secs => ?) order by team_id, person",
                row -> new Reader(
                        new TeamId(row.getLong("team_id")),
                        row.getString("person"),
                        row.getString("address"),
                        row.getObject("digest_at", LocalTime.class)),
                (double) confirmedWithin.toSeconds());
    }

    /** True if this day's is to be made here and now: nobody did, or whoever began broke off minutes ago. */
    boolean claim(Reader reader, String day) {
        String sql = """
                insert into notice_digest as d (team_id, person, day) values (?, ?, ?::date)
                on conflict (team_id, person, day) do update set claimed_at = now(), tries = d.tries + 1
                    where d.done_at is null and d.tries < ? and d.claimed_at < now() - interval '5 minutes'
                """;
        return database.write(sql, reader.team().value(), reader.person(), day, TRIES) == 1;
    }

    /** It is done; {@code refused} says why it was not taken, and that it is tried again. */
    void settle(Reader reader, String day, int told, @Nullable String refused) {
        database.write(
                "update notice_digest set done_at = case when ?::text is null then now() end, told = ?, refused = ?"
                        + " where team_id = ? and person = ? and day = ?::date",
                refused,
                told,
                refused == null ? null : refused.substring(0, Math.min(refused.length(), LONGEST_REFUSAL)),
                reader.team().value(),
                reader.person(),
                day);
    }

    /** Unread, and not told by a digest before; newest first. */
    List<Notice> notices(Reader reader) {
        String sql = Notices.SELECT + " n.person = any (?) and n.team_id =" + TEAMS
                + "and n.withdrawn_at is null and n.read_at is null and n.shown_from <= now()"
                + " and n.last_at > coalesce((select max(d.done_at) from notice_digest d where d.team_id = ?"
                + " and d.person = ?), now() - interval '24 hours') order by n.last_at desc, n.id desc limit " + MOST;
        return database.list(
                sql,
                Notices::read,
                reader.names(),
                reader.team().value(),
                reader.team().value(),
                reader.person());
    }

    /** Open and due by then. */
    List<Digest.Task> tasks(Reader reader, Instant until) {
        String sql = """
                select f.title, f.due_at, coalesce(nullif(l.name, ''), l.email, nullif(l.company, ''), 'a lead') as lead
                from follow_up f join lead l on l.team_id = f.team_id and l.id = f.lead_id
                where f.owner = any (?) and f.status = 'OPEN' and f.due_at < ? and f.team_id =
                """ + TEAMS + "order by f.due_at, f.id limit " + MOST;
        return database.list(
                sql, DigestTable::task, reader.names(), until, reader.team().value());
    }

    private static Digest.Task task(ResultSet row) throws SQLException {
        return new Digest.Task(
                row.getString("title"), row.getString("lead"), Objects.requireNonNull(Database.instant(row, "due_at")));
    }
}
