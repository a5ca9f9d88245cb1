package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.RuleTimers.Fresh;
import salesinsights.scoring.followup.RuleTimers.State;
import salesinsights.scoring.followup.RuleTimers.Timer;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.score.AfterScoring;
import salesinsights.scoring.score.ScoredLead;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.team.TeamPath;

/**
 * Holds what is known of leads against the rules, in the transaction that scored them: starts timers, settles those that
 * something came between, takes back what turned out not to be so. Acting is {@link ActOnRules}'s.
 */
@Singleton
class FollowRules implements AfterScoring {
    /** All that is known counts, also what another node's clock calls the future. */
    private static final Instant ANY_TIME = Instant.MAX;

    private final HeldRules held;
    private final Histories histories;
    private final RuleTimers timers;
    private final RaisedFollowUps raised;
    private final Calendars calendars;
    private final FollowUpConfig config;
    private final Clock clock;

    FollowRules(
            HeldRules held,
            Histories histories,
            RuleTimers timers,
            RaisedFollowUps raised,
            Calendars calendars,
            FollowUpConfig config,
            Clock clock) {
        this.held = held;
        this.histories = histories;
        this.timers = timers;
        this.raised = raised;
        this.calendars = calendars;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void scored(List<ScoredLead> scored) {
        follow(scored.stream().map(ScoredLead::lead).toList());
        scored.forEach(this::followTier);
    }

    /** What is known of leads changed, or the rules did. */
    void follow(Collection<Lead> leads) {
        Map<LeadId, History> known = histories.of(leads);
        if (known.isEmpty()) {
            return;
        }
        Function<TeamPath, HeldRules.Rules> rules = held.newest();
        OccasionReading reading = new OccasionReading(calendars, config.notReadAfter());
        Map<LeadId, List<Timer>> running = timers
                .hold(known.values().stream().map(History::lead).toList())
                .stream()
                .collect(Collectors.groupingBy(Timer::lead));
        List<Fresh> fresh = new ArrayList<>();
        for (History history : known.values()) {
            Map<List<String>, Timer> ofLead = new HashMap<>();
            running.getOrDefault(history.lead().id(), List.of())
                    .forEach(timer -> ofLead.put(List.of(timer.rule(), timer.anchor()), timer));
            for (FollowUpRule rule : rules.apply(history.lead().team()).rules()) {
                if (rule.enabled() && !(rule.when() instanceof Trigger.Hot)) {
                    fresh.addAll(follow(rule, reading.of(rule, history), history.lead(), ofLead));
                }
            }
        }
        timers.begin(fresh);
    }

    private List<Fresh> follow(FollowUpRule rule, Occasions occasions, Lead lead, Map<List<String>, Timer> running) {
        List<Fresh> fresh = new ArrayList<>();
        Map<String, Occasion> now = new HashMap<>();
        for (Occasion occasion : occasions.all()) {
            now.put(occasion.anchor(), occasion);
            boolean known = running.containsKey(List.of(rule.id(), occasion.anchor()));
            if (!known && isNews(rule, occasion) && occasions.against(occasion, ANY_TIME) == null) {
                fresh.add(new Fresh(lead, rule.id(), occasion));
            }
        }
        for (Timer timer : running.values()) {
            if (timer.rule().equals(rule.id())) {
                Occasion occasion = now.get(timer.anchor());
                move(timer, occasion, occasions.against(occasion, ANY_TIME));
            }
        }
        return fresh;
    }

    private boolean isNews(FollowUpRule rule, Occasion occasion) {
        boolean recent = occasion.dueAt().isAfter(clock.instant().minus(config.watchSentWithin()));
        return recent && (rule.since() == null || !occasion.dueAt().isBefore(rule.since()));
    }

    private void move(Timer timer, @Nullable Occasion occasion, @Nullable String against) {
        switch (timer.state()) {
            case WAITING -> {
                if (against != null) {
                    timers.become(timer.id(), State.SETTLED, against);
                } else if (occasion != null && occasion.dueAt().isAfter(timer.dueAt())) {
                    timers.postpone(timer.id(), occasion.dueAt());
                }
            }
            // What looked like a reader turned out to be a machine.
            case SETTLED -> {
                if (against == null) {
                    timers.become(timer.id(), State.WAITING, null);
                }
            }
            case FIRED -> {
                if (against != null) {
                    raised.takeBack(timer, against);
                }
            }
        }
    }

    private void followTier(ScoredLead scored) {
        if (scored.becameHot()) {
            crossed(scored.lead());
        } else if (scored.before().tier() == Tier.HOT && scored.after().tier() != Tier.HOT) {
            // Both are of this moment, so that it did not fade: something was taken back.
            cooled(scored.lead());
        }
    }

    private List<FollowUpRule> hotRules(Lead lead) {
        return held.newest().apply(lead.team()).rules().stream()
                .filter(rule -> rule.enabled() && rule.when() instanceof Trigger.Hot)
                .filter(rule -> rule.only().takes(lead))
                .toList();
    }

    /** The lead was not hot before and is now. A score that trembles around the line crosses it once. */
    void crossed(Lead lead) {
        Instant now = timers.now();
        for (FollowUpRule rule : hotRules(lead)) {
            List<Timer> before = timersOf(lead, rule);
            boolean again =
                    before.stream().noneMatch(timer -> timer.since().isAfter(now.minus(config.hotAgainAfter())));
            if (again && !raised.hasOpen(lead.id(), rule.id())) {
                // Two transactions that see the same history make the same anchor, and one of them makes no timer.
                Occasion crossing = new Occasion("crossing-" + (before.size() + 1), null, now, now, "");
                timers.begin(List.of(new Fresh(lead, rule.id(), crossing)));
            }
        }
    }

    /** What made the lead hot was taken back: a machine, not a person. */
    void cooled(Lead lead) {
        for (FollowUpRule rule : hotRules(lead)) {
            timersOf(lead, rule).stream()
                    .filter(timer -> timer.state() != State.SETTLED)
                    .forEach(timer -> {
                        if (timer.state() == State.WAITING) {
                            timers.become(timer.id(), State.SETTLED, "What made the lead hot was not a person.");
                        } else {
                            raised.takeBack(timer, "What made the lead hot was not a person.");
                        }
                    });
        }
    }

    private List<Timer> timersOf(Lead lead, FollowUpRule rule) {
        return timers.hold(List.of(lead)).stream()
                .filter(timer -> timer.rule().equals(rule.id()))
                .toList();
    }
}
