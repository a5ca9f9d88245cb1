package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.prediction.Predictions;
import salesinsights.scoring.score.LeadScore;
import salesinsights.scoring.score.Ranking;
import salesinsights.scoring.score.Scores;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/**
 * Whom to turn to next: open leads by their points at this moment, fit included. Fading is worked out while reading, so
 * that no nightly job is needed and the order is never stale. A page of whole teams comes from an index walk that stops
 * early; a list that is narrowed looks at every lead that is left.
 */
@Singleton
public class Worklist {
    private final Database database;
    private final Leads leads;
    private final Scores scores;
    private final Ranking ranking;
    private final FollowUps followUps;
    private final Predictions predictions;
    private final Clock clock;

    Worklist(
            Database database,
            Leads leads,
            Scores scores,
            Ranking ranking,
            FollowUps followUps,
            Predictions predictions,
            Clock clock) {
        this.database = database;
        this.leads = leads;
        this.scores = scores;
        this.ranking = ranking;
        this.followUps = followUps;
        this.predictions = predictions;
        this.clock = clock;
    }

    private record Ranked(
            LeadId lead,
            double points,
            @Nullable Instant touchedAt,
            @Nullable String touch) {}

    /** A page, warmest first, in the caller's transaction. */
    public WorklistPage page(WorklistQuery query) {
        // Whole seconds: the moment travels in the cursor.
        Instant at = query.after() == null
                ? clock.instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS)
                : query.after().at();
        List<Ranked> ranked = rank(query, at);
        List<LeadId> ids = ranked.stream().map(Ranked::lead).toList();
        Map<LeadId, Lead> found =
                leads.of(query.teams(), ids).stream().collect(Collectors.toMap(Lead::id, Function.identity()));
        Map<LeadId, LeadScore> scored = scores.of(found.values());
        Map<LeadId, Double> likely = predictions.probabilities(query.teams(), ids);
        Map<LeadId, Integer> open = followUps.openFor(query.teams(), ids);
        List<WorklistRow> rows = ranked.stream()
                .filter(one -> found.containsKey(one.lead()))
                .map(one -> row(
                        one,
                        Objects.requireNonNull(found.get(one.lead())),
                        scored.getOrDefault(one.lead(), LeadScore.NOTHING),
                        open.getOrDefault(one.lead(), 0),
                        likely.get(one.lead())))
                .toList();
        boolean last = ranked.size() < query.atMost();
        return new WorklistPage(rows, last ? null : place(at, ranked.getLast()).toString());
    }

    private WorklistRow row(Ranked ranked, Lead lead, LeadScore score, int open, @Nullable Double likely) {
        return new WorklistRow(
                lead,
                score.score(),
                score.grade(),
                score.tier(),
                score.trend(),
                score.reasons(),
                NextAction.of(lead, score.tier(), ranked.points(), ranked.touch(), ranked.touchedAt(), clock.instant()),
                ranked.touchedAt(),
                ranked.touch() == null ? null : ranked.touch().toLowerCase(Locale.ROOT),
                open,
                likely);
    }

    private static WorklistPlace place(Instant at, Ranked last) {
        return new WorklistPlace(at, last.points(), last.lead().value());
    }

    private List<Ranked> rank(WorklistQuery query, Instant at) {
        if (isWhole(query)) {
            WorklistPlace place = query.after();
            List<Ranking.Ranked> top = ranking.top(
                    query.teams(),
                    at,
                    place == null ? null : new Ranking.Ranked(new LeadId(place.lead()), place.points()),
                    query.atMost());
            // Leads that nobody scored yet have no points and are in no ranking: they come behind.
            if (top.size() == query.atMost() && top.getLast().points() > 0) {
                return touched(top);
            }
        }
        return sorted(query, at);
    }

    private static boolean isWhole(WorklistQuery query) {
        return query.tier() == null
                && query.stage() == null
                && query.owners().isEmpty()
                && (query.words() == null || Leads.prefixes(query.words()).isEmpty());
    }

    private List<Ranked> touched(List<Ranking.Ranked> top) {
        Map<LeadId, Ranked> touched = database
                .list(
                        "select lead_id as id, 0 as points, last_touch_at, last_touch_kind from lead_score"
                                + " where lead_id = any (?)",
                        Worklist::ranked,
                        Database.uuids(
                                top.stream().map(one -> one.lead().value()).toList()))
                .stream()
                .collect(Collectors.toMap(Ranked::lead, Function.identity()));
        return top.stream()
                .filter(one -> touched.containsKey(one.lead()))
                .map(one -> {
                    Ranked found = Objects.requireNonNull(touched.get(one.lead()));
                    return new Ranked(one.lead(), one.points(), found.touchedAt(), found.touch());
                })
                .toList();
    }

    private List<Ranked> sorted(WorklistQuery query, Instant at) {
        StringBuilder open = new StringBuilder("""
                select l.id, coalesce(faded(s.fit, s.points, s.half_lives, s.as_of, ?), 0) as points, s.last_touch_at,
                    s.last_touch_kind, l.team_id
                from lead l left join lead_score s on s.lead_id = l.id and s.team_id = l.team_id
                where l.team_id = any (?)
                """);
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(at);
        parameters.add(Database.longs(query.teams().stream().map(TeamId::value).toList()));
        narrow(query, open, parameters);
        StringBuilder sql = new StringBuilder("select * from (").append(open).append(") w where true");
        if (query.tier() != null) {
            Map<TeamId, Scores.Span> spans = scores.spans(query.teams(), query.tier());
            sql.append(" and exists (select from unnest(?::bigint[], ?::float8[], ?::float8[]) t (team, least, below)"
                    + " where t.team = w.team_id and w.points >= t.least and w.points < t.below)");
            parameters.add(
                    Database.longs(spans.keySet().stream().map(TeamId::value).toList()));
            parameters.add(cells(spans, Scores.Span::from));
            parameters.add(cells(spans, Scores.Span::below));
        }
        if (query.after() != null) {
            sql.append(" and (w.points < ? or (w.points = ? and w.id > ?))");
            parameters.add(query.after().points());
            parameters.add(query.after().points());
            parameters.add(query.after().lead());
        }
        sql.append(" order by w.points desc, w.id limit ?");
        parameters.add(query.atMost());
        return database.list(sql.toString(), Worklist::ranked, parameters.toArray());
    }

    private static Database.Cells cells(
            Map<TeamId, Scores.Span> spans, Function<Scores.Span, @Nullable Object> bound) {
        return new Database.Cells("float8", spans.values().stream().map(bound).toList());
    }

    private static void narrow(WorklistQuery query, StringBuilder sql, List<@Nullable Object> parameters) {
        if (query.stage() == null) {
            sql.append(" and l.outcome is null and l.stage <> 'DISQUALIFIED'");
        } else {
            sql.append(" and l.stage = ?");
            parameters.add(query.stage());
        }
        if (!query.owners().isEmpty()) {
            sql.append(" and l.owner = any (?)");
            parameters.add(Database.texts(query.owners()));
        }
        String words = query.words() == null ? "" : Leads.prefixes(query.words());
        if (!words.isEmpty()) {
            sql.append(" and l.id = any (array(select leads_with(to_tsquery('simple', ?))))");
            parameters.add(words);
        }
    }

    private static Ranked ranked(ResultSet row) throws SQLException {
        return new Ranked(
                new LeadId(row.getObject("id", UUID.class)),
                row.getDouble("points"),
                Database.instant(row, "last_touch_at"),
                row.getString("last_touch_kind"));
    }
}
