package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.JudgedEvent;
import salesinsights.tracking.verdict.JudgedEvents;

/** Reads leads as facts of a moment: decided ones as they stood before the decision, open ones as they stand. */
@Singleton
class FactsOfLeads {
    /** Decided leads that a training reads, newest first; more make it neither better nor worse. */
    static final int EXAMPLES = 50_000;

    /** What happens on the last day is the closing itself. */
    private static final Duration CLOSING = Duration.ofDays(1);

    private static final int CELLS = 5_000_000;
    private static final int PAGE = 1_000;
    private static final int SAMPLE = 2_000;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final String COLUMNS = """
            l.id, l.team_id, l.email, l.created_at, l.outcome, l.outcome_at, l.source, l.country, l.attributes
            """;

    private final Database database;
    private final SentMail mail;
    private final JudgedEvents events;
    private final Json json;

    FactsOfLeads(Database database, SentMail mail, JudgedEvents events, Json json) {
        this.database = database;
        this.mail = mail;
        this.events = events;
        this.json = json;
    }

    /** A lead as it lies in its table. */
    private record Row(
            UUID id,
            long team,
            @Nullable String email,
            Instant createdAt,
            @Nullable String outcome,
            Instant moment,
            @Nullable String[] cells) {}

    /** The newest decided leads before that place, newest first. */
    List<Example> page(Collection<TeamId> teams, Columns columns, @Nullable Place before) {
        String sql = "select " + COLUMNS + """
                 from lead l where l.team_id = any (?) and l.outcome is not null
                  and (?::uuid is null or (l.created_at, l.id) < (?::timestamptz, ?::uuid))
                order by l.created_at desc, l.id desc limit ?
                """;
        UUID id = before == null ? null : before.id();
        Instant at = before == null ? null : before.createdAt();
        List<Row> rows = database.list(sql, row -> read(row, columns, null), ids(teams), id, at, id, PAGE);
        Map<UUID, Facts> facts = facts(rows, columns);
        List<Example> examples = new ArrayList<>();
        for (Row row : rows) {
            examples.add(new Example(
                    row.id(),
                    row.createdAt(),
                    "WON".equals(row.outcome()),
                    Objects.requireNonNull(facts.get(row.id()))));
        }
        return examples;
    }

    /** Where a page ended. */
    record Place(Instant createdAt, UUID id) {}

    /** False once there is enough of them, or no page left. */
    static boolean goesOn(List<Example> page, int read, Columns columns) {
        return page.size() == PAGE
                && read < EXAMPLES
                && (long) read * Math.max(1, columns.places().size()) < CELLS;
    }

    /** Open leads among these as they stand at that moment. */
    Map<UUID, Facts> open(Collection<UUID> leads, Columns columns, Instant moment) {
        String sql = "select " + COLUMNS + " from lead l where l.id = any (?) and l.outcome is null";
        return facts(database.list(sql, row -> read(row, columns, moment), Database.uuids(leads)), columns);
    }

    /** The newest open leads of a team and all below it, as they stand at that moment. */
    List<Facts> newestOpen(TeamId team, Columns columns, Instant moment) {
        return sample(team, "l.outcome is null", LATEST, columns, moment);
    }

    /** Decided leads of a team and all below it that came in by then, the newest of them. */
    List<Facts> decidedBefore(TeamId team, Instant until, Columns columns) {
        return sample(team, "l.outcome is not null", until, columns, null);
    }

    private List<Facts> sample(TeamId team, String which, Instant until, Columns columns, @Nullable Instant moment) {
        String sql = "select " + COLUMNS + """
                 from lead l join team t on t.id = l.team_id join team top on top.id = ?
                where (t.id = top.id or starts_with(t.path, top.path || '/')) and l.created_at <= ? and\s""" + which + " order by l.created_at desc, l.id desc limit " + SAMPLE;
        List<Row> rows = database.list(sql, row -> read(row, columns, moment), team.value(), until);
        return List.copyOf(facts(rows, columns).values());
    }

