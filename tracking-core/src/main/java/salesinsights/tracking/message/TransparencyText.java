package salesinsights.tracking.message;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a recipient is told about tracking, and the words of the link to their own page: plain text, escaped where it
 * is put.
 */
public record TransparencyText(String text, String link) {
    /** What a language that we have no words for gets. */
    static final String OTHERWISE = "en";

    static final TransparencyText ENGLISH = new TransparencyText(
            "The sender can see whether this message was read and its links used.", "See and stop");

    /** Ours, by language (ISO 639-1). */
    static final Map<String, TransparencyText> SHIPPED = Map.of(
            OTHERWISE,
            ENGLISH,
            "de",
            new TransparencyText(
                    "Der Absender kann sehen, ob diese Nachricht gelesen und ihre Links genutzt wurden.",
                    "Ansehen und abstellen"),
            "fr",
            new TransparencyText(
                    "L\u2019exp\u00e9diteur peut voir si ce message a \u00e9t\u00e9 lu et ses liens utilis\u00e9s.",
                    "Voir et arr\u00eater"),
            "es",
            new TransparencyText(
                    "El remitente puede ver si se ley\u00f3 este mensaje y se usaron sus enlaces.", "Ver y detener"),
            "it",
            new TransparencyText(
                    "Il mittente pu\u00f2 vedere se questo messaggio \u00e8 stato letto e i suoi link usati.",
                    "Vedi e disattiva"));

    // The language that most mail to a country is written in; where there are several, none, so English.
    private static final Map<String, String> BY_COUNTRY = Map.ofEntries(
            Map.entry("DE", "de"),
            Map.entry("AT", "de"),
            Map.entry("LI", "de"),
            Map.entry("FR", "fr"),
            Map.entry("MC", "fr"),
            Map.entry("IT", "it"),
            Map.entry("SM", "it"),
            Map.entry("VA", "it"),
            Map.entry("ES", "es"),
            Map.entry("MX", "es"),
            Map.entry("AR", "es"),
            Map.entry("CL", "es"),
            Map.entry("CO", "es"),
            Map.entry("PE", "es"),
            Map.entry("UY", "es"));

    /** {@code de} of {@code de-AT}, also of the first of several; empty text if it is no language. */
    static String primary(String language) {
        String first = language.strip().toLowerCase(Locale.ROOT).split("[-_,; ]", 2)[0];
        return first.matches("[a-z]{2,3}") ? first : "";
    }

    /** The language of a country (ISO 3166-1 or -2), if it has one. */
    static Optional<String> languageOf(String country) {
        return Optional.ofNullable(BY_COUNTRY.get(country.split("-", 2)[0]));
    }
}
