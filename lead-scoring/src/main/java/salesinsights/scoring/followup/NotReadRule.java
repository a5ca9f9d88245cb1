package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.ReadWatches.Sent;
import salesinsights.scoring.followup.ReadWatches.State;
import salesinsights.scoring.followup.ReadWatches.Watch;
import salesinsights.scoring.followup.SentMailFacts.Fact;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.team.TeamId;

/** "Not read after N business days": waits, looks again when the time has come, and takes back what is no longer so. */
@Singleton
class NotReadRule {
    private final ReadWatches watches;
    private final SentMailFacts facts;
    private final RaisedFollowUps raised;
    private final Calendars calendars;
    private final RuleSettings settings;
    private final Leads leads;
    private final Clock clock;

    NotReadRule(
            ReadWatches watches,
            SentMailFacts facts,
            RaisedFollowUps raised,
            Calendars calendars,
            RuleSettings settings,
            Leads leads,
            Clock clock) {
        this.watches = watches;
        this.facts = facts;
        this.raised = raised;
        this.calendars = calendars;
        this.settings = settings;
        this.leads = leads;
        this.clock = clock;
    }

    /** What is known of leads changed: watches what is new, settles what was read, takes back what it settled. */
    void follow(List<Lead> changed) {
        List<Sent> fresh = watches.unwatched(changed);
        List<Watch> held = watches.hold(changed.stream().map(Lead::id).toList());
        List<UUID> recipients = new ArrayList<>(recipientsOf(held));
        fresh.forEach(sent -> recipients.add(sent.recipient()));
        Map<UUID, Fact> known = facts.of(recipients);
        Map<Sent, State> begun = new LinkedHashMap<>();
        fresh.forEach(sent -> begun.put(sent, stateOf(known.get(sent.recipient()))));
        watches.begin(begun);
        Moves moves = new Moves();
        for (Watch watch : held) {
            Fact fact = known.get(watch.recipient());
            if (fact != null) {
                follow(watch, fact, moves);
            }
        }
        moves.apply();
    }

    private static State stateOf(@Nullable Fact fact) {
        if (fact == null || fact.unread()) {
            return State.WAITING;
        }
        return fact.superseded() ? State.SUPERSEDED : State.SETTLED;
    }

    private void follow(Watch watch, Fact fact, Moves moves) {
        switch (watch.state()) {
            case WAITING -> {
                if (!fact.unread()) {
                    moves.to(stateOf(fact), watch);
                }
            }
            // What looked like a reader turned out to be a machine.
            case SETTLED -> {
                if (fact.unread()) {
                    moves.to(State.WAITING, watch);
                }
            }
            case RAISED -> {
                if (!fact.unread()) {
                    String anchor = RaisedFollowUps.anchorOf(watch.recipient());
                    raised.cancel(watch.lead(), FollowUpRule.NOT_READ, anchor, fact.why());
                }
            }
            case SUPERSEDED -> {}
        }
    }

    /** Raises watches that are due; the condition is looked at once more. How many were claimed. */
    int raiseDue(int atMost) {
        List<Watch> due = watches.claimDue(atMost);
        Map<UUID, Fact> known = facts.of(recipientsOf(due));
        Map<LeadId, Lead> whose = leadsOf(due);
        Moves moves = new Moves();
        for (Watch watch : due) {
            moves.to(raise(watch, known.get(watch.recipient()), whose.get(watch.lead())), watch);
        }
        moves.apply();
        return due.size();
    }

    private State raise(Watch watch, @Nullable Fact fact, @Nullable Lead lead) {
        if (fact == null || lead == null || !fact.unread()) {
            return fact != null && fact.superseded() ? State.SUPERSEDED : State.SETTLED;
        }
        RuleSettings.Setting setting = settings.of(watch.team(), FollowUpRule.NOT_READ);
        if (!setting.enabled()) {
            return State.SETTLED;
        }
        BusinessCalendar calendar = calendars.of(watch.team());
        Instant now = clock.instant();
        raised.raise(FollowUp.open(
                lead,
                FollowUpRule.NOT_READ,
                RaisedFollowUps.anchorOf(watch.recipient()),
                Wording.notReadTitle(lead.title(), fact.subject()),
                Wording.notReadReason(fact, calendar.zone(), Duration.between(fact.sentAt(), now)),
                calendar.closingAfter(now, setting.dueDays())));
        return State.RAISED;
    }

    private Map<LeadId, Lead> leadsOf(List<Watch> due) {
        Set<TeamId> teams = due.stream().map(Watch::team).collect(Collectors.toSet());
        Set<LeadId> ids = due.stream().map(Watch::lead).collect(Collectors.toSet());
        return due.isEmpty()
                ? Map.of()
                : leads.of(teams, ids).stream().collect(Collectors.toMap(Lead::id, Function.identity()));
    }

    private static List<UUID> recipientsOf(List<Watch> held) {
        return held.stream().map(Watch::recipient).toList();
    }

    /** Moves collected, so that each state takes one statement. */
    private final class Moves {
        private final Map<State, List<UUID>> to = new EnumMap<>(State.class);

        void to(State state, Watch watch) {
            to.computeIfAbsent(state, any -> new ArrayList<>()).add(watch.recipient());
        }

        void apply() {
            to.forEach(watches::become);
        }
    }
}
