package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** Table rule_timer: the occasions that rules wait for, or have acted on. In the caller's transaction. */
@Singleton
class RuleTimers {
    private static final int PER_LEAD = 400;

    /** What is due: the due end of one index, whatever else is pending. */
    static final String CLAIM = """
            select w.id from rule_timer w join lead l on l.team_id = w.team_id and l.id = w.lead_id
            where w.state = 'WAITING' and w.due_at <= now()
              and not exists (select from to_judge j
                  where j.recipient_id = w.recipient_id and j.since > now() - interval '10 minutes')
            order by w.due_at limit ? for update of w skip locked for no key update of l skip locked
            """;

    private final Database database;

    RuleTimers(Database database) {
        this.database = database;
    }

    /** How far a timer has come. */
    enum State {
        WAITING,
        /** The rule acted. */
        FIRED,
        /** Something came between; it waits again if that is taken back. */
        SETTLED
    }

    /** One rule that waits on one occasion of one lead. */
    record Timer(
            UUID id, TeamId team, LeadId lead, String rule, String anchor, Instant since, Instant dueAt, State state) {}

    /** A timer to be. */
    record Fresh(Lead lead, String rule, Occasion occasion) {}

    /** PostgreSQL's clock, by which everything is due. */
    Instant now() {
        return database.first("select now() as moment", row -> Objects.requireNonNull(Database.instant(row, "moment")))
                .orElseThrow();
    }

    /** Starts timers; where the rule has one on that occasion, nothing happens: the unique key decides. */
    void begin(List<Fresh> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        String sql = """
                insert into rule_timer (id, team_id, lead_id, rule_id, anchor, recipient_id, since, due_at)
                select * from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::uuid[],
                    ?::timestamptz[], ?::timestamptz[])
                on conflict do nothing
                """;
        database.write(
                sql,
                cells("uuid", fresh, one -> Ids.next()),
                cells("bigint", fresh, one -> one.lead().teamId().value()),
                cells("uuid", fresh, one -> one.lead().id().value()),
                cells("text", fresh, Fresh::rule),
                cells("text", fresh, one -> one.occasion().anchor()),
                new Database.Cells(
                        "uuid", fresh.stream().map(RuleTimers::recipientOf).toList()),
                cells("timestamptz", fresh, one -> one.occasion().since()),
                cells("timestamptz", fresh, one -> one.occasion().dueAt()));
    }

    private static @Nullable UUID recipientOf(Fresh fresh) {
        return fresh.occasion().mail() == null ? null : fresh.occasion().mail().recipient();
    }

    private static Database.Cells cells(String type, List<Fresh> fresh, Function<Fresh, Object> cell) {
        return new Database.Cells(type, fresh.stream().map(cell).toList());
    }

    /** The leads' newest timers, held until the transaction ends. */
    List<Timer> hold(Collection<Lead> leads) {
        String sql = """
                select * from rule_timer where id = any (array(
                    select t.id from unnest(?::uuid[], ?::bigint[]) as l (id, team_id) cross join lateral (
                        select id from rule_timer where team_id = l.team_id and lead_id = l.id
                        order by since desc limit ?) t))
                order by id for update
                """;
        return database.list(
                sql,
                RuleTimers::read,
                Database.uuids(leads.stream().map(lead -> lead.id().value()).toList()),
                Database.longs(leads.stream().map(lead -> lead.teamId().value()).toList()),
                PER_LEAD);
    }

    /**
     * Timers that are due by the database's clock, held until the transaction ends; another node gets others. A
     * recipient of whom something is about to be judged waits for the verdict, though not for ever. A lead that somebody
     * holds is left for later too: scoring holds the lead and then its timers, a sweep must not wait for either.
     */
    List<UUID> claimDue(int atMost) {
        return database.list(CLAIM, row -> row.getObject("id", UUID.class), atMost);
    }

    /** Timers by id, what was due first coming first. */
    List<Timer> of(Collection<UUID> ids) {
        return database.list(
                "select * from rule_timer where id = any (?) order by due_at, id",
                RuleTimers::read,
                Database.uuids(ids));
    }

    /** Moves a timer on; {@code why} is for those that are settled. */
    void become(UUID timer, State state, @Nullable String why) {
        database.write("update rule_timer set state = ?, why = ? where id = ?", state, why, timer);
    }

    /** Acts later. */
    void postpone(UUID timer, Instant dueAt) {
        database.write("update rule_timer set due_at = ? where id = ?", dueAt, timer);
    }

    /** Acts five minutes from now, because it cannot be dealt with at this moment. */
    void putOff(UUID timer) {
        database.write("update rule_timer set due_at = now() + interval '5 minutes' where id = ?", timer);
    }

    private static Timer read(ResultSet row) throws SQLException {
        return new Timer(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                new LeadId(row.getObject("lead_id", UUID.class)),
                row.getString("rule_id"),
                row.getString("anchor"),
                Objects.requireNonNull(Database.instant(row, "since")),
                Objects.requireNonNull(Database.instant(row, "due_at")),
                State.valueOf(row.getString("state")));
    }
}
