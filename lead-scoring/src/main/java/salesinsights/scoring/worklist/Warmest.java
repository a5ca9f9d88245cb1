package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.score.Ranking;
import salesinsights.scoring.score.Scores;
import salesinsights.tracking.ground.Database;

/**
 * The shortest way to a page: whole teams, and one of their tiers, by an index walk that stops early; what an owner has
 * among the first leads of all, if it has many. Whatever is narrowed otherwise, and who has few, by looking at each lead
 * that is left.
 */
@Singleton
class Warmest {
    /** How many of each team's first leads are looked through for an owner's, before all of the owner's are. */
    private static final int HEAD = 400;

    private static final int LARGE_HEAD = 10 * HEAD;
    /** With more of them than this, the walk would look at more than it saves. */
    private static final int RESTING_AT_MOST = 500;

    private static final Scores.Span EVERYTHING = new Scores.Span(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    /** Behind all leads of equal points. */
    private static final LeadId LAST = new LeadId(new UUID(-1, -1));

    private final Database database;
    private final Ranking ranking;
    private final Scores scores;
    private final NarrowedList narrowed;
    private final Rests rests;

    Warmest(Database database, Ranking ranking, Scores scores, NarrowedList narrowed, Rests rests) {
        this.database = database;
        this.ranking = ranking;
        this.scores = scores;
        this.narrowed = narrowed;
        this.rests = rests;
    }

    List<Ranked> of(WorklistQuery query, Instant at) {
        if (!query.isPlain()) {
            return narrowed.of(query, at, null);
        }
        if (!query.owners().isEmpty()) {
            return ofOwners(query, at);
        }
        // Leads of teams whose tiers begin elsewhere lie in several stretches.
        Set<Scores.Span> spans = query.tier() == null
                ? Set.of(EVERYTHING)
                : Set.copyOf(scores.spans(query.teams(), query.tier()).values());
        Optional<List<Ranked>> walked =
                spans.size() == 1 ? walked(query, at, spans.iterator().next()) : Optional.empty();
        return walked.orElseGet(() -> narrowed.of(query, at, null));
    }

    /** Empty if the walk alone cannot tell. */
    private Optional<List<Ranked>> walked(WorklistQuery query, Instant at, Scores.Span span) {
        Set<LeadId> resting = Set.copyOf(rests.resting(query.teams(), query.person(), RESTING_AT_MOST));
        if (resting.size() == RESTING_AT_MOST) {
            return Optional.empty();
        }
        int wanted = query.atMost() + resting.size() + 1;
        List<Ranking.Ranked> top = ranking.top(query.teams(), at, behind(query.after(), span), wanted);
        List<Ranking.Ranked> within = top.stream()
                .filter(one -> one.points() >= span.from() && !resting.contains(one.lead()))
                // Stored anew in other parts, its points may be less by a last digit.
                .filter(one -> query.after() == null
                        || !one.lead().value().equals(query.after().lead()))
                .limit(query.atMost())
                .toList();
        // Leads that nobody scored yet have no points and are in no ranking: they come behind.
        boolean aboveUnscored =
                span.from() > 0 || (top.size() == wanted && top.getLast().points() > 0);
        return aboveUnscored ? Optional.of(touched(within)) : Optional.empty();
    }

    /** Where a page begins: behind the one before it, and behind all that is too warm. */
    private static Ranking.@Nullable Ranked behind(@Nullable WorklistPlace after, Scores.Span span) {
        if (after != null && after.points() < span.below()) {
            return new Ranking.Ranked(new LeadId(after.lead()), after.points());
        }
        return span.below() == Double.POSITIVE_INFINITY ? null : new Ranking.Ranked(LAST, span.below());
    }

    /** Whoever has many leads finds the first ones soon; of whoever has few, all are looked at by the owner's index. */
    private List<Ranked> ofOwners(WorklistQuery query, Instant at) {
        Ranking.Head head = ranking.head(query.teams(), HEAD);
        List<Ranked> found = narrowed.of(query, at, head);
        if (!isWhole(found, query, head) && 10 * found.size() >= query.atMost()) {
            head = ranking.head(query.teams(), LARGE_HEAD);
            found = narrowed.of(query, at, head);
        }
        return isWhole(found, query, head) ? found : narrowed.of(query, at, null);
    }

    private static boolean isWhole(List<Ranked> found, WorklistQuery query, Ranking.Head head) {
        return found.size() == query.atMost() && found.getLast().points() > Math.max(0, head.floor());
    }

    /** A lead of so many points with its last human touch; without one if it was never scored. */
    Ranked one(LeadId lead, double points) {
        return touched(List.of(new Ranking.Ranked(lead, points))).stream()
                .findFirst()
                .orElseGet(() -> new Ranked(lead, points, null, null));
    }

    private List<Ranked> touched(List<Ranking.Ranked> top) {
        Map<LeadId, Ranked> touched = database
                .list(
                        "select lead_id as id, 0 as points, last_touch_at, last_touch_kind from lead_score"
                                + " where lead_id = any (?)",
                        Ranked::of,
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
}
