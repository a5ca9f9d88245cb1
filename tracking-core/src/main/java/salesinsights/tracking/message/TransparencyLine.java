package salesinsights.tracking.message;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The line that tells a recipient what is recorded, with the way to their own page. ASCII only, so it fits anywhere.
 *
 * @param own the team's own texts by language; they come before ours
 * @param country of the recipient: its language is taken where the message does not state one
 */
record TransparencyLine(
        Map<String, TransparencyText> own, @Nullable String country) {
    /** Our texts, for a reader of whom nothing is known. */
    static final TransparencyLine SHIPPED = new TransparencyLine(Map.of(), null);

    TransparencyLine {
        own = Map.copyOf(own);
    }

    /** @param language as in HTML's {@code lang}, such as {@code de-AT}; empty if the message states none */
    String html(String language, String personUrl) {
        TransparencyText words = words(language);
        return "<div style=\"margin:16px 8px 8px;font:12px/1.4 sans-serif;color:#595959;text-align:center\">"
                + escaped(words.text()) + " <a href=\"" + Addresses.attribute(personUrl)
                + "\" style=\"color:#595959\">" + escaped(words.link()) + "</a></div>";
    }

    /** The same for a part of plain text, accents dropped; in English where nothing would be left. */
    String text(String language, String personUrl) {
        TransparencyText words = words(language);
        String line = withoutAccents(words.text() + " " + words.link() + ": ");
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(line)) {
            line = TransparencyText.ENGLISH.text() + " " + TransparencyText.ENGLISH.link() + ": ";
        }
        return line + personUrl;
    }

    private TransparencyText words(String language) {
        String reader =
                country == null ? "" : TransparencyText.languageOf(country).orElse("");
        return Stream.of(TransparencyText.primary(language), reader, TransparencyText.OTHERWISE)
                .filter(candidate -> own.containsKey(candidate) || TransparencyText.SHIPPED.containsKey(candidate))
                .findFirst()
                .map(chosen -> own.getOrDefault(chosen, ours(chosen)))
                .orElse(TransparencyText.ENGLISH);
    }

    private static TransparencyText ours(String language) {
        return TransparencyText.SHIPPED.getOrDefault(language, TransparencyText.ENGLISH);
    }

    private static String escaped(String words) {
        StringBuilder ascii = new StringBuilder(words.length() + 32);
        words.codePoints().forEach(character -> {
            if (character < ' ' || character > '~' || "<>&\"'".indexOf(character) >= 0) {
                ascii.append("&#").append(character).append(';');
            } else {
                ascii.append((char) character);
            }
        });
        return ascii.toString();
    }

    private static String withoutAccents(String words) {
        return Normalizer.normalize(words, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('\u2019', '\'')
                .replace("\u00df", "ss");
    }
}
