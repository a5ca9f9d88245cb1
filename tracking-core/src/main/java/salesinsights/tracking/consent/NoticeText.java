package salesinsights.tracking.consent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import salesinsights.tracking.seal.Digests;

/**
 * The transparency line of a tracked message. A wording never changes under its id: another wording is another id, so
 * that a consent record can say which words a person saw.
 *
 * @param id such as {@code notice-1}
 * @param language of the text, lower case: {@code en}
 * @param sha256 of the text in UTF-8, lower-case hexadecimal
 * @param text plain, one line, with {@link #LINK} where the address of the recipient's page goes
 */
public record NoticeText(String id, String language, String sha256, String text) {
    /** Where the address of the recipient's page goes. */
    public static final String LINK = "{link}";

    private static final String ID = "notice-1";
    private static final String ENGLISH = "en";
    private static final Map<String, NoticeText> CURRENT =
            Words.LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), NoticeText::load));

    /** The wording in use, in this language (BCP 47, {@code de-AT} is {@code de}), else in English. */
    public static NoticeText current(String language) {
        NoticeText english = Objects.requireNonNull(CURRENT.get(ENGLISH));
        return CURRENT.getOrDefault(Locale.forLanguageTag(language).getLanguage(), english);
    }

    /** The line as plain text. For HTML, escape the text and put an anchor in place of {@link #LINK}. */
    public String withLink(String personUrl) {
        return text.replace(LINK, personUrl);
    }

    private static NoticeText load(String language) {
        String file = "/consent/" + ID + "." + language + ".txt";
        try (InputStream in = Objects.requireNonNull(NoticeText.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new NoticeText(ID, language, Digests.hex(Digests.sha256(text)), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
