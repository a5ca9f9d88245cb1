package salesinsights.ui.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Mailbox;

/**
 * A message as typed, with what is wrong with it by field.
 *
 * @param to addresses, separated by line ends, commas or semicolons
 * @param template id of the one it was filled from, empty if none
 * @param team path, empty for the only one
 */
record Draft(
        String to,
        String subject,
        String html,
        String campaign,
        boolean tracking,
        boolean readTime,
        boolean readReceipt,
        String template,
        String team,
        Map<String, String> wrong) {
    // A comma inside quotation marks belongs to the name before the address.
    private static final Pattern SEPARATOR = Pattern.compile("[\\r\\n;,]+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    Draft {
        wrong = Map.copyOf(wrong);
    }

    /** An empty one for this recipient. */
    static Draft to(String address) {
        return new Draft(address, "", "", "", true, false, false, "", "", Map.of());
    }

    /** The recipients as they were typed, unchecked. */
    List<Mailbox> recipients() {
        List<Mailbox> people = new ArrayList<>();
        for (String one : SEPARATOR.split(to, -1)) {
            if (!one.isBlank()) {
                people.add(Mailbox.parse(one.strip()));
            }
        }
        return people;
    }

    /** The same with what a template says. */
    Draft saying(String otherSubject, String otherHtml) {
        return new Draft(to, otherSubject, otherHtml, campaign, tracking, readTime, readReceipt, template, team, wrong);
    }

    /** The same with what is wrong; a recipient is named by what was typed. */
    Draft refused(Problem problem) {
        Map<String, String> said = new LinkedHashMap<>();
        List<Mailbox> people = recipients();
        for (Problem.Field field : problem.fields()) {
            String name = field.field();
            if (name.startsWith("to[")) {
                int index = Integer.parseInt(name.substring(3, name.length() - 1));
                String who = index < people.size() ? people.get(index).address() : "";
                said.merge("to", "\u201c" + who + "\u201d " + field.message(), (one, other) -> one + "; " + other);
            } else {
                said.putIfAbsent(name, field.message());
            }
        }
        boolean shown =
                said.keySet().stream().anyMatch(List.of("to", "subject", "html", "campaign", "template")::contains);
        if (!shown) {
            said.put("", problem.detail());
        }
        return new Draft(to, subject, html, campaign, tracking, readTime, readReceipt, template, team, said);
    }

    /** What is wrong with a field, empty if nothing is. */
    public String wrong(String field) {
        return wrong.getOrDefault(field, "");
    }
}
