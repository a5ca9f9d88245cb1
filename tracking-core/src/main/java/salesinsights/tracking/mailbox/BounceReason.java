package salesinsights.tracking.mailbox;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why a mail system says that it did not deliver. Only what is about the address itself will not change by itself. */
enum BounceReason {
    USER_UNKNOWN(true),
    HOST_UNKNOWN(true),
    MOVED(true),
    TAKES_NO_MAIL(true),
    SENDER_REFUSED(false),
    MAILBOX_FULL(false),
    SUSPENDED(false),
    TOO_BIG(false),
    CONTENT(false),
    FILTERED(false),
    BLOCKED(false),
    POLICY(false),
    RELAYING(false),
    NOT_REACHED(false),
    SYSTEM(false),
    UNDEFINED(false);

    private final boolean aboutTheAddress;

    BounceReason(boolean aboutTheAddress) {
        this.aboutTheAddress = aboutTheAddress;
    }

    /** True for what makes a bounce hard. */
    boolean isAboutTheAddress() {
        return aboutTheAddress;
    }

    /** The word for it in events and on screens, empty if there is none. */
    String word() {
        return this == UNDEFINED ? "" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private record Phrase(BounceReason reason, Pattern words) {
        Phrase(BounceReason reason, String words) {
            this(reason, Pattern.compile(words));
        }
    }

    // In order: what a server says about the sender or the content is more telling than "rejected" or "unknown".
    private static final List<Phrase> PHRASES = List.of(
            // KDDI's and au's servers leave the address out when it is their customer's filter that refuses.
            new Phrase(FILTERED, "\\b550:? : user unknown"),
            new Phrase(USER_UNKNOWN, "recipient address rejected: (?:access denied|user unknown)"),
            new Phrase(
                    NOT_REACHED,
                    "host not found, try again|malformed or unexpected name server|name server: .{0,60}temporar"),
            new Phrase(
                    SENDER_REFUSED,
                    "sender (?:address )?(?:rejected|denied|verify failed|domain)|domain of sender|sender address|sender is unknown|sender unknown"
                            + "|after mail from|in reply to mail from|(?:sender|from)[^.]{0,40}(?:does not exist|does not resolve|unresolvable)"
                            + "|invalid (?:sender|domain name)|could not resolve (?:the )?sender|mail from (?:address )?(?:rejected|denied)|unroutable sender|sender was rejected"
                            + "|not allowed to (?:send|post)|permission to post|name was rejected"),
            new Phrase(
                    POLICY,
                    "dmarc|dkim|\\bspf\\b|unauthenticated|not authenticated|authentication (?:is )?(?:required|fail)|reverse dns|\\bptr\\b|rdns|rfc ?(?:2?822|5322)|local policy|policy (?:reasons|violation|rejection)"),
            new Phrase(
                    MAILBOX_FULL,
                    "over ?quota|quota (?:exceeded|full)|exceeded[^.]{0,40}quota|out of (?:email )?storage|mailbox (?:is |size )?(?:full|exceed|limit|over)|mail ?box full|full mailbox|over (?:its |the )?(?:disk )?quota"
                            + "|insufficient (?:disk|storage|mailbox)|disk quota|storage (?:quota|space|limit)|too (?:full|many messages)|inbox (?:is )?full|exceed(?:s|ed)? (?:the )?(?:local|storage|mailbox|allowed) (?:limit|size|space)"
                            + "|mailbox[^.]{0,20}(?:is )?full|postfach[^.]{0,30}voll|bo.te[^.]{0,30}pleine|casella[^.]{0,30}piena|buz.n[^.]{0,30}lleno"),
            new Phrase(
                    TOO_BIG,
                    "(?:message|mail|size)[^.]{0,40}(?:too (?:big|large)|exceeds)|exceeds[^.]{0,40}(?:size|limit)|maximum (?:message )?size|size limit"),
            new Phrase(
                    BLOCKED,
                    "block(?:ed|list|ing)|black ?list|\\brbl\\b|spamhaus|dnsbl|reputation|greylist|grey-?listed|rate limit|too many (?:connections|recipients|messages|emails)|deferred due to|volume|user complaints|daily relay quota"
                            + "|banned|abuse|not accept(?:ing)? (?:mail|messages) from|refuse to talk|service not available|connection (?:dropped|refused by)|access denied\\.{3}|bad host|try again later"),
            new Phrase(
                    CONTENT,
                    "\\bspam|junk|virus|malware|malicious|phish|content (?:rejected|filter)|suspicious|unsolicited|bulk|attachment|filtered|prohibited|high probability|message (?:content )?rejected"),
            new Phrase(
                    RELAYING,
                    "relay(?:ing)?\\b[^.]{0,30}(?:denied|not (?:permitted|allowed)|prohibited|access)|not? (?:permitted to )?relay|unable to relay"),
            new Phrase(
                    SUSPENDED,
                    "suspend|disabled|inactive|deactivat|(?:account|mailbox|user)[^.]{0,30}locked|discontinued|is not active|temporarily unavailable|on hold|frozen|expired account|mailbox unavailable or access denied"
                            + "|invalid/inactive|not (?:currently )?accept(?:ing)? (?:any )?messages"),
            new Phrase(
                    MOVED,
                    "has moved|user moved|address (?:has )?changed|no longer (?:at|works|with|uses|using)|has left|change of address|recipient has moved"),
            new Phrase(
                    TAKES_NO_MAIL,
                    "null ?mx|no smtp service|does not accept (?:any )?(?:e?-?mail|messages)|not accepting network messages|no mx record|no mail (?:server|exchanger|hosts)|(?:domain|host)[^.]{0,40}accepts? no (?:e?-?mail)|smtp service is not available"),
            new Phrase(
                    HOST_UNKNOWN,
                    "\\b[\\w-]+(?:\\.[\\w-]+)+ does not exist|host unknown|unknown host|host (?:was )?not found|unrouteable (?:mail )?domain|domain[^.]{0,50}(?:not found|does not exist|doesn.?t exist|not exist|is unknown|invalid)|(?:invalid|unknown|no such) (?:domain|host)|name or service not known|nxdomain"
                            + "|couldn.?t find any host|could not (?:find|resolve) (?:any )?(?:host|domain)|bad destination (?:host|system)|unable to (?:find|look ?up|resolve)[^.]{0,20}(?:host|domain)|no route to (?:domain)|dns (?:lookup )?(?:error|fail)|domain name (?:was )?not found"),
            new Phrase(
                    USER_UNKNOWN,
                    "(?:user|recipient|mailbox|account|address|person|alias|name|inbox|email)s?\\b[^.]{0,60}?(?:unknown|does ?n.?t exist|does not exist|do not exist|not exist|not found|couldn.?t be found|could not be found|not known|not a known|not recogni[sz]ed|not listed|no longer (?:valid|exist|active|available)|is invalid|not valid|isn.?t valid|doesn.?t have|not (?:a )?(?:local|registered)|undeliverable|was ?n.?t found)"
                            + "|(?:unknown|invalid|unrouteable|undeliverable|no such|nonexistent|non-existent|bad destination|incorrect|not a valid|unregistered) (?:local )?(?:e-?mail )?(?:user|recipient|mailbox|address|account|person|alias|local|rcpt|name|here|final|part|inbox)"
                            + "|no mailbox (?:here|found|by)|no such user|not our customer|user unknown|unknown|doesn.?t have a|does not have an|user has no|no (?:local )?mailbox|address error|wrong recipient|bad address|rcp-p[12]|not a (?:current |known |valid )?(?:user|mailbox|customer)|nobody here|adressat unbekannt|empf.nger unbekannt|utilisateur inconnu|destinatario sconosciuto|usuario desconocido|存在しません|見つかりません"),
            new Phrase(
                    NOT_REACHED,
                    "timed? ?out|time-?out|connection (?:refused|reset|lost)|retry time|expired|giv(?:e|ing) up|too long|network|unreachable|not reachable|loops?\\b|too many hops|hop count|could not deliver for|delivery failed \\d+ attempts|temporar|not respond|socket error|delayed|could not connect|unable to connect"),
            new Phrase(
                    SYSTEM,
                    "system error|local error|internal error|configuration|i/o error|out of memory|no space left|cannot open|service unavailable|server error|command died|mailer error"));

    // Said of so much that a status, if there is one, tells more.
    private static final Phrase WEAK = new Phrase(
            USER_UNKNOWN,
            "recipient (?:address )?rejected|rejected recipient|mailbox unavailable|address rejected|invalid address");

    private static final Pattern NAMES =
            Pattern.compile("[^\\s<>\"':;,()\\[\\]]{1,128}@[\\w.-]{1,255}|https?:[^\\s>]{0,500}");

    /** The reason in what a system says and in the enhanced status that it states, empty if it states none. */
    static BounceReason of(String words, String status) {
        // Looking for lower case in lower case is three times faster than looking for any case.
        String bare = NAMES.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("<>");
        BounceReason said = PHRASES.stream()
                .filter(phrase -> phrase.words().matcher(bare).find())
                .map(Phrase::reason)
                .findFirst()
                .orElseGet(() -> ofStatus(status));
        if (said == UNDEFINED && WEAK.words().matcher(bare).find()) {
            return WEAK.reason();
        }
        return said == SUSPENDED && status.endsWith(".1.1") ? USER_UNKNOWN : said;
    }

    // RFC 3463 section 3: x.1.1 to x.1.6 and x.1.10 are about the recipient's address, 7 and 8 about the sender's.
    private static BounceReason ofStatus(String status) {
        if (status.isEmpty()) {
            return UNDEFINED;
        }
        return switch (status.substring(2)) {
            case "1.1", "1.3", "1.4" -> USER_UNKNOWN;
            case "1.2", "4.4" -> HOST_UNKNOWN;
            case "1.6" -> MOVED;
            case "1.10", "3.2" -> TAKES_NO_MAIL;
            case "1.7", "1.8" -> SENDER_REFUSED;
            case "2.1" -> SUSPENDED;
            case "2.2" -> MAILBOX_FULL;
            case "2.3", "3.4" -> TOO_BIG;
            default -> status.startsWith(".4.", 1) ? NOT_REACHED : status.startsWith(".7.", 1) ? POLICY : UNDEFINED;
        };
    }
}
