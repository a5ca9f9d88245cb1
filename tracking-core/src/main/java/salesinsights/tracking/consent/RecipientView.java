package salesinsights.tracking.consent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the recipient's page shows; all texts are ready to be escaped and printed. */
record RecipientView(
        String address,
        String team,
        String sender,
        String message,
        boolean trackingStopped,
        boolean mailStopped,
        List<Purposes> purposes,
        List<Event> events,
        boolean moreEvents,
        List<Said> ledger) {
    /** What holds for one purpose and why. */
    record Purposes(String name, String state, String why) {}

    /** One recorded thing; {@code byWhom} says that we believe it was a program, empty otherwise. */
    record Event(
            String at,
            String isoAt,
            String what,
            String subject,
            @Nullable String detail,
            String byWhom) {}

    /** An entry of the ledger. */
    record Said(String at, String isoAt, String what) {}
}