    /** How the newest open leads fill the columns. */
    LeakCheck.Open filled(Collection<TeamId> teams) {
        String sql = """
                with open as (select attributes from lead where team_id = any (?) and outcome is null
                    order by created_at desc limit 5000)
                select null as name, count(*) as leads from open
                union all (select key, count(*) from open, jsonb_each_text(attributes) where btrim(value) <> ''
                    group by key order by key limit 1000)
                """;
        Map<String, Integer> filled = new HashMap<>();
        int[] leads = new int[1];
        database.list(
                sql,
                row -> {
                    String name = row.getString("name");
                    if (name == null) {
                        leads[0] = row.getInt("leads");
                    } else {
                        filled.put(name, row.getInt("leads"));
                    }
                    return "";
                },
                ids(teams));
        return new LeakCheck.Open(leads[0], filled);
    }

    private Row read(ResultSet row, Columns columns, @Nullable Instant now) throws SQLException {
        Map<String, String> attributes = new LinkedHashMap<>();
        json.texts(row.getString("attributes")).forEach(attributes::put);
        String source = row.getString("source");
        if (!source.isBlank()) {
            attributes.put("Source", source);
        }
        String country = row.getString("country");
        if (country != null) {
            attributes.put("Country", country);
        }
        Instant createdAt = row.getTimestamp("created_at").toInstant();
        Instant decidedAt = Database.instant(row, "outcome_at");
        Instant moment = now != null || decidedAt == null ? Objects.requireNonNull(now) : decidedAt.minus(CLOSING);
        return new Row(
                row.getObject("id", UUID.class),
                row.getLong("team_id"),
                row.getString("email"),
                createdAt,
                row.getString("outcome"),
                moment,
                columns.cells(attributes));
    }

    private Map<UUID, Facts> facts(List<Row> rows, Columns columns) {
        Map<UUID, List<SentTo>> sent = sent(rows);
        Map<UUID, UUID> leadOf = new HashMap<>();
        sent.forEach((lead, all) -> all.forEach(one -> leadOf.put(one.recipient(), lead)));
        Map<UUID, List<JudgedEvent>> judged = leadOf.isEmpty()
                ? Map.of()
                : events.of(leadOf.keySet()).stream()
                        .collect(Collectors.groupingBy(event -> Objects.requireNonNull(leadOf.get(event.recipient()))));
        Map<UUID, Double> points = points(rows);
        Map<UUID, Facts> facts = new LinkedHashMap<>();
        for (Row row : rows) {
            facts.put(
                    row.id(),
                    new Facts(
                            columns.places(),
                            row.cells(),
                            Behaviour.at(
                                    row.moment(),
                                    sent.getOrDefault(row.id(), List.of()),
                                    judged.getOrDefault(row.id(), List.of())),
                            points.getOrDefault(row.id(), 0.0)));
        }
        return facts;
    }

    private Map<UUID, List<SentTo>> sent(List<Row> rows) {
        Map<UUID, List<SentTo>> sent = new HashMap<>();
        rows.stream()
                .filter(row -> row.email() != null)
                .collect(Collectors.groupingBy(Row::team))
                .forEach((team, ofTeam) -> {
                    Map<String, UUID> byAddress =
                            ofTeam.stream().collect(Collectors.toMap(row -> String.valueOf(row.email()), Row::id));
                    mail.to(new TeamId(team), byAddress.keySet())
                            .forEach(one -> sent.computeIfAbsent(
                                            Objects.requireNonNull(byAddress.get(one.address())),
                                            fresh -> new ArrayList<>())
                                    .add(one));
                });
        return sent;
    }

    /** The rule score's points as faded to each lead's moment. */
    private Map<UUID, Double> points(List<Row> rows) {
        String sql = """
                select e.lead_id,
                    sum(entry_at(e.delta, e.half_life_seconds, e.zero_after_micros, e.effective_at, w.at)) as points
                from unnest(?::uuid[], ?::timestamptz[]) as w (lead, at)
                join score_entry e on e.lead_id = w.lead and e.effective_at <= w.at
                group by e.lead_id
                """;
        Map<UUID, Double> points = new HashMap<>();
        database.list(
                sql,
                row -> points.put(row.getObject("lead_id", UUID.class), row.getDouble("points")),
                Database.uuids(rows.stream().map(Row::id).toList()),
                new Database.Cells("timestamptz", rows.stream().map(Row::moment).toList()));
        return points;
    }

    private static Database.Cells ids(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
