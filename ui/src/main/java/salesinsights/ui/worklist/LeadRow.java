package salesinsights.ui.worklist;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.worklist.WorklistRow;
import salesinsights.ui.page.When;

/** A line of the worklist, ready to be shown; {@code tier}, {@code trend} and {@code stage} in lower case. */
record LeadRow(
        String id,
        String title,
        String company,
        @Nullable String owner,
        String team,
        String stage,
        int score,
        String tier,
        String grade,
        String trend,
        List<String> reasons,
        String nextAction,
        @Nullable String touch,
        @Nullable When touchedAt,
        int openTasks,
        @Nullable String task,
        @Nullable When taskDue,
        boolean taskLate,
        String country,
        String source,
        @Nullable String rest,
        @Nullable When restUntil,
        @Nullable Integer winPercent) {
    LeadRow {
        reasons = List.copyOf(reasons);
    }

    static LeadRow of(WorklistRow row, Instant now) {
        Lead lead = row.lead();
        WorklistRow.Due due = row.nextFollowUp();
        return new LeadRow(
                lead.id().value().toString(),
                lead.title(),
                lead.company(),
                lead.owner(),
                lead.team().name(),
                lead.stage().name().toLowerCase(Locale.ROOT),
                row.score(),
                row.tier().wire(),
                row.grade().name(),
                row.trend().name().toLowerCase(Locale.ROOT),
                row.reasons(),
                row.nextAction(),
                row.lastTouch() == null ? null : row.lastTouch().replace('_', ' '),
                When.ofNullable(row.lastTouchAt(), now),
                row.openFollowUps(),
                due == null ? null : due.title(),
                due == null ? null : When.of(due.dueAt(), now),
                due != null && due.dueAt().isBefore(now),
                lead.country() == null ? "" : lead.country(),
                lead.source(),
                row.rest() == null ? null : row.rest().kind().wire(),
                row.rest() == null ? null : When.of(row.rest().until(), now),
                row.winProbability() == null ? null : (int) Math.round(row.winProbability() * 100));
    }
}
