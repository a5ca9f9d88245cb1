package salesinsights.tracking.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesinsights.tracking.message.PlainText;

/** Reads what mail systems write for people: whom a notice is about, and why. Pure. */
final class PlainNotice {
    private static final int MOST_RECIPIENTS = 200;
    private static final int LONGEST_REASON = 1_500;
    private static final Pattern LATE = Pattern.compile(
            "(?i)warning message only|has been delayed|is delayed|delayed for more than|temporary failure report|will (?:be retried|keep trying|continue to)"
                    + "|do not need to re-?send|still being retried|not yet been delivered|could not be delivered for");
    private static final Pattern TO_ASK = Pattern.compile("(?i)contact|assistance|support|questions?|help|postmaster");
    private static final Pattern ANYWHERE = Pattern.compile(Grammar.ADDRESS);

    private final NoticeText text;
    private final List<String> failed;
    private final List<String> ours;
    private final String intended;

    /**
     * @param failed addresses of {@code X-Failed-Recipients} and the like
     * @param ours addresses that the notice comes from or goes to: they did not fail
     * @param intended to whom the returned message went, empty if that is not known
     */
    PlainNotice(NoticeText text, List<String> failed, List<String> ours, String intended) {
        this.text = text;
        this.failed = failed;
        this.ours = ours;
        this.intended = intended;
    }

    /** Everyone whom it names, with the reason; empty if it does not read like a notice. */
    List<Returned.Report> reports() {
        for (Grammar grammar : Grammar.ALL) {
            if (text.says(grammar.opening())) {
                Map<String, String> reasons = named(grammar);
                reasons.keySet().removeIf(address -> !address.contains("@"));
                if (!reasons.isEmpty()) {
                    return reports(reasons);
                }
            }
        }
        return reports(fallback());
    }

    /** Address and reason, by one grammar; who is named twice keeps the first reason that says something. */
    private Map<String, String> named(Grammar grammar) {
        Map<String, StringBuilder> reasons = new LinkedHashMap<>();
        StringBuilder open = new StringBuilder();
        boolean said = false;
        for (String line : text.lines()) {
            Matcher recipient = grammar.recipient().matcher(line);
            if (recipient.matches() && reasons.size() < MOST_RECIPIENTS) {
                String inLine = group(recipient, "before") + " " + group(recipient, "why");
                open = opened(reasons, address(recipient.group("address")));
                said = !inLine.isBlank();
                open.append(inLine.strip());
            } else if (line.isBlank()) {
                open = said ? new StringBuilder() : open;
            } else if (open.length() < LONGEST_REASON && !grammar.inOneLine()) {
                said |= !line.strip().endsWith(":");
                open.append(' ').append(line.strip());
            }
        }
        Map<String, String> found = new LinkedHashMap<>();
        reasons.forEach(
                (address, reason) -> found.put(address, reason.toString().strip()));
        return found;
    }

    private static StringBuilder opened(Map<String, StringBuilder> reasons, String address) {
        StringBuilder before = reasons.get(address);
        if (before != null && !before.isEmpty()) {
            return new StringBuilder();
        }
        StringBuilder anew = new StringBuilder();
        reasons.put(address, anew);
        return anew;
    }

    private static String group(Matcher found, String name) {
        return found.pattern().namedGroups().containsKey(name) && found.group(name) != null ? found.group(name) : "";
    }

    private static String address(String written) {
        String bare = written.replaceAll("[.>\\])]+$", "");
        return PlainText.line(bare, 320).toLowerCase(Locale.ROOT);
    }

    /** No grammar fits: who is said to have failed, else whom the text names, else to whom the message went. */
    private Map<String, String> fallback() {
        Map<String, String> found = new LinkedHashMap<>();
        failed.forEach(address -> found.put(address, ""));
        if (found.isEmpty()) {
            text.lines().stream()
                    .filter(line -> !TO_ASK.matcher(line).find())
                    .flatMap(line -> ANYWHERE.matcher(line).results())
                    .map(one -> address(one.group("address")))
                    .filter(address -> !ours.contains(address) && (intended.isEmpty() || intended.equals(address)))
                    .limit(1)
                    .forEach(address -> found.put(address, ""));
        }
        if (found.isEmpty() && !intended.isEmpty()) {
            found.put(intended, "");
        }
        return found;
    }

    private List<Returned.Report> reports(Map<String, String> reasons) {
        String all = text.text();
        boolean late = LATE.matcher(all).find();
        SmtpStage stage = SmtpStage.of(all);
        List<Returned.Report> reports = new ArrayList<>();
        reasons.forEach((address, reason) -> {
            boolean telling = isTelling(reason, reasons.size() == 1 ? all : "");
            String why = telling ? reason : reason + " " + PlainText.line(all, LONGEST_REASON);
            SmtpStage own = SmtpStage.of(why);
            reports.add(new Returned.Report(
                    address,
                    "",
                    late ? "delayed" : "failed",
                    SmtpReply.status(why),
                    PlainText.line(why, LONGEST_REASON),
                    "",
                    own == SmtpStage.UNKNOWN ? stage : own));
        });
        return reports;
    }

    /** Numbers are more telling than words; words suffice where there are no numbers. */
    private static boolean isTelling(String reason, String all) {
        boolean numbers =
                !SmtpReply.code(reason).isEmpty() || !SmtpReply.status(reason).isEmpty();
        boolean elsewhere =
                !SmtpReply.code(all).isEmpty() || !SmtpReply.status(all).isEmpty();
        return numbers || (!elsewhere && BounceReason.of(reason, "") != BounceReason.UNDEFINED);
    }
}
