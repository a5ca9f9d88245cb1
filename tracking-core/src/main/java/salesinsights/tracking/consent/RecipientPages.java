package salesinsights.tracking.consent;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.seal.Digests;

/** The recipient's pages as HTML: one style sheet inside, nothing loaded from anywhere. */
@Singleton
class RecipientPages {
    private final Template person;
    private final Template unsubscribe;
    private final Template ask;
    private final Template gone;
    private final String css = stylesheet();
    private final Map<String, Map<String, String>> wordsIn = Words.LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(),
                    language -> Words.in(Locale.of(language)).beginningWith("page.")));

    RecipientPages(
            @Location("recipient/person.html") Template person,
            @Location("recipient/unsubscribe.html") Template unsubscribe,
            @Location("recipient/ask.html") Template ask,
            @Location("recipient/gone.html") Template gone) {
        this.person = person;
        this.unsubscribe = unsubscribe;
        this.ask = ask;
        this.gone = gone;
    }

    /** {@code Content-Security-Policy} of all of them: their own style sheet and their own forms, nothing else. */
    String contentPolicy() {
        return "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(Digests.sha256(css))
                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** The person's page; {@code act} is the choice that was just made, as it was sent, null if none. */
    String person(RecipientView view, String token, @Nullable String act, Locale language) {
        String key = act == null
                ? ""
                : "done." + act.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return in(person, language)
                .data("view", view)
                .data("done", words(language).getOrDefault(key, ""))
                .data("exportHref", token + "/export")
                .data("languages", Words.LANGUAGES)
                .render();
    }

    /** The page behind {@code List-Unsubscribe}: asks, or says that it is done. */
    String unsubscribe(RecipientView view, boolean done, Locale language) {
        return in(unsubscribe, language).data("view", view).data("done", done).render();
    }

    /** The question whether somebody agrees. */
    String ask(AskForConsent.Question question) {
        Locale language = Locale.of(question.language());
        String answer = question.answer();
        String key = answer != null ? "ask." + answer : question.open() ? "" : "ask.EXPIRED";
        return in(ask, language)
                .data("question", question)
                .data("said", words(language).getOrDefault(key, ""))
                .render();
    }

    /** The same for every token that opens nothing. */
    String gone(Locale language) {
        return in(gone, language).render();
    }

    private TemplateInstance in(Template template, Locale language) {
        return template.data("w", words(language)).data("css", css).data("lang", language.getLanguage());
    }

    private Map<String, String> words(Locale language) {
        return Objects.requireNonNull(wordsIn.get(language.getLanguage()));
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
