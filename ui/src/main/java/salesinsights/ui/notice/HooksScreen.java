package salesinsights.ui.notice;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.notify.HookFormat;
import salesinsights.scoring.notify.HookView;

/**
 * Receivers of notices, and the form for another.
 *
 * @param teams paths that a receiver can be of
 * @param made the one that was just made or renewed, with its secret
 * @param wrong what is wrong with the form, by field
 */
record HooksScreen(
        List<Row> rows,
        List<String> teams,
        Form form,
        @Nullable HookView made,
        Map<String, String> wrong,
        @Nullable String trouble) {
    HooksScreen {
        rows = List.copyOf(rows);
        teams = List.copyOf(teams);
        wrong = Map.copyOf(wrong);
    }

    /** A receiver with what it did not take. */
    record Row(HookView hook, List<HookView.Dead> dead) {
        Row {
            dead = List.copyOf(dead);
        }

        public String tone() {
            return switch (hook.status()) {
                case "active" -> hook.dead() > 0 || hook.why() != null ? "careful" : "good";
                case "ended" -> "bad";
                default -> "";
            };
        }
    }

    /** What was typed. */
    record Form(@Nullable String team, String name, String url, String format) {
        static final Form EMPTY = new Form(null, "", "", HookFormat.CLOUDEVENTS.wire());
    }

    public List<HookFormat> formats() {
        return List.of(HookFormat.values());
    }

    /** What is wrong with a field, null if nothing is. */
    public @Nullable String wrongAt(String field) {
        return wrong.get(field);
    }
}
