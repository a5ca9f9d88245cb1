package salesinsights.tracking.erasure;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.PrivacyRequest.Kind;
import salesinsights.tracking.erasure.PrivacyRequest.Source;
import salesinsights.tracking.erasure.PrivacyRequest.State;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Requests as rows. Every method runs in the caller's transaction. */
@Singleton
class RequestTable {
    private final Database database;
    private final Clock clock;

    RequestTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void insert(Stored one) {
        database.write(
                """
                insert into privacy_request (id, team_id, kind, source, state, subject, address, language, created_by,
                    created_at, due_at, begun_at, next_try_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                one.id(),
                one.team().value(),
                one.kind(),
                one.source(),
                one.state(),
                HexFormat.of().parseHex(one.subject()),
                one.address(),
                one.language(),
                one.createdBy(),
                one.createdAt(),
                one.dueAt(),
                one.begunAt(),
                one.createdAt());
    }

    /** The newest of a kind about this person that is still to be done. */
    Optional<Stored> pending(TeamId team, Kind kind, String subject) {
        return database.first(
                "select * from privacy_request where team_id = ? and kind = ? and subject = ?"
                        + " and state in ('UNCONFIRMED', 'OPEN', 'RUNNING') order by id desc limit 1",
                RequestTable::read,
                team.value(),
                kind,
                HexFormat.of().parseHex(subject));
    }

    Optional<Stored> find(Collection<TeamId> teams, UUID id) {
        return database.first(
                "select * from privacy_request where team_id = any (?) and id = ?",
                RequestTable::read,
                longs(teams),
                id);
    }

    /** As a job: whichever team it is of. */
    Optional<Stored> find(UUID id) {
        return database.first("select * from privacy_request where id = ?", RequestTable::read, id);
    }

    List<Stored> page(Collection<TeamId> teams, @Nullable State state, @Nullable UUID after, int atMost) {
        return database.list("""
                select * from privacy_request where team_id = any (?) and (?::text is null or state = ?)
                    and (?::uuid is null or id < ?) order by id desc limit ?
                """, RequestTable::read, longs(teams), state, state, after, after, atMost);
    }

    /** Moves on from one of these states; false if it was in none of them any more. */
    boolean move(Stored one, Collection<State> from, State to) {
        Instant now = clock.instant();
        return database.write(
                        """
                        update privacy_request set state = ?, next_try_at = ?, tries = 0, trouble = null,
                            begun_at = case when ? = 'RUNNING' then ? else begun_at end,
                            finished_at = case when ? in ('DONE', 'CANCELLED') then ? else finished_at end,
                            address = case when ? = 'CANCELLED' then null else address end
                        where id = ? and state = any (?)
                        """,
                        to,
                        now,
                        to.name(),
                        now,
                        to.name(),
                        now,
                        to.name(),
                        one.id(),
                        Database.texts(from.stream().map(State::name).toList()))
                == 1;
    }

    /** The one that has waited longest in this state; nobody else gets it for so long. */
    Optional<Stored> lease(State state, Duration leaseFor) {
        return database.first(
                """
                update privacy_request set next_try_at = ?, tries = tries + 1 where id = (
                    select id from privacy_request where state = ? and next_try_at <= ? and (? <> 'UNCONFIRMED' or asked_at is null)
                    order by next_try_at, id limit 1 for update skip locked)
                returning *
                """, RequestTable::read, clock.instant().plus(leaseFor), state, clock.instant(), state.name());
    }

    /** It was asked whether it is really meant. */
    void asked(UUID id) {
        database.write("update privacy_request set asked_at = ?, trouble = null where id = ?", clock.instant(), id);
    }

    void concerns(UUID id, List<UUID> recipients, List<UUID> messages) {
        database.write(
                "update privacy_request set recipients = ?, messages = ?, steps = '{}' where id = ?",
                Database.uuids(recipients),
                Database.uuids(messages),
                id);
    }

    void stepDone(UUID id, String step, long rows) {
        database.write(
                "update privacy_request set steps = array_append(steps, ?), rows_gone = rows_gone + ?, tries = 0,"
                        + " trouble = null where id = ?",
                step,
                rows,
                id);
    }

    /** It cannot go on now; tried again after a rest that doubles up to an hour. */
    void again(UUID id, String why) {
        database.write("""
                update privacy_request set trouble = ?,
                    next_try_at = ?::timestamptz + least(power(2, least(tries, 12)), 3600) * interval '1 second'
                where id = ?
                """, why.length() > 500 ? why.substring(0, 500) : why, clock.instant(), id);
    }

    void answered(UUID id, byte[] answer) {
        database.write("update privacy_request set answer = ? where id = ?", answer, id);
    }

    /** Exports that were not fetched in time, or were. */
    void dropAnswers(Instant before) {
        database.write("update privacy_request set answer = null where answer is not null and finished_at < ?", before);
    }

    /** How many of these teams' requests are still to be done, and how many of them are late. */
    PrivacyRequest.Load load(Collection<TeamId> teams) {
        return database.first(
                        """
                        select count(*), count(*) filter (where due_at < ?), min(due_at) from privacy_request
                        where team_id = any (?) and state in ('UNCONFIRMED', 'OPEN', 'RUNNING')
                        """,
                        row -> new PrivacyRequest.Load(row.getLong(1), row.getLong(2), Database.instant(row, "min")),
                        clock.instant(),
                        longs(teams))
                .orElseThrow();
    }

    /** Nothing of the person is left in the request but the pseudonym. */
    void blank(UUID id) {
        database.write(
                "update privacy_request set address = null, answer = null, recipients = '{}', messages = '{}'"
                        + " where id = ?",
                id);
    }

    private static Database.Cells longs(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private static Stored read(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                Kind.valueOf(row.getString("kind")),
                Source.valueOf(row.getString("source")),
                State.valueOf(row.getString("state")),
                HexFormat.of().formatHex(row.getBytes("subject")),
                row.getBytes("address"),
                row.getString("language"),
                row.getString("created_by"),
                Objects.requireNonNull(Database.instant(row, "created_at")),
                Objects.requireNonNull(Database.instant(row, "due_at")),
                Database.instant(row, "begun_at"),
                Database.instant(row, "finished_at"),
                uuids(row.getArray("recipients")),
                uuids(row.getArray("messages")),
                List.of((String[]) row.getArray("steps").getArray()),
                row.getLong("rows_gone"),
                row.getBytes("answer"),
                row.getString("trouble"));
    }

    private static List<UUID> uuids(Array array) throws SQLException {
        return List.of((UUID[]) array.getArray());
    }
}
