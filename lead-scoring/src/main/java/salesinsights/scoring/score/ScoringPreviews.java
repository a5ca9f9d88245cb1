package salesinsights.scoring.score;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.LeadQuery;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * What rules would make of real leads, at once and without keeping anything: of the hundred warmest, or of those that
 * somebody looks for. In the caller's transaction.
 */
@Singleton
public class ScoringPreviews {
    private static final int WARMEST = 100;
    private static final int SHOWN = 25;
    private static final int MOVERS = 5;
    private static final int REASONS = 3;
    private static final int LONGEST_WORDS = 200;

    private final ScoringModels models;
    private final Regimes regimes;
    private final Ranking ranking;
    private final Leads leads;
    private final LeadEvents events;
    private final Contexts contexts;
    private final Clock clock;

    ScoringPreviews(
            ScoringModels models,
            Regimes regimes,
            Ranking ranking,
            Leads leads,
            LeadEvents events,
            Contexts contexts,
            Clock clock) {
        this.models = models;
        this.regimes = regimes;
        this.ranking = ranking;
        this.leads = leads;
        this.events = events;
        this.contexts = contexts;
        this.clock = clock;
    }

    /** What a rule gives a lead now and by the rules in question, in points of this moment. */
    public record Change(String rule, double before, double after) {}

    /**
     * A lead's score today and by the rules in question, 0 to 100, the points behind both, and why.
     *
     * @param placeBefore counts from 1, among the leads that were looked at
     * @param changes rules that give it something else, the largest difference first, five at most
     */
    public record Row(
            UUID lead,
            String title,
            int before,
            int after,
            double pointsBefore,
            double pointsAfter,
            int placeBefore,
            int placeAfter,
            List<String> reasonsBefore,
            List<String> reasonsAfter,
            List<Change> changes) {}

    /**
     * What was found.
     *
     * @param items in the order that the rules would give them, 25 at most
     * @param risers who would gain most places among those that were looked at, five at most
     * @param fallers who would lose most
     */
    public record Trial(List<Row> items, List<Row> risers, List<Row> fallers) {}

    private record Judged(Lead lead, Book before, Book after, Instant at) {
        double pointsBefore() {
            return before.points(at);
        }

        double pointsAfter() {
            return after.points(at);
        }
    }

    /**
     * Of open leads that a model of the team would score, and that these teams have.
     *
     * @param words of name, company, address or external id, to look for; null for the warmest
     * @throws Problem 400 with a message per field or rule
     */
    public Trial of(Set<TeamId> visible, TeamPath team, JsonNode definition, @Nullable String words) {
        Regime candidate = Regime.of(ModelReader.read("preview", models.checked(team, definition)));
        Instant now = clock.instant();
        Set<TeamId> teams = regimes.governedBy(team).stream()
                .map(Team::id)
                .filter(visible::contains)
                .collect(Collectors.toSet());
        List<Row> rows = rows(judged(wanted(teams, words, now), candidate, now));
        return new Trial(rows.stream().limit(SHOWN).toList(), moving(rows, 1), moving(rows, -1));
    }

    private List<Lead> wanted(Set<TeamId> teams, @Nullable String words, Instant now) {
        if (words != null && words.length() > LONGEST_WORDS) {
            throw Problem.invalid("q", "is too long: at most " + LONGEST_WORDS + " characters");
        }
        String asked = words == null ? "" : words.replace('\0', ' ');
        if (!Leads.prefixes(asked).isEmpty()) {
            return leads.page(new LeadQuery(teams, asked, null, null, null, null, SHOWN));
        }
        return leads.of(
                teams,
                ranking.top(teams, now, null, WARMEST).stream()
                        .map(Ranking.Ranked::lead)
                        .toList());
    }

    private List<Judged> judged(List<Lead> wanted, Regime candidate, Instant now) {
        Map<LeadId, List<JudgedEvent>> facts = events.of(wanted);
        Appraisal.Context context =
                contexts.of(facts.values().stream().flatMap(List::stream).toList());
        List<Judged> judged = new ArrayList<>();
        for (Lead lead : wanted) {
            List<JudgedEvent> happened = facts.getOrDefault(lead.id(), List.of());
            Book empty = new Book(lead.teamId(), lead.id(), List.of());
            judged.add(new Judged(
                    lead,
                    filled(empty, regimes.of(lead.team()).appraise(lead, happened, context), now),
                    filled(empty, candidate.appraise(lead, happened, context), now),
                    now));
        }
        return judged;
    }

    private static Book filled(Book empty, List<Earned> earned, Instant now) {
        return empty.with(empty.missing(earned, now, Ids::next));
    }

    private static List<Row> rows(List<Judged> judged) {
        List<Judged> before = judged.stream()
                .sorted(Comparator.comparingDouble(Judged::pointsBefore).reversed())
                .toList();
        List<Judged> after = judged.stream()
                // Who comes to the same keeps its place: that is no move.
                .sorted(Comparator.comparingDouble(Judged::pointsAfter)
                        .reversed()
                        .thenComparingInt(before::indexOf))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (Judged one : after) {
            rows.add(row(one, before.indexOf(one) + 1, rows.size() + 1));
        }
        return rows;
    }

    private static Row row(Judged one, int placeBefore, int placeAfter) {
        return new Row(
                one.lead().id().value(),
                one.lead().title(),
                Standing.display(one.pointsBefore()),
                Standing.display(one.pointsAfter()),
                one.pointsBefore(),
                one.pointsAfter(),
                placeBefore,
                placeAfter,
                Reasons.top(one.before(), one.at(), REASONS),
                Reasons.top(one.after(), one.at(), REASONS),
                changes(one));
    }

    private static List<Change> changes(Judged one) {
        Map<String, double[]> byRule = new TreeMap<>();
        one.before()
                .entries()
                .forEach(entry -> byRule.computeIfAbsent(entry.rule(), none -> new double[2])[0] += entry.at(one.at()));
        one.after()
                .entries()
                .forEach(entry -> byRule.computeIfAbsent(entry.rule(), none -> new double[2])[1] += entry.at(one.at()));
        return byRule.entrySet().stream()
                .map(rule -> new Change(rule.getKey(), rule.getValue()[0], rule.getValue()[1]))
                .filter(change -> Math.abs(change.after() - change.before()) >= 0.05)
                .sorted(Comparator.comparingDouble((Change change) -> Math.abs(change.after() - change.before()))
                        .reversed())
                .limit(MOVERS)
                .toList();
    }

    private static List<Row> moving(List<Row> rows, int direction) {
        return rows.stream()
                .filter(row -> direction * (row.placeBefore() - row.placeAfter()) > 0)
                .sorted(Comparator.comparingInt((Row row) -> direction * (row.placeAfter() - row.placeBefore())))
                .limit(MOVERS)
                .toList();
    }
}
