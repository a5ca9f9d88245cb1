package salesinsights.tracking.mailbox;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How one family of mail systems words a notice: by what one knows it, and how it writes whom it is about. What follows
 * the address, up to the next address or the end of the paragraph, is the reason.
 *
 * @param speaks who writes so; for people who read this table
 * @param opening words that only this family uses
 * @param recipient one line that names a recipient in its group {@code address}; groups {@code before} and {@code why},
 *     if it has them, are what the line says about it
 */
record Grammar(String speaks, Pattern opening, Pattern recipient) {
    static final String ADDRESS =
            "(?<address>\"[^\"\\s@]{1,64}\"@[\\w.-]{1,255}|[^\\s<>()\\[\\]:;,\"'@\\\\*]{1,128}@[\\w\\[][\\w.\\]-]{0,254})";

    private static final String ANGLED =
            "[ \\t]{0,8}<" + ADDRESS + ">(?:[ \\t]\\([^)]{0,80}\\))?[:,]?[ \\t]{0,4}(?<why>.*)";
    private static final String ALONE = "[ \\t*>-]{0,8}[\"'<]?" + ADDRESS
            + "[\"'>]?(?:<mailto:[^>]{0,300}>)?(?:[ \\t]{1,4}\\([^)]{0,120}\\))?[.:;]?[ \\t]{0,4}";
    private static final String NAMED = "[ \\t]{0,8}<?" + ADDRESS + ">?(?:[:;]|[ \\t]|$)[ \\t]{0,4}(?<why>.*)";

    /** True if the line says all: what follows belongs to somebody else. */
    boolean inOneLine() {
        return recipient.namedGroups().containsKey("before");
    }

