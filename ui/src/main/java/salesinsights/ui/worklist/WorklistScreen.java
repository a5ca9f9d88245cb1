package salesinsights.ui.worklist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.worklist.WorklistColumn;
import salesinsights.scoring.worklist.WorklistView;
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
        List<String> teams,
        List<WorklistView> views,
        ViewForm form,
        @Nullable String next,
        @Nullable String first,
        String back) {
    WorklistScreen {
        leads = List.copyOf(leads);
        tasks = List.copyOf(tasks);
        owners = List.copyOf(owners);
        teams = List.copyOf(teams);
        views = List.copyOf(views);
    }

    public List<Choice> tiers() {
        return Choice.of("hot", "warm", "cold");
    }

    public List<Choice> grades() {
        return Choice.of("A", "B", "C", "D");
    }

    public List<Choice> stages() {
        return Choice.of("new", "attempting", "connected", "qualified", "disqualified");
    }

    /** Times that a lead may have done something in; one of an address that is none of these is kept. */
    public List<Choice> touches() {
        List<Choice> touches = new ArrayList<>(List.of(
                new Choice("P1D", "Since yesterday"),
                new Choice("P7D", "In a week"),
                new Choice("P30D", "In 30 days"),
                new Choice("P90D", "In 90 days")));
        String own = filter.touchedSince();
        if (!own.isEmpty() && touches.stream().noneMatch(one -> one.value().equals(own))) {
            touches.add(new Choice(own, "Since " + own));
        }
        return touches;
    }

    public List<WorklistColumn> columns() {
        return Arrays.asList(WorklistColumn.values());
    }

    /** True if this column is shown; by its name in lower case. */
    public boolean shows(String column) {
        return filter.shows(column);
    }

    /** How many columns there are, with the lead's own. */
    public int width() {
        return filter.columns().size() + 1;
    }
}
