package salesinsights.scoring.score;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.ScoringLeads;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.team.Batches;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.verdict.JudgedEvent;
import salesinsights.tracking.verdict.JudgedEvents;

/**
 * Brings the ledger in line with what is known: claims what changed, works out what each lead should have earned, and
 * appends what is missing and reversals of what no longer holds, together with the score, the lead's new version and
 * whatever follows from it. Leads are locked in one order, so that two workers wait for each other and lose nothing.
 */
@Singleton
class ScoreNewEvents implements Draining {
    private static final int BATCH = 200;

    private final Batches batches;
    private final Batches.Rows judged;
    private final Batches.Rows changed;
    private final LeadEvents known;
    private final Leads all;
    private final Ledger ledger;
    private final Standings standings;
    private final Contexts contexts;
    private final List<AfterScoring> followers;
    private final Regimes regimes;
    private final Clock clock;

    ScoreNewEvents(
            Batches batches,
            JudgedEvents events,
            SentMail mail,
            LeadEvents known,
            ScoringLeads leads,
            Leads all,
            Ledger ledger,
            Standings standings,
            Contexts contexts,
            @All List<AfterScoring> followers,
            Regimes regimes,
            Clock clock) {
        this.batches = batches;
        this.known = known;
        this.all = all;
        this.ledger = ledger;
        this.standings = standings;
        this.contexts = contexts;
        this.followers = followers;
        this.regimes = regimes;
        this.clock = clock;
        this.judged = new Batches.Rows(
                "score recipient",
                events::claimChanged,
                ids -> score(leads.lockOf(mail.of(ids)), true),
                events::putOff,
                Bell.News.SCORES);
        this.changed = new Batches.Rows(
                "score lead",
                leads::claimChanged,
                ids -> score(leads.claimed(ids), false),
                leads::putOff,
                Bell.News.SCORES);
    }

    @Override
    public String name() {
        return "score-new-events";
    }

    @Override
    public Set<Bell.News> waitsFor() {
        return Set.of(Bell.News.VERDICTS);
    }

    @Override
    public boolean drainOnce() {
        // Two kinds, because the first waits for leads and the second skips those that are taken.
        int touched = batches.run(judged, BATCH);
        return batches.run(changed, BATCH) == BATCH || touched == BATCH;
    }

    private void score(List<Lead> locked, boolean judged) {
        if (locked.isEmpty()) {
            return;
        }
        Function<TeamPath, Regime> newest = regimes.newest();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<LeadId, List<JudgedEvent>> facts = known.of(locked);
        Map<LeadId, Book> books = ledger.of(locked);
        List<LeadId> ids = locked.stream().map(Lead::id).toList();
        Map<LeadId, Lines> lines = locked.stream()
                .collect(Collectors.toMap(
                        Lead::id, lead -> newest.apply(lead.team()).lines()));
        Map<LeadId, Standing> before = standings.at(now, lines);
        Appraisal.Context context =
                contexts.of(facts.values().stream().flatMap(List::stream).toList());
        List<ScoreEntry> entries = new ArrayList<>();
        List<Standings.Closing> closings = new ArrayList<>();
        for (Lead lead : locked) {
            List<JudgedEvent> happened = facts.getOrDefault(lead.id(), List.of());
            Book book = java.util.Objects.requireNonNull(books.get(lead.id()));
            Regime regime = newest.apply(lead.team());
            List<ScoreEntry> added = book.missing(regime.appraise(lead, happened, context), now, Ids::next);
            entries.addAll(added);
            closings.add(new Standings.Closing(
                    book.with(added), lastTouch(happened), regime.model().version()));
        }
        ledger.append(entries);
        standings.write(closings, now);
        all.announce(judged ? ids : changedBy(entries));
        follow(locked, closings, before, lines, now);
    }

    private static Collection<LeadId> changedBy(List<ScoreEntry> entries) {
        return entries.stream().map(ScoreEntry::lead).collect(Collectors.toSet());
    }

    private void follow(
            List<Lead> locked,
            List<Standings.Closing> closings,
            Map<LeadId, Standing> before,
            Map<LeadId, Lines> lines,
            Instant now) {
        List<ScoredLead> scored = new ArrayList<>();
        for (int i = 0; i < locked.size(); i++) {
            Book book = closings.get(i).book();
            Lead lead = locked.get(i);
            Lines its = java.util.Objects.requireNonNull(lines.get(lead.id()));
            scored.add(new ScoredLead(
                    lead,
                    before.getOrDefault(lead.id(), new Standing(0, 0, its)),
                    new Standing(book.points(now), book.fit(now), its),
                    Reasons.top(book, now, 3)));
        }
        followers.forEach(follower -> follower.scored(scored));
    }

    private static @Nullable JudgedEvent lastTouch(List<JudgedEvent> known) {
        return known.stream()
                .filter(Touch::isOne)
                .max(Comparator.comparing(JudgedEvent::occurredAt))
                .orElse(null);
    }
}
