package salesinsights.tracking.message;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import salesinsights.tracking.token.Destination;

/**
 * Which links are tracked and which stay as they are.
 *
 * @param ownUrl base of our own addresses, which are never wrapped again
 * @param excludedHosts lower case; their subdomains are excluded too
 * @param unsubscribe addresses that the message's own {@code List-Unsubscribe} names
 * @param inText true if bare addresses of the text part are tracked, too, although a reader sees them change
 */
record LinkRules(String ownUrl, Set<String> excludedHosts, Set<String> unsubscribe, boolean inText) {
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\{\\{|\\}\\}|\\{%|\\$\\{|#\\{|<%|\\*\\||\\|\\*|%%|\\[\\[|%[A-Za-z]{3,}[._][A-Za-z0-9._]+%");

    private static final Pattern LOOKS_LIKE_URL = Pattern.compile(
            "(?i)(https?://|www\\.)\\S+|[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)*\\.\\p{L}{2,}([/?#:]\\S*)?");

    // Words by which senders mark the way out, in the languages of the countries that the policy table knows.
    private static final Pattern WAY_OUT = Pattern.compile(
            "unsubscri|opt[-_ ]?out|abmeld|abbestell|austragen|d[eé]s(abonn|inscri)|dar(se|me)? de baja"
                    + "|cancelar (la |tu )?suscripci|disiscri|annulla(re)? (l')?iscrizione|cancella(re)? iscrizione"
                    + "|afmeld|uitschrijv|avregistrer|avprenumerer|afmeld|frameld|wypisz|odhl[aá]s|cancelar inscri|descadastr"
                    + "|отпис|退订|配信停止|購読解除|수신거부",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    LinkRules {
        excludedHosts = Set.copyOf(excludedHosts);
        unsubscribe = Set.copyOf(unsubscribe);
    }

    /** Why a link stays as it is; codes are part of the API. */
    enum Stays {
        OTHER_SCHEME,
        PLACEHOLDER,
        UNSUBSCRIBE,
        OWN,
        EXCLUDED_HOST,
        SHOWS_ITS_ADDRESS,
        NO_VALID_ADDRESS
    }

    /** Empty if the link is tracked. */
    Optional<Stays> staying(Anchor link) {
        String target = link.target();
        String lower = target.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return Optional.of(Stays.OTHER_SCHEME);
        }
        if (PLACEHOLDER.matcher(target).find()) {
            return Optional.of(Stays.PLACEHOLDER);
        }
        Optional<Destination> destination = destination(target);
        if (destination.isEmpty()) {
            return Optional.of(Stays.NO_VALID_ADDRESS);
        }
        if (unsubscribe.contains(target) || saysWayOut(link)) {
            return Optional.of(Stays.UNSUBSCRIBE);
        }
        if (isOwn(target)) {
            return Optional.of(Stays.OWN);
        }
        if (isExcluded(destination.get().host())) {
            return Optional.of(Stays.EXCLUDED_HOST);
        }
        String shown = visible(link.text());
        return shown.length() <= 2_000 && LOOKS_LIKE_URL.matcher(shown).matches()
                ? Optional.of(Stays.SHOWS_ITS_ADDRESS)
                : Optional.empty();
    }

    private static Optional<Destination> destination(String target) {
        try {
            return Optional.of(new Destination(target));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static boolean saysWayOut(Anchor link) {
        // A long text is a sentence about something else; a button says it in a few words.
        boolean inText =
                link.text().length() <= 120 && WAY_OUT.matcher(link.text()).find();
        return inText || WAY_OUT.matcher(link.target()).find();
    }

    private boolean isOwn(String target) {
        // A document of ours is a link like any other.
        return target.equals(ownUrl) || (target.startsWith(ownUrl + "/") && !target.startsWith(ownUrl + "/d/"));
    }

    private boolean isExcluded(String host) {
        return excludedHosts.stream().anyMatch(excluded -> host.equals(excluded) || host.endsWith("." + excluded));
    }

    /** Without soft hyphens and zero-width characters, which templates put in to break long addresses. */
    private static String visible(String text) {
        return text.replaceAll("[\\u00AD\\u200B-\\u200D\\u2060\\uFEFF]", "").strip();
    }

    /** Addresses in angle brackets of a {@code List-Unsubscribe} field. */
    static List<String> addressesIn(String listUnsubscribe) {
        return Pattern.compile("<([^<>]{1,8192})>")
                .matcher(listUnsubscribe)
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    /** The same rules for a message that names its own way out. */
    LinkRules with(List<String> wayOut) {
        return new LinkRules(ownUrl, excludedHosts, Set.copyOf(wayOut), inText);
    }

    /** The same rules, with bare addresses of the text part tracked or not. */
    LinkRules inText(boolean tracked) {
        return new LinkRules(ownUrl, excludedHosts, unsubscribe, tracked);
    }

    static LinkRules of(URI publicUrl, Set<String> excludedHosts) {
        return new LinkRules(publicUrl.toString().replaceAll("/+$", ""), excludedHosts, Set.of(), false);
    }
}
