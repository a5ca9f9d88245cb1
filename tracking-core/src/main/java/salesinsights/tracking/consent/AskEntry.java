package salesinsights.tracking.consent;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * Whom to ask for consent by mail.
 *
 * @param team path, may be left out by who has one team
 * @param purposes one or more of mail, open, click, web, read_receipt, score
 * @param language of the question: en, de, fr, it or es
 */
public record AskEntry(
        @Nullable String team,
        @Nullable String address,
        @Nullable List<String> purposes,
        @Nullable String language) {
    static AskEntry present(@Nullable AskEntry given) {
        if (given == null) {
            throw Problem.unreadable("A JSON object with address and purposes is expected.", null);
        }
        return given;
    }

    List<Matter> matters() {
        if (purposes == null || purposes.isEmpty() || purposes.size() > Matter.values().length) {
            throw Problem.invalid("purposes", "name at least one purpose, and each at most once");
        }
        return purposes.stream()
                .map(purpose -> Choice.of("purposes", purpose, Matter.values()))
                .distinct()
                .toList();
    }

    Locale spoken() {
        String wanted = language == null ? "en" : language.strip().toLowerCase(Locale.ROOT);
        if (!Words.LANGUAGES.contains(wanted)) {
            throw Problem.invalid("language", "is one of " + String.join(", ", Words.LANGUAGES));
        }
        return Locale.of(wanted);
    }
}
