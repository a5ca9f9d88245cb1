package salesinsights.tracking.mailbox;

import org.jspecify.annotations.Nullable;

/** A mailbox does not open. The message is a sentence for the person who looks after it. */
final class CannotOpen extends Exception {
    CannotOpen(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
