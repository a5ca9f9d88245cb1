package salesinsights.ui.lead;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.followup.TaskRow;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * A lead's page.
 *
 * @param outcome {@code won} or {@code lost}, null while open
 * @param score null until the first score is there
 * @param win how likely it is to be won, or why nothing is said
 * @param consent what is recorded about this person and why, one sentence each
 */
record LeadScreen(
        String id,
        String title,
        String company,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String country,
        @Nullable String owner,
        String team,
        String stage,
        @Nullable String outcome,
        @Nullable When outcomeAt,
        String source,
        List<Choice> attributes,
        @Nullable ScoreCard score,
        WinCard win,
        List<TimelineRow> timeline,
        List<TaskRow> tasks,
        List<String> consent,
        List<SequenceLine> sequences,
        LeadForm form,
        boolean editing) {
    LeadScreen {
        attributes = List.copyOf(attributes);
        timeline = List.copyOf(timeline);
        tasks = List.copyOf(tasks);
        consent = List.copyOf(consent);
        sequences = List.copyOf(sequences);
    }

    /** A sequence that the lead is on its way through, or was. */
    record SequenceLine(String id, String sequence, String name, String state, String said, boolean running) {}

    /** Where a task's form leads afterwards. */
    public String back() {
        return "/leads/" + id;
    }

    public List<Choice> stages() {
        return Choice.of("new", "attempting", "connected", "qualified", "disqualified");
    }
}
