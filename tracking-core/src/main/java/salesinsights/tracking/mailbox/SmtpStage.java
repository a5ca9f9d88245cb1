package salesinsights.tracking.mailbox;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a mail had come when it was refused: what a server says counts by what it was asked. */
enum SmtpStage {
    CONNECT,
    MAIL,
    RCPT,
    DATA,
    UNKNOWN;

    private static final String COMMANDS =
            "(end of data|initial connection|connect|banner|ehlo|helo|mail[ _]from|mail|rcpt[ _]to|rcpt|data|bdat)";
    // Postfix "in reply to X command", Exim "after X", Yahoo "[X]", m-FILTER a heading and X, qmail "X response".
    private static final Pattern IN_WORDS = Pattern.compile(
            "(?:in repl(?:y|ies) to|response to|reply to|after|sending|smtp command)[ \\t:(\"'-]{1,4}\\s{0,4}(?:the |sending (?:of )?)?"
                    + COMMANDS + "\\b|\\[(rcpt_to|mail_from|data)\\]|\\b(rcpt to|mail from|data) (?:response|command)",
            CASE_INSENSITIVE);
    private static final Pattern TRANSCRIPT = Pattern.compile(
            "^[ \\t>]{0,8}(?:>>>|in:|sent >>>|=>|-->)[ \\t]{0,4}(ehlo|helo|mail|rcpt|data|bdat|\\.)", CASE_INSENSITIVE);
    private static final Pattern REFUSED =
            Pattern.compile("^[ \\t>]{0,8}(?:<<<|out:|received <<<|<=|<--)[ \\t]{0,4}[45]\\d\\d\\b", CASE_INSENSITIVE);
    private static final Pattern GO_ON =
            Pattern.compile("^[ \\t>]{0,8}(?:<<<|out:|received <<<|<=|<--)[ \\t]{0,4}354\\b", CASE_INSENSITIVE);
    private static final Pattern RECIPIENT = Pattern.compile(
            "does not like recipient|rejected recipient|recipient was rejected|recipient(?:'s)? address was rejected|rejected by the recipient|at rcpt|rcpt to:?[ \\t]?<[^>\\n]{1,320}>:? (?:failed|\\d{3})|did not like our rcpt",
            CASE_INSENSITIVE);
    private static final Pattern SENDER =
            Pattern.compile("but sender was rejected|did not like our mail", CASE_INSENSITIVE);
    private static final Pattern CONTENT = Pattern.compile(
            "failed after i sent the message|did not like our data|final confirmation", CASE_INSENSITIVE);

    /** What a text says; UNKNOWN if it does not. */
    static SmtpStage of(String text) {
        if (CONTENT.matcher(text).find()) {
            return DATA;
        }
        if (RECIPIENT.matcher(text).find()) {
            return RCPT;
        }
        if (SENDER.matcher(text).find()) {
            return MAIL;
        }
        Matcher words = IN_WORDS.matcher(text);
        if (words.find()) {
            String command =
                    words.group(1) != null ? words.group(1) : words.group(2) != null ? words.group(2) : words.group(3);
            return named(command);
        }
        return inTranscript(text);
    }

    private static SmtpStage inTranscript(String text) {
        SmtpStage last = UNKNOWN;
        boolean mayGoOn = false;
        for (String line : text.split("\n", -1)) {
            Matcher sent = TRANSCRIPT.matcher(line);
            mayGoOn |= GO_ON.matcher(line).find();
            if (sent.find()) {
                last = named(sent.group(1));
                mayGoOn |= sent.group(1).equals(".");
            } else if (REFUSED.matcher(line).find()) {
                break;
            }
        }
        // With pipelining DATA is sent before the answer to RCPT is read.
        return last == DATA && !mayGoOn ? RCPT : last;
    }

    private static SmtpStage named(String command) {
        return switch (command.toLowerCase(Locale.ROOT).charAt(0)) {
            case 'r' -> RCPT;
            case 'm' -> MAIL;
            case 'd', '.' -> DATA;
            case 'b' -> command.equalsIgnoreCase("bdat") ? DATA : CONNECT;
            case 'e' -> command.toLowerCase(Locale.ROOT).startsWith("end") ? DATA : CONNECT;
            default -> CONNECT;
        };
    }
}
