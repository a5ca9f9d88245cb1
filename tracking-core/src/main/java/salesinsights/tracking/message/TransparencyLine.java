package salesinsights.tracking.message;

import java.util.Locale;
import java.util.Map;

/** The line that tells a recipient what is recorded, with the way to their own page. ASCII only, so it fits anywhere. */
final class TransparencyLine {
    /** What it says, in entities, and the words of the link. */
    private record Words(String text, String link) {}

    private static final Words ENGLISH =
            new Words("The sender can see whether this message was read and its links used.", "See and stop");

    private static final Map<String, Words> BY_LANGUAGE = Map.of(
            "de",
            new Words(
                    "Der Absender kann sehen, ob diese Nachricht gelesen und ihre Links genutzt wurden.",
                    "Ansehen und abstellen"),
            "fr",
            new Words(
                    "L&#8217;exp&#233;diteur peut voir si ce message a &#233;t&#233; lu et ses liens utilis&#233;s.",
                    "Voir et arr&#234;ter"),
            "es",
            new Words("El remitente puede ver si se ley&#243; este mensaje y se usaron sus enlaces.", "Ver y detener"),
            "it",
            new Words(
                    "Il mittente pu&#242; vedere se questo messaggio &#232; stato letto e i suoi link usati.",
                    "Vedi e disattiva"));

    private TransparencyLine() {}

    /** @param language as in HTML's {@code lang}, such as {@code de-AT}; English if it is another one or empty */
    static String html(String language, String personUrl) {
        String primary = language.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        Words words = BY_LANGUAGE.getOrDefault(primary, ENGLISH);
        return "<div style=\"margin:16px 8px 8px;font:12px/1.4 sans-serif;color:#595959;text-align:center\">"
                + words.text() + " <a href=\"" + Addresses.attribute(personUrl) + "\" style=\"color:#595959\">"
                + words.link() + "</a></div>";
    }
}
