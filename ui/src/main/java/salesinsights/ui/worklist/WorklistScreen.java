package salesinsights.ui.worklist;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.followup.TaskRow;
import salesinsights.ui.page.Choice;

/**
 * The worklist with the tasks beside it.
 *
 * @param next address of the next page, null on the last
 * @param first address of the first page, null if this is it
 * @param back where a task's form leads afterwards
 */
record WorklistScreen(
        Filter filter,
        List<LeadRow> leads,
        List<TaskRow> tasks,
        List<String> owners,
        @Nullable String next,
        @Nullable String first,
        String back) {
    WorklistScreen {
        leads = List.copyOf(leads);
        tasks = List.copyOf(tasks);
        owners = List.copyOf(owners);
    }

    public List<Choice> tiers() {
        return Choice.of("hot", "warm", "cold");
    }

    public List<Choice> stages() {
        return Choice.of("new", "attempting", "connected", "qualified", "disqualified");
    }
}
