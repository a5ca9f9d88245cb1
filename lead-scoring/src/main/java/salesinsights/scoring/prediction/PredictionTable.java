package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Tables lead_prediction and lead_to_predict, in the caller's transaction. */
@Singleton
class PredictionTable {
    private final Database database;
    private final Json json;

    PredictionTable(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    /** What a model said of a lead. */
    record Stored(
            UUID lead,
            UUID model,
            int modelNumber,
            double probability,
            double logOdds,
            double base,
            List<Scorecard.Share> shares,
            Instant predictedAt) {}

    /** A lead to predict and the model to do it with. */
    record Todo(UUID lead, TeamId team, Optional<Published> model) {}

    /** The published version of the nearest team at or above a lead's. */
    record Published(UUID id, int number) {}

    /** Puts the open leads of a team and all below it on the to-do list. */
    void renew(TeamId team) {
        String sql = """
                insert into lead_to_predict (lead_id, team_id)
                select l.id, l.team_id from lead l join team t on t.id = l.team_id join team top on top.id = ?
                where (t.id = top.id or starts_with(t.path, top.path || '/')) and l.outcome is null
                """;
        database.write(sql, team.value());
    }

    /** Puts those of the leads on the to-do list whose team has a model, or had one. */
    void note(Collection<UUID> leads) {
        String sql = """
                insert into lead_to_predict (lead_id, team_id)
                select l.id, l.team_id from lead l where l.id = any (?) and l.outcome is null and exists (
                    select from prediction_model m join team top on top.id = m.team_id join team t on t.id = l.team_id
                    where m.status = 'PUBLISHED' and (t.id = top.id or starts_with(t.path, top.path || '/')))
                """;
        database.write(sql, Database.uuids(leads));
    }

    /** Puts open leads on the to-do list whose prediction is older than that, because engagement fades. */
    int noteOlderThan(Instant moment, int atMost) {
        String sql = """
                insert into lead_to_predict (lead_id, team_id)
                select p.lead_id, p.team_id from lead_prediction p join lead l on l.team_id = p.team_id and l.id = p.lead_id
                where p.predicted_at < ? and l.outcome is null order by p.predicted_at limit ?
                """;
        return database.write(sql, moment, atMost);
    }

    /** Claims leads, exclusively until the transaction ends. */
    List<UUID> claim(int atMost) {
        String sql = """
                delete from lead_to_predict where id = any (array(
                    select id from lead_to_predict order by id limit ? for update skip locked))
                returning lead_id
                """;
        return database.list(sql, row -> row.getObject("lead_id", UUID.class), atMost).stream()
                .distinct()
                .toList();
    }

    /** Which model speaks of these leads. */
    List<Todo> models(Collection<UUID> leads) {
        String sql = """
                select l.id, l.team_id, nearest.id as model, nearest.number from lead l join team t on t.id = l.team_id
                left join lateral (
                    select m.id, m.number from prediction_model m join team top on top.id = m.team_id
                    where m.status = 'PUBLISHED' and (t.id = top.id or starts_with(t.path, top.path || '/'))
                    order by length(top.path) desc limit 1) nearest on true
                where l.id = any (?) and l.outcome is null
                """;
        return database.list(sql, PredictionTable::todo, Database.uuids(leads));
    }

    private static Todo todo(ResultSet row) throws SQLException {
        UUID model = row.getObject("model", UUID.class);
        return new Todo(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                model == null ? Optional.empty() : Optional.of(new Published(model, row.getInt("number"))));
    }

    void write(Collection<Stored> all, Map<UUID, TeamId> teams) {
        String sql = """
                insert into lead_prediction (lead_id, team_id, model_id, model_number, probability, log_odds, base, shares,
                    predicted_at)
                select lead, team, model, number, probability, log_odds, base, shares::jsonb, at
                from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::int[], ?::float8[], ?::float8[], ?::float8[], ?::text[],
                    ?::timestamptz[]) as t (lead, team, model, number, probability, log_odds, base, shares, at)
                order by lead
                on conflict (lead_id) do update set model_id = excluded.model_id, model_number = excluded.model_number,
                    probability = excluded.probability, log_odds = excluded.log_odds, base = excluded.base,
                    shares = excluded.shares, predicted_at = excluded.predicted_at
                """;
        database.write(
                sql,
                Database.uuids(all.stream().map(Stored::lead).toList()),
                Database.longs(all.stream()
                        .map(one -> java.util.Objects.requireNonNull(teams.get(one.lead()))
                                .value())
                        .toList()),
                Database.uuids(all.stream().map(Stored::model).toList()),
                new Database.Cells("int", all.stream().map(Stored::modelNumber).toList()),
                new Database.Cells(
                        "float8", all.stream().map(Stored::probability).toList()),
                new Database.Cells("float8", all.stream().map(Stored::logOdds).toList()),
                new Database.Cells("float8", all.stream().map(Stored::base).toList()),
                Database.texts(all.stream().map(one -> json.write(one.shares())).toList()),
                new Database.Cells(
                        "timestamptz", all.stream().map(Stored::predictedAt).toList()));
    }

    void forget(Collection<UUID> leads) {
        database.write("delete from lead_prediction where lead_id = any (?)", Database.uuids(leads));
    }

    Optional<Stored> find(Set<TeamId> teams, LeadId lead) {
        return database.first(
                "select * from lead_prediction where lead_id = ? and team_id = any (?)",
                this::read,
                lead.value(),
                Database.longs(teams.stream().map(TeamId::value).toList()));
    }

    Map<LeadId, Double> probabilities(Set<TeamId> teams, Collection<LeadId> leads) {
        Map<LeadId, Double> probabilities = new HashMap<>();
        database.list(
                "select lead_id, probability from lead_prediction where lead_id = any (?) and team_id = any (?)",
                row -> probabilities.put(
                        new LeadId(row.getObject("lead_id", UUID.class)), row.getDouble("probability")),
                Database.uuids(leads.stream().map(LeadId::value).toList()),
                Database.longs(teams.stream().map(TeamId::value).toList()));
        return probabilities;
    }

    private Stored read(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("lead_id", UUID.class),
                row.getObject("model_id", UUID.class),
                row.getInt("model_number"),
                row.getDouble("probability"),
                row.getDouble("log_odds"),
                row.getDouble("base"),
                List.of(json.read(row.getString("shares"), Scorecard.Share[].class)),
                row.getTimestamp("predicted_at").toInstant());
    }
}
