package salesinsights.tracking.consent;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The room's sentences in one language: {@code consent/words.properties} is English, others lie beside it. */
final class Words {
    /** Languages that there are words of, ISO 639. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "it", "es");

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;

    private Words(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** In this language, or in English where there is none of it. */
    static Words in(Locale language) {
        return new Words(
                ResourceBundle.getBundle("consent.words", language, Words.class.getClassLoader(), NO_FALLBACK));
    }

    /** The sentence with this key; the key itself if there is none, so that an old code in the database stays readable. */
    String say(String key, Object... arguments) {
        if (!bundle.containsKey(key)) {
            return key.substring(key.indexOf('.') + 1);
        }
        return new MessageFormat(bundle.getString(key), locale()).format(arguments);
    }

    /** Of these words, ISO 639. */
    String language() {
        String own = bundle.getLocale().getLanguage();
        return own.isEmpty() ? "en" : own;
    }

    /** How dates are written in it. */
    Locale locale() {
        return Locale.of(language());
    }

    /**
     * The first of these languages that there are words of, else English.
     *
     * @param wanted as {@code Accept-Language} has them, best first
     */
    static Locale best(List<Locale> wanted) {
        return wanted.stream()
                .map(Locale::getLanguage)
                .filter(LANGUAGES::contains)
                .findFirst()
                .map(Locale::of)
                .orElse(Locale.ENGLISH);
    }

    /** The sentence with this key, empty if there is none. */
    String find(String key) {
        return bundle.containsKey(key) ? say(key) : "";
    }

    /** All sentences whose key begins so, without that beginning: what a template takes. */
    Map<String, String> beginningWith(String prefix) {
        return bundle.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(key -> key.substring(prefix.length()), key -> say(key)));
    }
}
