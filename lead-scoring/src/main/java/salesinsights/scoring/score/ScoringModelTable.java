package salesinsights.scoring.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Table scoring_model, in the caller's transaction. */
@Singleton
class ScoringModelTable {
    /** In eras: the model that comes with the product. */
    private static final String SHIPPED = "shipped";

    private static final String SELECT = "select m.*, t.path from scoring_model m join team t on t.id = m.team_id ";
    private static final int KEPT_IN_A_LIST = 200;

    private final Database database;
    private final ObjectMapper json;

    ScoringModelTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A team's published version, ready to score with. */
    record Published(UUID id, TeamPath team, Regime regime) {}

    /** How often anything was published or taken back, over all teams. */
    long turns() {
        return database.first("select coalesce(sum(turns), 0) from scoring_model", row -> row.getLong(1))
                .orElse(0L);
    }

    /** Everything that scores come from; for jobs, which see all teams. */
    List<Published> published() {
        Map<String, ScoringModel> models = new HashMap<>();
        models.put(SHIPPED, ScoringModel.DEFAULT);
        database.list(
                        "select id, definition from scoring_model where status <> 'DRAFT'",
                        row -> Map.entry(row.getString("id"), row.getString("definition")))
                .forEach(row -> models.put(row.getKey(), ModelReader.read(row.getKey(), read(row.getValue()))));
        return database.list(SELECT + "where m.status = 'PUBLISHED'", row -> {
            List<Regime.Era> eras = eras(read(row.getString("eras")), models);
            String name = "model %d of %s".formatted(row.getInt("number"), row.getString("path"));
            return new Published(
                    row.getObject("id", UUID.class),
                    new TeamPath(row.getString("path")),
                    new Regime(eras, name, lines(row, eras.getLast().model())));
        });
    }

    private static Lines lines(ResultSet row, ScoringModel model) throws SQLException {
        Double hot = row.getObject("hot_from", Double.class);
        Double warm = row.getObject("warm_from", Double.class);
        return hot == null || warm == null
                ? model.bands().lines()
                : model.bands().lines(hot, warm);
    }

    private static List<Regime.Era> eras(JsonNode stored, Map<String, ScoringModel> models) {
        List<Regime.Era> eras = new ArrayList<>();
        for (JsonNode era : stored) {
            Instant from =
                    era.hasNonNull("from") ? Instant.parse(era.get("from").asText()) : Instant.MIN;
            ScoringModel model = models.get(era.required("model").asText());
            eras.add(new Regime.Era(java.util.Objects.requireNonNull(model), from));
        }
        return eras;
    }

    UUID add(TeamId team, String name, JsonNode definition, String by, Instant now) {
        UUID id = Ids.next();
        // One at a time, so that numbers count up.
        database.list("select pg_advisory_xact_lock(hashtext('scoring_model'), ?)", row -> "", (int) team.value());
        String sql = """
                insert into scoring_model (id, team_id, number, name, definition, created_by, created_at, changed_at)
                select ?, ?, coalesce(max(number), 0) + 1, ?, ?::jsonb, ?, ?, ? from scoring_model where team_id = ?
                """;
        database.write(sql, id, team.value(), name, definition.toString(), by, now, now, team.value());
        return id;
    }

    List<ScoringModelView> list(Collection<TeamId> teams) {
        return database.list(
                SELECT + "where m.team_id = any (?) order by m.created_at desc, m.id desc limit " + KEPT_IN_A_LIST,
                row -> view(row, false),
                ids(teams));
    }

    Optional<ScoringModelView> find(Set<TeamId> teams, UUID id) {
        return database.first(
                SELECT + "where m.id = ? and m.team_id = any (?)", row -> view(row, true), id, ids(teams));
    }

    Optional<TeamId> teamOf(Set<TeamId> teams, UUID id) {
        return database.first(
                "select team_id from scoring_model where id = ? and team_id = any (?)",
                row -> new TeamId(row.getLong("team_id")),
                id,
                ids(teams));
    }

