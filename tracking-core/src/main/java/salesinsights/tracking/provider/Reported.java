package salesinsights.tracking.provider;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.message.PlainText;

/**
 * One thing that a provider reports about one recipient, in the normal form. All texts are clean and bounded.
 *
 * @param key the provider's own id of the event, or one that the same report always gives
 * @param word what the provider calls it
 * @param at when it happened, as the provider says; null if it does not say
 * @param address lower case, empty if it names nobody
 * @param recipient what we put into the message ourselves; null if it did not come back
 * @param messageIds Message-IDs that may be ours, without angle brackets
 * @param signals codes of room verdict
 * @param detail as events keep it
 */
record Reported(
        String key,
        Happening happening,
        String word,
        @Nullable Instant at,
        String address,
        @Nullable UUID recipient,
        List<String> messageIds,
        String agent,
        String ip,
        String link,
        List<String> signals,
        Map<String, String> detail) {
    Reported {
        messageIds = List.copyOf(messageIds);
        signals = List.copyOf(signals);
        detail = Map.copyOf(detail);
    }

    static Made of(Happening happening, String word, Leaf about) {
        return new Made(happening, word, about);
    }

    /** Collects what a provider says, from whatever member it says it in. */
    static final class Made {
        private final Happening happening;
        private final String word;
        private final Leaf about;
        private String key = "";
        private @Nullable Instant at;
        private String address = "";
        private @Nullable UUID recipient;
        private List<String> messageIds = List.of();
        private String agent = "";
        private String ip = "";
        private String link = "";
        private List<String> signals = List.of();
        private final Map<String, String> detail = new LinkedHashMap<>();

        private Made(Happening happening, String word, Leaf about) {
            this.happening = happening;
            this.word = word;
            this.about = about;
        }

        Made key(String stated) {
            key = stated;
            return this;
        }

        Made at(@Nullable Instant when) {
            at = when;
            return this;
        }

        Made to(String stated) {
            address = Leaf.address(stated);
            return this;
        }

        /** The message: by what we put in, and by its Message-ID. */
        Made message(String ours, String... ids) {
            recipient = Leaf.uuid(ours);
            messageIds = java.util.Arrays.stream(ids)
                    .map(Leaf::bareId)
                    .filter(id -> !id.isEmpty())
                    .distinct()
                    .toList();
            return this;
        }

        Made client(String userAgent, String address) {
            agent = userAgent;
            ip = address;
            return this;
        }

        Made link(String url) {
            link = url;
            return this;
        }

        Made signal(boolean holds, String code) {
            signals = holds ? List.of(code) : signals;
            return this;
        }

        /** Something to keep with the event; nothing if it is empty. */
        Made with(String name, String value) {
            if (!value.isBlank()) {
                detail.put(name, PlainText.line(value, 500));
            }
            return this;
        }

        Reported made() {
            return new Reported(
                    key.isEmpty() ? about.digest() : key,
                    happening,
                    PlainText.line(word, 100),
                    at,
                    address,
                    recipient,
                    messageIds,
                    agent,
                    ip,
                    link,
                    signals,
                    detail);
        }
    }
}
