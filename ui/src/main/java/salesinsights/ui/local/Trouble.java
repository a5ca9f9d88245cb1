package salesinsights.ui.local;

import org.jspecify.annotations.Nullable;

/** Why the local stack cannot run, as one sentence for the person at the keyboard that also says what to do. */
final class Trouble extends RuntimeException {
    Trouble(String sentence) {
        this(sentence, null);
    }

    Trouble(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
