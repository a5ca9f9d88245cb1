package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.RuleTimers.State;
import salesinsights.scoring.followup.RuleTimers.Timer;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.score.LeadScore;
import salesinsights.scoring.score.Scores;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/**
 * Acts on timers that are due. Everything is looked at once more: the rule, the lead, what came between, the owner's quiet
 * hours and the cap of the day. The effect and the mark that it happened commit together.
 */
@Singleton
class ActOnRules {
    private final RuleTimers timers;
    private final HeldRules held;
    private final Histories histories;
    private final Leads leads;
    private final Scores scores;
    private final Calendars calendars;
    private final OwnerDays days;
    private final PerformActions actions;
    private final FollowUpConfig config;

    ActOnRules(
            RuleTimers timers,
            HeldRules held,
            Histories histories,
            Leads leads,
            Scores scores,
            Calendars calendars,
            OwnerDays days,
            PerformActions actions,
            FollowUpConfig config) {
        this.timers = timers;
        this.held = held;
        this.histories = histories;
        this.leads = leads;
        this.scores = scores;
        this.calendars = calendars;
        this.days = days;
        this.actions = actions;
        this.config = config;
    }

    /** What is known while a batch is acted on. */
    private record Known(
            Instant now,
            Map<LeadId, Lead> leads,
            Map<LeadId, History> histories,
            Map<LeadId, LeadScore> hot,
            Function<TeamPath, HeldRules.Rules> rules,
            OccasionReading reading) {}

    /** Acts on these timers, which are held. */
    void act(List<UUID> claimed) {
        List<Timer> due = timers.of(claimed);
        Known known = known(due);
        // In the order of owners, so that two batches never wait for each other's days.
        due.stream()
                .sorted(Comparator.comparing(timer -> ownerOf(known.leads().get(timer.lead()))))
                .forEach(timer -> act(timer, known));
    }

    private static String ownerOf(@Nullable Lead lead) {
        return lead == null || lead.owner() == null ? "" : lead.owner();
    }

    private Known known(List<Timer> due) {
        Set<TeamId> teams = due.stream().map(Timer::team).collect(Collectors.toSet());
        Set<LeadId> ids = due.stream().map(Timer::lead).collect(Collectors.toSet());
        Map<LeadId, Lead> found =
                leads.of(teams, ids).stream().collect(Collectors.toMap(Lead::id, Function.identity()));
        Function<TeamPath, HeldRules.Rules> rules = held.newest();
        Collection<Lead> hot = due.stream()
                .filter(timer -> timer.anchor().startsWith("crossing-"))
                .map(timer -> found.get(timer.lead()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Known(
                timers.now(),
                found,
                histories.of(found.values()),
                hot.isEmpty() ? Map.of() : scores.of(hot),
                rules,
                new OccasionReading(calendars, config.notReadAfter()));
    }

    private void act(Timer timer, Known known) {
        Lead lead = known.leads().get(timer.lead());
        if (lead == null) {
            return;
        }
        Optional<FollowUpRule> found = known.rules().apply(lead.team()).rule(timer.rule());
        if (found.isEmpty() || !found.get().enabled()) {
            timers.become(timer.id(), State.SETTLED, "The rule was switched off.");
            return;
        }
        FollowUpRule rule = found.get();
        Occasion occasion = occasionOf(timer, rule, lead, known);
        String against = against(timer, rule, occasion, lead, known);
        if (against != null || occasion == null) {
            timers.become(timer.id(), State.SETTLED, against);
        } else if (occasion.dueAt().isAfter(known.now())) {
            timers.postpone(timer.id(), occasion.dueAt());
        } else {
            actUnlessQuiet(timer, rule, occasion, lead, known);
        }
    }

    private static @Nullable Occasion occasionOf(Timer timer, FollowUpRule rule, Lead lead, Known known) {
        if (rule.when() instanceof Trigger.Hot) {
            return new Occasion(timer.anchor(), null, timer.since(), timer.since(), "");
        }
        History history = known.histories().get(lead.id());
        return history == null
                ? null
                : known.reading().of(rule, history).at(timer.anchor()).orElse(null);
    }

    private static @Nullable String against(
            Timer timer, FollowUpRule rule, @Nullable Occasion occasion, Lead lead, Known known) {
        if (rule.until() != null) {
            LocalDate today = known.reading().calendar(timer.team(), null).dayOf(known.now());
            if (today.isAfter(rule.until())) {
                return "The rule has ended.";
            }
        }
        if (!rule.only().takes(lead)) {
            return "The rule is for leads of another stage.";
        }
        if (rule.when() instanceof Trigger.Hot) {
            LeadScore score = known.hot().get(lead.id());
            return score != null && score.tier() == Tier.HOT ? null : "The lead is no longer hot.";
        }
        History history = known.histories().get(lead.id());
        return history == null
                ? "There is no message to the lead."
                : known.reading().of(rule, history).against(occasion, Instant.MAX);
    }

    private void actUnlessQuiet(Timer timer, FollowUpRule rule, Occasion occasion, Lead lead, Known known) {
        String owner = lead.owner();
        BusinessCalendar calendar = known.reading().calendar(timer.team(), owner);
        Instant awake = calendar.outOfQuiet(known.now());
        if (awake.isAfter(known.now())) {
            timers.postpone(timer.id(), awake);
            return;
        }
        Integer cap = calendar.capPerDay();
        if (owner != null && cap != null && !days.take(timer.team(), owner, calendar.dayOf(known.now()), cap)) {
            timers.postpone(timer.id(), calendar.nextOpening(known.now()));
            return;
        }
        LeadScore score = known.hot().get(lead.id());
        Map<String, String> words = new RuleWords(calendar.zone(), known.now())
                .values(
                        rule,
                        occasion,
                        lead,
                        known.histories().get(lead.id()),
                        score == null ? List.of() : score.reasons());
        actions.perform(
                timer,
                rule,
                occasion,
                lead,
                words,
                person -> known.reading().calendar(timer.team(), person),
                known.now());
        timers.become(timer.id(), State.FIRED, null);
    }
}
