package salesinsights.ui.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.page.Choice;

/**
 * The page on which mail is written.
 *
 * @param teams paths that it can be sent for
 * @param from the caller, as a mail header would say it
 * @param templates that it can be filled from
 * @param preview per recipient, null before the first look
 */
record ComposeScreen(
        Draft draft,
        List<String> teams,
        String from,
        List<Choice> templates,
        @Nullable List<PreviewRow> preview) {
    ComposeScreen {
        teams = List.copyOf(teams);
        templates = List.copyOf(templates);
    }
}
