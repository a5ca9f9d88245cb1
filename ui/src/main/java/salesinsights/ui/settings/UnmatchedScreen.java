package salesinsights.ui.settings;

import java.time.Instant;
import java.util.List;
import salesinsights.tracking.mailbox.UnmatchedNotice;
import salesinsights.ui.page.When;

/**
 * A page of unmatched notices.
 *
 * @param next cursor of the older ones, empty at the end
 * @param later true if it is not the first page
 * @param wrongId the notice whose assignment was refused, empty if none
 */
record UnmatchedScreen(List<Row> rows, String next, boolean later, String wrongId, String typed, String wrong) {
    UnmatchedScreen {
        rows = List.copyOf(rows);
    }

    /** One of them, in words. */
    record Row(
            String id,
            String team,
            String kind,
            String reason,
            String from,
            String subject,
            String about,
            boolean assignable,
            When at) {}

    static UnmatchedScreen of(
            UnmatchedNotice.Page page, boolean later, Instant now, String wrongId, String typed, String wrong) {
        List<Row> rows = page.items().stream()
                .map(one -> new Row(
                        one.id().toString(),
                        one.team(),
                        one.takenFor().replace('_', ' '),
                        one.reason(),
                        one.sender().isBlank() ? "(nobody named)" : one.sender(),
                        one.subject().isBlank() ? "(no subject)" : one.subject(),
                        one.recipient() == null ? "" : one.recipient(),
                        one.assignable(),
                        When.of(one.receivedAt(), now)))
                .toList();
        return new UnmatchedScreen(
                rows, page.next() == null ? "" : page.next().toString(), later, wrongId, typed, wrong);
    }
}
