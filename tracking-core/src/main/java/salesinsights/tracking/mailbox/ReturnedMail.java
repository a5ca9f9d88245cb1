package salesinsights.tracking.mailbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that came back, read.
 *
 * @param id its own Message-ID without brackets, empty if it has none
 * @param from address of its sender, lower case, empty if unreadable
 * @param date as it says itself; null if it does not
 * @param originals Message-IDs of what it may answer or report, most certain first
 * @param tokens of tracked addresses in what it quotes or returns, as {@code letter:token}; not verified yet
 * @param wayOut address in the {@code List-Unsubscribe} of the returned original, empty if none
 */
record ReturnedMail(
        String id,
        String from,
        String subject,
        @Nullable Instant date,
        List<String> originals,
        List<String> tokens,
        String wayOut,
        Returned what) {
    ReturnedMail {
        originals = List.copyOf(originals);
        tokens = List.copyOf(tokens);
    }

    static ReturnedMail unreadable(String why) {
        return new ReturnedMail("", "", "", null, List.of(), List.of(), "", new Returned.Unreadable(why));
    }
}
