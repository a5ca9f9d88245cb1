package salesinsights.scoring.followup;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.RuleTimers.Timer;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.ground.Database;

/** Does what a rule says, each thing once per lead, rule and anchor: PostgreSQL's unique keys decide. */
@Singleton
class PerformActions {
    private static final int TITLE = 500;
    private static final int TEXT = 2000;
    private static final int VALUE = 500;

    private final Firings firings;
    private final RaisedFollowUps raised;
    private final Database database;
    private final List<RuleNotices> listeners;
    private final List<RuleEnrolments> enrolments;

    PerformActions(
            Firings firings,
            RaisedFollowUps raised,
            Database database,
            @All List<RuleNotices> listeners,
            @All List<RuleEnrolments> enrolments) {
        this.firings = firings;
        this.raised = raised;
        this.database = database;
        this.listeners = listeners;
        this.enrolments = enrolments;
    }

    void perform(
            Timer timer,
            FollowUpRule rule,
            Occasion occasion,
            Lead lead,
            Map<String, String> words,
            Function<@Nullable String, BusinessCalendar> calendars,
            Instant now) {
        for (RuleAction action : rule.then()) {
            switch (action) {
                case RuleAction.Task task -> {
                    String owner = task.owner().of(occasion, lead.owner());
                    String title = filled(task.title(), words, TITLE);
                    if (firings.note(timer, action.type(), owner, title)) {
                        Instant due = dueAt(task.due(), calendars.apply(owner), now);
                        String text = filled(task.text(), words, TEXT);
                        raised.raise(FollowUp.open(
                                lead,
                                timer.rule(),
                                timer.anchor(),
                                title.isEmpty() ? rule.name() : title,
                                text,
                                owner,
                                due));
                    }
                }
                case RuleAction.Notice(String text, Whose whose) -> {
                    String person = whose.of(occasion, lead.owner());
                    String filled = filled(text, words, TEXT);
                    if (firings.note(timer, action.type(), person, filled) && person != null) {
                        listeners.forEach(one -> one.said(lead, anchorOf(timer), person, filled));
                    }
                }
                case RuleAction.Field(String name, String value) -> {
                    String filled = filled(value, words, VALUE);
                    if (firings.note(timer, action.type(), null, name + ": " + filled)) {
                        write(lead, name, filled);
                    }
                }
                case RuleAction.Enrol(UUID sequence) -> {
                    if (firings.note(timer, action.type(), null, sequence.toString())) {
                        enrolments.forEach(one -> one.enrol(lead, sequence, anchorOf(timer)));
                    }
                }
            }
        }
    }

    /** Names rule and occasion. */
    static String anchorOf(Timer timer) {
        return timer.rule() + " " + timer.anchor();
    }

    private static Instant dueAt(RuleAction.Due due, BusinessCalendar calendar, Instant now) {
        return due.businessHours() > 0
                ? calendar.plusBusinessHours(now, due.businessHours())
                : calendar.closingAfter(now, due.businessDays());
    }

    private void write(Lead lead, String name, String value) {
        String sql = """
                update lead set attributes = attributes || jsonb_build_object(?::text, ?::text)
                where team_id = ? and id = ? and attributes ->> ? is distinct from ?
                """;
        database.write(sql, name, value, lead.teamId().value(), lead.id().value(), name, value);
    }

    private static String filled(String text, Map<String, String> words, int atMost) {
        return Wording.shortened(Placeholders.fill(text, words), atMost);
    }
}
