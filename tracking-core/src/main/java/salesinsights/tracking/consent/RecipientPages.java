package salesinsights.tracking.consent;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.seal.Digests;

/** The recipient's pages as HTML: one style sheet inside, nothing loaded from anywhere. */
@Singleton
class RecipientPages {
    private final Template person;
    private final Template unsubscribe;
    private final Template gone;
    private final String css = stylesheet();
    private final Map<String, String> words = Words.in(Locale.ENGLISH).beginningWith("page.");

    RecipientPages(
            @Location("recipient/person.html") Template person,
            @Location("recipient/unsubscribe.html") Template unsubscribe,
            @Location("recipient/gone.html") Template gone) {
        this.person = person;
        this.unsubscribe = unsubscribe;
        this.gone = gone;
    }

    /** {@code Content-Security-Policy} of all of them: their own style sheet and their own forms, nothing else. */
    String contentPolicy() {
        return "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(Digests.sha256(css))
                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** The person's page; {@code act} is the choice that was just made, as it was sent, null if none. */
    String person(RecipientView view, String token, @Nullable String act) {
        String key = act == null
                ? ""
                : "done." + act.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return person.data("view", view)
                .data("w", words)
                .data("css", css)
                .data("done", words.getOrDefault(key, ""))
                .data("exportHref", token + "/export")
                .render();
    }

    /** The page behind {@code List-Unsubscribe}: asks, or says that it is done. */
    String unsubscribe(RecipientView view, boolean done) {
        return unsubscribe
                .data("view", view)
                .data("w", words)
                .data("css", css)
                .data("done", done)
                .render();
    }

    /** The same for every token that opens nothing. */
    String gone() {
        return gone.data("w", words).data("css", css).render();
    }

    private static String stylesheet() {
        String file = "/templates/recipient/page.css";
        try (InputStream in = Objects.requireNonNull(RecipientPages.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
