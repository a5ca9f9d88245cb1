package salesinsights.ui.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.handover.HandOverView;
import salesinsights.ui.page.When;

/**
 * Handing over what a leaver has.
 *
 * @param teams paths to choose from
 * @param preview what there is to hand over, null before somebody asked
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record HandOverScreen(
        List<Row> rows,
        List<String> teams,
        HandOverView.@Nullable Preview preview,
        Map<String, String> typed,
        Map<String, String> wrong) {
    HandOverScreen {
        rows = List.copyOf(rows);
        teams = List.copyOf(teams);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** One that happened. */
    record Row(HandOverView handOver, When madeAt, @Nullable When undoneAt) {
        public String team() {
            return handOver.team().value();
        }
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
