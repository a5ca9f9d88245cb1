package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import salesinsights.scoring.lead.Lead;

/** "Hot": a lead's score crossed the line upwards. Once per crossing; a score that trembles around the line is one. */
@Singleton
class HotRule {
    private final RaisedFollowUps raised;
    private final Calendars calendars;
    private final RuleSettings settings;
    private final FollowUpConfig config;
    private final Clock clock;

    HotRule(RaisedFollowUps raised, Calendars calendars, RuleSettings settings, FollowUpConfig config, Clock clock) {
        this.raised = raised;
        this.calendars = calendars;
        this.settings = settings;
        this.config = config;
        this.clock = clock;
    }

    /** The lead was not hot before and is now. */
    void crossed(Lead lead, List<String> reasons) {
        RuleSettings.Setting setting = settings.of(lead.teamId(), FollowUpRule.HOT);
        RaisedFollowUps.History history = raised.historyOf(
                lead.id(), FollowUpRule.HOT, config.hotAgainAfter().toSeconds());
        if (!setting.enabled() || history.quiet()) {
            return;
        }
        // Two transactions that see the same history make the same anchor, and one of them makes no task.
        raised.raise(FollowUp.open(
                lead,
                FollowUpRule.HOT,
                "crossing-" + (history.times() + 1),
                Wording.hotTitle(lead.title()),
                Wording.hotReason(reasons),
                calendars.of(lead.teamId()).closingAfter(clock.instant(), setting.dueDays())));
    }

    /** What made the lead hot was taken back: a machine, not a person. */
    void takenBack(Lead lead) {
        raised.openAnchorOf(lead.id(), FollowUpRule.HOT)
                .ifPresent(anchor ->
                        raised.cancel(lead.id(), FollowUpRule.HOT, anchor, "What made the lead hot was not a person."));
    }
}
