package salesinsights.tracking.mailbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codes in what servers say (RFC 5321 section 4.2, RFC 3463). */
final class SmtpReply {
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.]|-\\d)");
    private static final Pattern CODE = Pattern.compile(
            "(?<![\\d.#:/@\\w-])([45][0-5]\\d)(?![\\d.]*\\d{1,3}\\.\\d)(?=[\\s:;,-]|$)(?!\\s?(?:attempts|minutes|hours|days|seconds|bytes|[KM]B))");

    private SmtpReply() {}

    /** The most telling enhanced status: the first that says more than x.0.0, else the first; empty if there is none. */
    static String status(String text) {
        Matcher found = STATUS.matcher(text);
        String first = "";
        while (found.find()) {
            String one = found.group(1);
            boolean refuses = one.charAt(0) != '2';
            if (refuses && !one.endsWith(".0.0")) {
                return one;
            }
            first = first.isEmpty() || (refuses && first.charAt(0) == '2') ? one : first;
        }
        return first;
    }

    /** The first three-digit code that refuses, such as 550; empty if there is none. */
    static String code(String text) {
        Matcher found = CODE.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
