package salesinsights.scoring.sequence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Tables enrolment and sequence_act. In the caller's transaction. */
@Singleton
class EnrolmentTable {
    // The due end of one index, whatever else is pending. Whoever's mail is about to be judged waits for that, though
    // not
    // for ever: an answer that came in must not be followed by another mail.
    private static final String CLAIM = """
            select e.*, t.path, v.definition from enrolment e
            join team t on t.id = e.team_id
            join sequence_version v on v.sequence_id = e.sequence_id and v.number = e.version
            where e.state = 'RUNNING' and not e.held and e.due_at <= now()
              and not exists (select from sequence_act a join recipient r on r.message_id = a.message_id
                  join to_judge j on j.recipient_id = r.id
                  where a.enrolment_id = e.id and j.since > now() - interval '10 minutes')
            order by e.due_at limit 1 for update of e skip locked
            """;

    private final Database database;
    private final ObjectMapper json;

    EnrolmentTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** PostgreSQL's clock, by which everything is due. */
    Instant now() {
        return database.first("select now() as moment", row -> Objects.requireNonNull(Database.instant(row, "moment")))
                .orElseThrow();
    }

    /** One that is due, held until the transaction ends. */
    Optional<Enrolment> claimDue() {
        return database.first(CLAIM, this::read);
    }

    /**
     * Enrols the lead; false if it runs already or was enrolled for the same. Unique keys decide, nothing else.
     *
     * @param anchor what it is enrolled for
     */
    boolean add(SequenceTable.Row sequence, Lead lead, Sender sender, String anchor) {
        String sql = """
                insert into enrolment (id, team_id, sequence_id, version, lead_id, person, sender_name, sender_address,
                    anchor, step, held) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """;
        return database.write(
                        sql,
                        Ids.next(),
                        lead.teamId().value(),
                        sequence.id(),
                        sequence.version(),
                        lead.id().value(),
                        sender.person(),
                        sender.name(),
                        sender.address(),
                        anchor,
                        sequence.plan().steps().getFirst().id(),
                        sequence.state() == SequenceState.PAUSED)
                == 1;
    }

    /** In whose name mail goes out. */
    record Sender(String person, String name, String address) {}

    /** Those of the leads that are on their way through the sequence. */
    Set<LeadId> running(UUID sequence, Collection<LeadId> leads) {
        return database
                .list(
                        "select lead_id from enrolment where sequence_id = ? and lead_id = any (?) and state = 'RUNNING'",
                        row -> new LeadId(row.getObject("lead_id", UUID.class)),
                        sequence,
                        Database.uuids(leads.stream().map(LeadId::value).toList()))
                .stream()
                .collect(Collectors.toSet());
    }

    /** Notes what a step came to; false if the step was done before, which the key decides. */
    boolean note(Enrolment one, String step, String result, @Nullable UUID message) {
        String sql = """
                insert into sequence_act (enrolment_id, step, team_id, result, message_id) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """;
        return database.write(sql, one.id(), step, one.team().id().value(), result, message) == 1;
    }

    /** The message that was sent last on the way, if any. */
    Optional<UUID> lastMessage(Enrolment one) {
        return database.first(
                "select message_id from sequence_act where enrolment_id = ? and message_id is not null"
                        + " order by done_at desc limit 1",
                row -> row.getObject("message_id", UUID.class),
                one.id());
    }

    /** Where it stands, and when it is looked at again. */
    void move(Enrolment one, Instant dueAt) {
        database.write(
                "update enrolment set step = ?, step_since = ?, due_at = ?, attempts = 0 where id = ?",
                one.step(),
                one.stepSince(),
                dueAt,
                one.id());
    }

    void end(UUID id, String state, @Nullable Cause cause, @Nullable String why) {
        database.write(
                "update enrolment set state = ?, cause = ?, why = ?, ended_at = now() where id = ? and state = 'RUNNING'",
                state,
                cause == null ? null : cause.wire(),
                why == null || why.length() <= 1000 ? why : why.substring(0, 1000),
                id);
    }

    /** Ends what was begun for an occasion that turned out to be none. */
    void takeBack(TeamId team, LeadId lead, String anchor) {
        database.write(
                "update enrolment set state = 'STOPPED', cause = ?, ended_at = now()"
                        + " where team_id = ? and lead_id = ? and anchor = ? and state = 'RUNNING'",
                Cause.WITHDRAWN.wire(),
                team.value(),
                lead.value(),
                anchor);
    }

    /** Tries again a minute later, after five times never again; how often it was tried. */
    int putOff(UUID id) {
        return database.first(
                        "update enrolment set attempts = attempts + 1, due_at = now() + interval '1 minute' where id = ?"
                                + " returning attempts",
                        row -> row.getInt(1),
                        id)
                .orElse(0);
    }

    /** Leaves word that there is something new about leads that are on their way. */
    void tell(Collection<UUID> leads) {
        String sql = """
                insert into sequence_news (team_id, lead_id)
                select distinct team_id, lead_id from enrolment where lead_id = any (?) and state = 'RUNNING'
                """;
        database.write(sql, Database.uuids(leads));
    }

    /** Has those looked at again about whom there is something new; how many rows said so. */
    int takeNews(int atMost) {
        String sql = """
                with news as (delete from sequence_news where id = any (array(
                        select id from sequence_news order by id limit ? for update skip locked))
                    returning team_id, lead_id),
                woken as (update enrolment e set due_at = now() from (select distinct team_id, lead_id from news) n
                    where e.team_id = n.team_id and e.lead_id = n.lead_id and e.state = 'RUNNING' and e.due_at > now()
                    returning 1)
                select (select count(*) from news) as taken, (select count(*) from woken) as woken
                """;
        return database.first(sql, row -> row.getInt("taken"), atMost).orElse(0);
    }

    private Enrolment read(ResultSet row) throws SQLException {
        try {
            return new Enrolment(
                    row.getObject("id", UUID.class),
                    new Team(new TeamId(row.getLong("team_id")), new TeamPath(row.getString("path"))),
                    row.getObject("sequence_id", UUID.class),
                    PlanReader.kept(json.readTree(row.getString("definition"))),
                    new LeadId(row.getObject("lead_id", UUID.class)),
                    row.getString("person"),
                    row.getString("sender_name"),
                    row.getString("sender_address"),
                    row.getString("step"),
                    Objects.requireNonNull(Database.instant(row, "step_since")),
                    Objects.requireNonNull(Database.instant(row, "started_at")));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a kept sequence is no JSON", broken);
        }
    }
}
