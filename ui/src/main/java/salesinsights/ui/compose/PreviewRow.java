package salesinsights.ui.compose;

import java.util.List;

/**
 * What would be tracked for one recipient.
 *
 * @param opens mode in words: {@code per person}, {@code counted only}, {@code off}
 * @param clicks the same for links
 * @param why one sentence each
 */
record PreviewRow(String address, String country, String opens, String clicks, List<String> why) {
    PreviewRow {
        why = List.copyOf(why);
    }
}
