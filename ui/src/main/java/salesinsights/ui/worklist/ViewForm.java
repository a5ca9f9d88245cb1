package salesinsights.ui.worklist;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form that saves a view, as it was typed.
 *
 * @param wrong what is wrong, by field
 */
record ViewForm(String name, boolean shared, Map<String, String> wrong) {
    static final ViewForm EMPTY = new ViewForm("", false, Map.of());

    ViewForm {
        wrong = Map.copyOf(wrong);
    }

    public boolean open() {
        return !wrong.isEmpty();
    }

    public @Nullable String trouble() {
        return wrong.isEmpty() ? null : String.join(" ", wrong.values());
    }
}