    /** In order; the first whose opening and recipient are both there is believed. */
    static final List<Grammar> ALL = List.of(
            of(
                    "Exchange 5.5, 2000, 2003 and IMS, in the languages it was sold in",
                    "did not reach the following recipient|could not be delivered to the following recipient"
                            + "|konnte(?:n)? (?:die|den|folgende)[^\\n]{0,40}empf.nger[^\\n]{0,30}nicht"
                            + "|n'a pas pu .tre remis|non ha raggiunto i seguenti|no lleg. a los siguientes"
                            + "|the following recipient\\(?s?\\)? could not be reached|hat folgende empf.nger nicht erreicht",
                    "[ \\t]{0,8}(?:[^\\n@<]{0,80}<|')?" + ADDRESS
                            + "['>]?[ \\t]{1,4}(?:on|am|le|il|el|op)[ \\t](?<why>.*)"),
            of(
                    "DragonFly Mail Agent",
                    "there was an error delivering your mail to",
                    ".{0,40}error delivering your mail to <?" + ADDRESS + ">?[.:]?(?<why>.*)"),
            of("Lotus Domino", "was not delivered to:?[ \\t]{0,4}(?:\\n|$)", ALONE),
            of(
                    "Sun, iPlanet and Oracle Messaging Server",
                    "recipient address: ",
                    "[ \\t]{0,8}recipient address:[ \\t]{0,4}" + ADDRESS + "(?<why>.*)"),
            of(
                    "Gmail",
                    "delivery to the following recipients?[^\\n]{0,40}(?:failed|delayed)|\\*\\* (?:address not found|message (?:blocked|not delivered|bounced)|delivery incomplete)",
                    "(?:[ \\t*]{1,8}|[^\\n]{0,120}?(?:delivered|delivering[^\\n]{0,30}) to \\*?[ \\t]?)<?" + ADDRESS
                            + ">?[* \\t]{0,3}(?:because.*)?"),
            of(
                    "sendmail and what keeps its transcript",
                    "transcript of session follows",
                    "(?<before>(?:[45]\\d\\d[ -])(?:[45]\\.\\d+\\.\\d+ )?)<?" + ADDRESS
                            + ">?(?:\\.\\.\\.|:)(?<why>.*)"),
            of(
                    "Postfix, when a client's session failed",
                    "transcript of session follows",
                    "[ \\t]{0,4}in:[ \\t]{1,4}rcpt to:[ \\t]{0,2}<" + ADDRESS + ">.*"),
            of(
                    "Exim and what is made from it (GMX, 1&1, mail.ru)",
                    "created automatically by mail delivery software|could not be delivered to one or more of|had trouble delivering|exim",
                    "[ \\t]{0,8}\"?<?" + ADDRESS + ">?\"?(?:[ \\t]\\([^)]{0,120}\\))?:?[ \\t]{0,4}"),
            of(
                    "Zoho",
                    "created automatically by mail delivery software|error_code ?:",
                    "[ \\t]{0,8}<?" + ADDRESS + ">?[ \\t,]{1,4}(?<why>.{0,60}error_code.*)"),
            of(
                    "OpenSMTPD",
                    "following list of recipients|list of recipients:",
                    "[ \\t]{0,4}" + ADDRESS + ":[ \\t]{1,4}(?<why>.*)"),
            of(
                    "SMTP gateways that show the dialogue with a heading per recipient (EZweb, au)",
                    "recipients? was rejected|could not be delivered to:|delivery has failed for the following|[ \\t]recipient: ?<",
                    "[ \\t]{0,8}(?:recipient|could not be delivered to|to)[ \\t]?:[ \\t]{0,4}<?" + ADDRESS
                            + ">?(?<why>.*)"),
            of(
                    "Exchange 2007 and later, Office 365",
                    "delivery (?:has failed|is delayed) to these recipients|couldn't be delivered|wasn't found at|diagnostic information for administrators",
                    "[ \\t*]{0,8}(?:[^\\n@<(]{0,80}[<(])?" + ADDRESS + "[>)]?(?:<mailto:[^>]{0,300}>)?[ \\t]{0,4}"),
            of(
                    "qmail, Courier, Yahoo, Postfix and everything that says <address>: reason",
                    "",
                    ANGLED.replace("[:,]?", ":")),
            of(
                    "IMail",
                    "^(?:unknown (?:user|host)|invalid (?:user|final)|user mailbox|delivery failed \\d|undeliverable to|.{0,40}size exceeds)[^\\n]{0,60}:[ \\t]",
                    "(?<before>[^\\n]{3,60}:)[ \\t]{1,4}<?" + ADDRESS + ">?(?<why>.{0,200})"),
            of(
                    "mail gateways that name the failed address after a phrase (MailFoundry, X6, SurfControl, InterScan, MailMarshal)",
                    "unable to deliver (?:message|mail)|rejected recipient|addressed to|failed (?:recipient|address)|recipients were affected|rcpt to",
                    "[ \\t]{0,8}(?:(?:unable to deliver (?:message|mail) to|addressed to|failed recipients?|failed address(?:es)?|rcpt to)[ \\t]?:?"
                            + "|smtp server[^\\n]{0,80}rejected recipient|(?:sent )?>>> ?rcpt to:)[ \\t]{0,4}<?"
                            + ADDRESS + ">?(?<why>.*)"),
            of(
                    "qmail-like programs without angle brackets",
                    "wasn't able to deliver|was unable to deliver|unable to deliver|(?:could ?|can)not be delivered",
                    NAMED),
            of(
                    "systems that list addresses under a heading",
                    "following (?:address|recipient|user|person)|these recipients|failed (?:address|recipient)|undeliverable recipient|recipients? (?:was|were) aborted|failure reasons|to the following"
                            + "|recipients were affected|delivery problem|delivery error|the following error",
                    "[ \\t*>-]{0,8}<?" + ADDRESS
                            + ">?(?:[ \\t]{0,4}[\\[(:;-]{1,2}[ \\t]{0,2}(?<why>[^@]{0,200}?)[\\])]?)?[ \\t.]{0,4}"));

    private static Grammar of(String speaks, String opening, String recipient) {
        return new Grammar(
                speaks,
                Pattern.compile(opening, CASE_INSENSITIVE | Pattern.MULTILINE),
                Pattern.compile(recipient, CASE_INSENSITIVE));
    }
}
