package salesinsights.tracking.confirmation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The room's sentences in one language: {@code confirmation/sentences.properties} is English, others lie beside it. */
final class Sentences {
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "it", "es");
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Sentences() {}

    static Map<String, String> in(String language) {
        Locale locale = Locale.of(LANGUAGES.contains(language) ? language : "en");
        ResourceBundle bundle = ResourceBundle.getBundle(
                "confirmation.sentences", locale, Sentences.class.getClassLoader(), NO_FALLBACK);
        return bundle.keySet().stream().collect(Collectors.toUnmodifiableMap(key -> key, bundle::getString));
    }
}