    /** Locks the versions of a team against another who publishes. */
    void lock(TeamId team) {
        database.list("select id from scoring_model where team_id = ? order by id for update", row -> "", team.value());
    }

    /** False if it is no draft any more, or was changed meanwhile. */
    boolean change(UUID id, long edition, String name, JsonNode definition, Instant now) {
        String sql = """
                update scoring_model set name = ?, definition = ?::jsonb, edition = edition + 1, changed_at = ?
                where id = ? and edition = ? and status = 'DRAFT'
                """;
        return database.write(sql, name, definition.toString(), now, id, edition) == 1;
    }

    Optional<UUID> published(TeamId team) {
        return database.first(
                "select id from scoring_model where team_id = ? and status = 'PUBLISHED'",
                row -> row.getObject("id", UUID.class),
                team.value());
    }

    Optional<UUID> replacedBy(UUID model) {
        return database.first(
                "select replaces from scoring_model where id = ? and replaces is not null",
                row -> row.getObject("replaces", UUID.class),
                model);
    }

    void retire(UUID model) {
        database.write("update scoring_model set status = 'REPLACED', turns = turns + 1 where id = ?", model);
    }

    void publish(
            UUID model,
            List<Regime.Era> before,
            @Nullable Instant since,
            @Nullable UUID instead,
            String by,
            Instant now) {
        ArrayNode eras = JsonNodeFactory.instance.arrayNode();
        before.forEach(era -> add(eras, nameOf(era.model()), era.from().equals(Instant.MIN) ? null : era.from()));
        add(eras, model.toString(), since);
        String sql = """
                update scoring_model set status = 'PUBLISHED', turns = turns + 1, published_at = ?, published_by = ?,
                    eras = ?::jsonb, replaces = ? where id = ?
                """;
        database.write(sql, now, by, eras.toString(), instead, model);
    }

    void republish(UUID model, String by, Instant now) {
        String sql = """
                update scoring_model set status = 'PUBLISHED', turns = turns + 1, published_at = ?, published_by = ?
                where id = ?
                """;
        database.write(sql, now, by, model);
    }

    /** The imported columns among these that some lead of these teams has. */
    List<String> columns(Collection<TeamId> teams, Collection<String> asked) {
        String sql = """
                select name from unnest(?::text[]) as asked (name)
                where exists (select from lead where team_id = any (?) and jsonb_exists(attributes, name))
                """;
        return database.list(sql, row -> row.getString(1), Database.texts(asked), ids(teams));
    }

    private static String nameOf(ScoringModel model) {
        return model.equals(ScoringModel.DEFAULT) ? SHIPPED : model.version();
    }

    private static void add(ArrayNode eras, String model, @Nullable Instant from) {
        var era = eras.addObject().put("model", model);
        if (from != null) {
            era.put("from", from.toString());
        }
    }

    private ScoringModelView view(ResultSet row, boolean whole) throws SQLException {
        String eras = row.getString("eras");
        JsonNode last = eras == null ? null : read(eras).path(read(eras).size() - 1);
        return new ScoringModelView(
                row.getObject("id", UUID.class),
                new TeamPath(row.getString("path")),
                row.getInt("number"),
                row.getString("name"),
                ScoringModelStatus.valueOf(row.getString("status")),
                row.getLong("edition"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                Database.instant(row, "published_at"),
                row.getString("published_by"),
                last == null || !last.hasNonNull("from")
                        ? null
                        : Instant.parse(last.get("from").asText()),
                quartiles(row),
                whole ? read(row.getString("definition")) : null);
    }

    private static ScoringModelView.@Nullable Quartiles quartiles(ResultSet row) throws SQLException {
        Double hot = row.getObject("hot_from", Double.class);
        Double warm = row.getObject("warm_from", Double.class);
        Instant at = Database.instant(row, "lines_at");
        return hot == null || warm == null || at == null
                ? null
                : new ScoringModelView.Quartiles(Standing.display(hot), Standing.display(warm), at);
    }

    private JsonNode read(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored model is not JSON", broken);
        }
    }

    private static Database.Cells ids(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
