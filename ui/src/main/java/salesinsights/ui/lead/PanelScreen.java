package salesinsights.ui.lead;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.TimelineEntry;
import salesinsights.scoring.worklist.WorklistRow;
import salesinsights.ui.page.When;

/** A lead beside its record in a CRM; {@code tier} and {@code trend} in lower case. */
record PanelScreen(
        String id,
        String title,
        String company,
        int score,
        String tier,
        String grade,
        String trend,
        @Nullable Integer winPercent,
        List<String> reasons,
        String nextAction,
        int openTasks,
        @Nullable String task,
        @Nullable When taskDue,
        boolean taskLate,
        List<TimelineRow> timeline) {
    PanelScreen {
        reasons = List.copyOf(reasons);
        timeline = List.copyOf(timeline);
    }

    static PanelScreen of(WorklistRow row, List<TimelineEntry> timeline, Instant now) {
        Lead lead = row.lead();
        WorklistRow.Due due = row.nextFollowUp();
        TimelineWords words = new TimelineWords(now);
        return new PanelScreen(
                lead.id().value().toString(),
                lead.title(),
                lead.company(),
                row.score(),
                row.tier().wire(),
                row.grade().name(),
                row.trend().name().toLowerCase(Locale.ROOT),
                row.winProbability() == null ? null : (int) Math.round(row.winProbability() * 100),
                row.reasons(),
                row.nextAction(),
                row.openFollowUps(),
                due == null ? null : due.title(),
                due == null ? null : When.of(due.dueAt(), now),
                due != null && due.dueAt().isBefore(now),
                timeline.stream().map(words::row).toList());
    }
}
