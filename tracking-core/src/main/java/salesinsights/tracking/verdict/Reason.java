package salesinsights.tracking.verdict;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why a verdict is what it is: the code that is stored, and the words that a person reads. */
public enum Reason {
    SENDER("sender", "the sender's own address"),
    HEAD_REQUEST("head-request", "only asked whether the address exists"),
    PREFETCH_HEADER("prefetch-header", "the program said that it loads ahead"),
    PROVIDER_MACHINE("provider-machine", "the e-mail provider took it for a program"),
    NO_AGENT("no-user-agent", "the program did not say what it is"),
    BURST("burst-over-links", "several different links within a second, as scanners do"),
    HAMMERING("same-link-at-once", "the same links again and again within a second, as scanners do"),
    PAIR("two-links-at-once", "two different links within half a second"),
    MANY_PEOPLE("burst-over-people", "the same second and network for several people, as gateways do"),
    HIDDEN_LINK("hidden-link", "followed a link that no person can see"),
    WITH_HIDDEN_LINK("with-hidden-link", "by the program that followed a link no person can see"),
    OWN_SESSION("own-session", "somebody who is logged in here"),
    OWN_NETWORK("sender-network", "the sender's own browser and network on that day"),
    SECURITY_NETWORK("security-network", "from the network of a company that checks mail"),
    HOSTING_NETWORK("hosting-network", "from a data centre, where programs run and nobody reads"),
    PRIVACY_RELAY("privacy-relay", "through Apple's privacy relay"),
    LISTED_AGENT("listed-agent", "a program that the administrator has listed"),
    LISTED_NETWORK("listed-network", "from a network that the administrator has listed"),
    ENGAGED("engaged", "stayed on the page and used it"),
    TOO_MANY("too-many", "more requests than one person makes, so not looked at one by one"),
    WITH_BURST("opened-with-burst", "loaded together with a burst over the links"),
    GMAIL_PROXY("gmail-image-proxy", "Gmail's image proxy, which loads when a person opens"),
    GMAIL_PREFETCH("gmail-prefetch", "Gmail loading ahead, before anybody opened"),
    YAHOO_PROXY("yahoo-image-proxy", "Yahoo's image proxy, which loads when a person opens"),
    APPLE_PROXY("apple-privacy-proxy", "looks like Apple's privacy relay, which loads every image, read or not"),
    MAIL_SCANNER("mail-scanner", "a security product that checks mail"),
    CRAWLER("crawler", "a known crawler"),
    COMMAND_LINE("command-line-client", "a program without a screen"),
    MAIL_PROGRAM("mail-program", "a mail program as people use it"),
    BROWSER("browser", "a browser as people use it"),
    UNKNOWN_AGENT("unknown-user-agent", "a program that is in no list"),
    AT_ONCE("at-once", "within seconds of sending"),
    CONFIRMED("confirmed-later", "confirmed by what the same person did later"),
    INFERRED("inferred", "follows from what the person did: nobody clicks or answers unread mail"),
    WITHDRAWN("withdrawn", "no longer follows, because its cause was judged again"),
    ANSWERED("answered", "a person wrote back"),
    MANUAL_RECEIPT("manual-receipt", "the person agreed to send a receipt"),
    AUTOMATIC_RECEIPT("automatic-receipt", "a receipt that a program sent by itself"),
    BY_MAIL_SYSTEM("mail-system", "reported by a mail system"),
    BY_US("sent-by-us", "our own hand-over"),
    BY_RECIPIENT("by-recipient", "done by the recipient");

    private static final Map<String, Reason> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::code, Function.identity()));

    private final String code;
    private final String words;

    Reason(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** As stored and sent: lower case with hyphens, stable. */
    public String code() {
        return code;
    }

    /** In English, to be read after a dash or a colon. */
    public String words() {
        return words;
    }

    /** The words for a stored code; the code itself if a newer version wrote it. */
    public static String wordsFor(String code) {
        Reason known = BY_CODE.get(code);
        return known == null ? code : known.words;
    }
}
