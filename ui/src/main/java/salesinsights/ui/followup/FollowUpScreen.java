package salesinsights.ui.followup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.page.Choice;

/**
 * The list of follow-up tasks.
 *
 * @param status lower case, as the filter has it
 * @param back where a task's form leads afterwards
 */
record FollowUpScreen(
        boolean mine,
        String status,
        List<Choice> statuses,
        List<TaskRow> tasks,
        @Nullable String next,
        String back) {
    FollowUpScreen {
        statuses = List.copyOf(statuses);
        tasks = List.copyOf(tasks);
    }
}
