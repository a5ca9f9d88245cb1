package salesinsights.scoring.followup;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.team.TeamId;

/** Reads what rules may fire on, by the calendars of the leads' owners; each calendar is read once. */
final class OccasionReading {
    private final Calendars calendars;
    private final Optional<Duration> notReadAfter;
    private final Map<TeamId, Function<String, BusinessCalendar>> byTeam = new HashMap<>();

    /** @param notReadAfter in place of everybody's business days, for trying things out */
    OccasionReading(Calendars calendars, Optional<Duration> notReadAfter) {
        this.calendars = calendars;
        this.notReadAfter = notReadAfter;
    }

    /** The days of a person, the team's where nobody is named. */
    BusinessCalendar calendar(TeamId team, @org.jspecify.annotations.Nullable String person) {
        return byTeam.computeIfAbsent(team, calendars::of).apply(person == null ? "" : person);
    }

    Occasions of(FollowUpRule rule, History history) {
        Lead lead = history.lead();
        BusinessCalendar calendar = calendar(lead.teamId(), lead.owner());
        return new Occasions(rule, history, (from, days) -> over(rule, calendar, from, days));
    }

    private Instant over(FollowUpRule rule, BusinessCalendar calendar, Instant from, int days) {
        return rule.when() instanceof Trigger.NotRead && notReadAfter.isPresent()
                ? from.plus(notReadAfter.get())
                : calendar.plusBusinessDays(from, days);
    }
}
