package salesinsights.tracking.token;

import java.util.UUID;

/**
 * A verified address of a document.
 *
 * @param tracked whose copy of a message it stands in; without a recipient it is counted, and outside of any message the
 *     document's id stands for the message's
 * @param position which link of the message, from 0
 */
public record DocumentToken(Tracked tracked, int position, UUID document) {
    /** True for the address that a document has by itself, before it was put into anybody's copy of a message. */
    public boolean isOfNoMessage() {
        return tracked.message().equals(document);
    }
}
