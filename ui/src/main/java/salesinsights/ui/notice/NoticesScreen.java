package salesinsights.ui.notice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list behind the bell.
 *
 * @param unread only what was not read is shown
 * @param next where the list goes on, null if it does not
 * @param until the moment up to which "all read" means
 */
record NoticesScreen(
        List<NoticeRow> rows, boolean unread, @Nullable String next, boolean first, String until) {
    NoticesScreen {
        rows = List.copyOf(rows);
    }
}
