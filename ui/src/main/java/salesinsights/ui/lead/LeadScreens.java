package salesinsights.ui.lead;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUpQuery;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.Timelines;
import salesinsights.scoring.prediction.Predictions;
import salesinsights.scoring.score.Scores;
import salesinsights.scoring.sequence.Enrolments;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.Reason;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.team.Caller;
import salesinsights.ui.followup.TaskRow;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/** Gathers a lead's page from the rooms that know about the lead. */
@Singleton
class LeadScreens {
    private static final int EVENTS_SHOWN = 200;
    private static final int DAYS_SHOWN = 90;
    private static final int ATTRIBUTES_SHOWN = 20;

    private static final int TASKS_SHOWN = 20;

    private final Scores scores;
    private final Timelines timelines;
    private final FollowUps followUps;
    private final Predictions predictions;
    private final Enrolments enrolments;
    private final Decisions decisions;
    private final Clock clock;

    LeadScreens(
            Scores scores,
            Timelines timelines,
            FollowUps followUps,
            Predictions predictions,
            Enrolments enrolments,
            Decisions decisions,
            Clock clock) {
        this.scores = scores;
        this.followUps = followUps;
        this.timelines = timelines;
        this.predictions = predictions;
        this.enrolments = enrolments;
        this.decisions = decisions;
        this.clock = clock;
    }

    LeadScreen of(Caller caller, Lead lead, LeadForm form, boolean editing) {
        Instant now = clock.instant();
        TimelineWords words = new TimelineWords(now);
        return new LeadScreen(
                lead.id().value().toString(),
                lead.title(),
                lead.company(),
                lead.email(),
                lead.phone(),
                lead.country(),
                lead.owner(),
                lead.team().name(),
                lead.stage().name().toLowerCase(Locale.ROOT),
                lead.outcome() == null ? null : lead.outcome().name().toLowerCase(Locale.ROOT),
                When.ofNullable(lead.outcomeAt(), now),
                lead.source(),
                attributes(lead),
                LedgerWords.card(scores.explain(lead, now, now), scores.history(lead, DAYS_SHOWN)),
                WinCard.of(predictions.of(caller.visibleTeamIds(), lead)),
                timelines.of(lead, EVENTS_SHOWN).stream().map(words::row).toList(),
                tasks(caller, lead, now),
                consent(lead),
                sequences(caller, lead),
                form,
                editing);
    }

    private static List<Choice> attributes(Lead lead) {
        return lead.attributes().entrySet().stream()
                .filter(attribute -> !attribute.getValue().isBlank())
                .limit(ATTRIBUTES_SHOWN)
                .map(attribute -> new Choice(attribute.getKey(), attribute.getValue()))
                .toList();
    }

    private List<TaskRow> tasks(Caller caller, Lead lead, Instant now) {
        return followUps
                .page(new FollowUpQuery(caller.visibleTeamIds(), null, Set.of(), null, lead.id(), null, TASKS_SHOWN))
                .stream()
                .map(task -> TaskRow.of(task, now))
                .sorted(Comparator.comparing((TaskRow task) -> !task.open()))
                .toList();
    }

    private List<LeadScreen.SequenceLine> sequences(Caller caller, Lead lead) {
        return enrolments.ofLead(caller.visibleTeamIds(), lead.id()).stream()
                .map(one -> new LeadScreen.SequenceLine(
                        one.id().toString(),
                        one.sequence().toString(),
                        one.sequenceName(),
                        one.state(),
                        one.said() == null ? "" : one.said(),
                        one.endedAt() == null))
                .toList();
    }

    private List<String> consent(Lead lead) {
        @Nullable String email = lead.email();
        if (email == null) {
            return List.of("No address: no mail can be sent, and nothing is recorded.");
        }
        TrackingDecision decision = decisions.whenSending(lead.teamId(), email, lead.country());
        List<String> lines = new ArrayList<>();
        if (!decisions.mayMail(lead.teamId(), email)) {
            lines.add("Does not want mail from this team. Nothing can be sent.");
        }
        lines.add("Opens: " + words(decision.mode(Purpose.OPEN)) + ". Clicks: " + words(decision.mode(Purpose.CLICK))
                + ".");
        decision.reasons().stream()
                .filter(LeadScreens::concernsMail)
                .map(Reason::wordsFor)
                .forEach(lines::add);
        return lines;
    }

    private static boolean concernsMail(String code) {
        return !code.contains(":")
                || code.startsWith("COUNTRY:")
                || code.startsWith("OPEN:")
                || code.startsWith("CLICK:");
    }

    private static String words(Mode mode) {
        return switch (mode) {
            case OFF -> "not recorded";
            case AGGREGATE -> "counted without the person";
            case CONSENT, NOTICE -> "recorded";
        };
    }
}
