package salesinsights.ui.lead;

import java.util.List;
import java.util.Map;
import salesinsights.scoring.sharing.ShareView;
import salesinsights.ui.page.When;

/**
 * With whom a lead is shared.
 *
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record SharingScreen(String id, String title, List<Row> rows, Map<String, String> typed, Map<String, String> wrong) {
    SharingScreen {
        rows = List.copyOf(rows);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** One of them. */
    record Row(ShareView share, When sharedAt) {
        public String whom() {
            return share.whom();
        }
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
