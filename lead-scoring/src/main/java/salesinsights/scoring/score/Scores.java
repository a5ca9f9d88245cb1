package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Scores for screens, REST and the CRM: always of this moment, read from the ledger, never stored as a number. */
@Singleton
public class Scores {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int TOP = 3;

    private final Ledger ledger;
    private final Standings standings;
    private final Regimes regimes;
    private final LegalShares shares;
    private final Clock clock;

    Scores(Ledger ledger, Standings standings, Regimes regimes, LegalShares shares, Clock clock) {
        this.ledger = ledger;
        this.standings = standings;
        this.regimes = regimes;
        this.shares = shares;
        this.clock = clock;
    }

    /**
     * The points between which leads of a team belong to a tier.
     *
     * @param from inclusive, {@code below} exclusive; infinite where there is no end
     */
    public record Span(double from, double below) {}

    /** For each of these teams, by the model that its leads are scored by. */
    public Map<TeamId, Span> spans(Set<TeamId> teams, Tier tier) {
        Map<TeamId, Span> spans = new LinkedHashMap<>();
        regimes.lines(teams).forEach((team, lines) -> spans.put(team, new Span(lines.from(tier), lines.below(tier))));
        return spans;
    }

    /** The fit points between which leads of a team have a grade, for each of these teams. */
    public Map<TeamId, Span> spans(Set<TeamId> teams, Grade grade) {
        Map<TeamId, Span> spans = new LinkedHashMap<>();
        regimes.lines(teams).forEach((team, lines) -> spans.put(team, new Span(lines.from(grade), lines.below(grade))));
        return spans;
    }

    /** The scores of these leads at this moment; for a page of them, not for all. */
    public Map<LeadId, LeadScore> of(Collection<Lead> leads) {
        Instant now = clock.instant();
        Map<LeadId, LeadScore> scores = new LinkedHashMap<>();
        Map<LeadId, TeamPath> teams = leads.stream().collect(Collectors.toMap(Lead::id, Lead::team));
        ledger.of(leads)
                .forEach((lead, book) -> scores.put(
                        lead,
                        score(
                                book,
                                now,
                                regimes.of(Objects.requireNonNull(teams.get(lead)))
                                        .lines())));
        return scores;
    }

    /** When a person last did something that we know of; leads that nobody ever touched are missing. */
    public Map<LeadId, Instant> lastTouches(Collection<LeadId> leads) {
        return standings.lastTouches(leads);
    }

    private static LeadScore score(Book book, Instant at, Lines lines) {
        Standing standing = standing(book, at, lines);
        return new LeadScore(
                standing.score(),
                standing.points(),
                standing.grade(),
                standing.tier(),
                trend(book, at),
                Reasons.top(book, at, TOP));
    }

    private static Standing standing(Book book, Instant at, Lines lines) {
        return new Standing(book.points(at), book.fit(at), lines);
    }

    private static Trend trend(Book book, Instant at) {
        Instant before = at.minus(WEEK);
        boolean seen = book.standing().stream()
                .anyMatch(entry -> !entry.isFit() && !entry.effectiveAt().isAfter(before));
        return Trend.of(book.points(before) - book.fit(before), book.points(at) - book.fit(at), seen);
    }

    /**
     * Why a lead stands where it stands.
     *
     * @param at the moment that is asked about
     * @param knownAt what we had recorded by then
     */
    public ScoreView explain(Lead lead, Instant at, Instant knownAt) {
        Book book = ledger.of(List.of(lead))
                .getOrDefault(lead.id(), new Book(lead.teamId(), lead.id(), List.of()))
                .knownAt(knownAt);
        Regime regime = regimes.of(lead.team());
        Standing standing = standing(book, at, regime.lines());
        return new ScoreView(
                lead.id(),
                standing.score(),
                standing.points(),
                standing.fit(),
                standing.grade(),
                standing.tier(),
                trend(book, at),
                Reasons.top(book, at, TOP),
                at,
                knownAt,
                regime.model().version(),
                regime.name(),
                shares.of(book, at),
                book.entries().stream().map(entry -> line(entry, at)).toList());
    }

    /** A score of an earlier moment, 0 to 100. */
    public record Past(Instant at, int score) {}

    /** What a lead's score was on each of the last days, by what is known today; the newest last. */
    public List<Past> history(Lead lead, int days) {
        Instant now = clock.instant();
        Book book = ledger.of(List.of(lead)).getOrDefault(lead.id(), new Book(lead.teamId(), lead.id(), List.of()));
        List<Past> past = new ArrayList<>();
        for (int ago = days; ago >= 0; ago--) {
            Instant at = now.minus(Duration.ofDays(ago));
            past.add(new Past(at, Standing.display(book.points(at))));
        }
        return past;
    }

    private static ScoreView.Line line(ScoreEntry entry, Instant at) {
        String sentence = Reasons.sentence(entry, at);
        return new ScoreView.Line(
                entry.id(),
                entry.rule(),
                entry.isFit() ? "fit" : "engagement",
                entry.reversalOf() == null ? sentence : "Taken back: " + sentence,
                entry.delta(),
                entry.at(at),
                entry.fading() instanceof HalfLife(long seconds) ? seconds / 86_400.0 : null,
                entry.fading() instanceof LinearFade(long micros) ? micros / 86_400e6 : null,
                entry.effectiveAt(),
                entry.recordedAt(),
                entry.event(),
                entry.reversalOf(),
                entry.modelVersion());
    }
}
