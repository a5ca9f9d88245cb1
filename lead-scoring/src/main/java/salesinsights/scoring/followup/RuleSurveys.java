package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** Table rule_survey: leads that a new version of rules has to be held against. In the caller's transaction. */
@Singleton
class RuleSurveys {
    private final Database database;

    RuleSurveys(Database database) {
        this.database = database;
    }

    /** A survey that is under way. */
    record Survey(UUID id, TeamId team, UUID afterLead) {}

    /** Has all leads of the team and of those below it looked at. */
    void ask(TeamId team) {
        database.write("insert into rule_survey (id, team_id) values (?, ?)", Ids.next(), team.value());
    }

    /** The oldest that nobody else works on, held until the transaction ends. */
    Optional<Survey> claim() {
        return database.first(
                "select * from rule_survey where finished_at is null order by asked_at limit 1 for update skip locked",
                row -> new Survey(
                        row.getObject("id", UUID.class),
                        new TeamId(row.getLong("team_id")),
                        row.getObject("after_lead", UUID.class)));
    }

    /** The next leads with an address, in the order of their ids, held until the transaction ends. */
    List<UUID> leads(Survey survey, int atMost) {
        String sql = """
                select l.id from lead l
                where l.team_id = any (array(select below.id from team t join team below
                        on below.id = t.id or starts_with(below.path, t.path || '/') where t.id = ?))
                  and l.id > ? and l.email is not null
                order by l.id limit ? for no key update
                """;
        return database.list(
                sql, row -> row.getObject("id", UUID.class), survey.team().value(), survey.afterLead(), atMost);
    }

    void wentTo(Survey survey, UUID lead) {
        database.write("update rule_survey set after_lead = ? where id = ?", lead, survey.id());
    }

    void finish(Survey survey) {
        database.write("update rule_survey set finished_at = now() where id = ?", survey.id());
    }
}
