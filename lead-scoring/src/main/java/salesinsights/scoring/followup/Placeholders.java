package salesinsights.scoring.followup;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What texts of rules may leave open: {@code {lead.name}} and a few more, each a plain value. */
final class Placeholders {
    /** All there are. */
    static final Set<String> KNOWN = Set.of(
            "lead.name", "lead.company", "lead.owner", "message.subject", "message.sent", "link", "days", "reasons");

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)\\}");

    private Placeholders() {}

    /** Those in the text that there are not; a brace that stands alone counts as one. */
    static List<String> unknownIn(String text) {
        Set<String> unknown = new TreeSet<>();
        Matcher each = BRACES.matcher(text);
        while (each.find()) {
            if (!KNOWN.contains(each.group(1))) {
                unknown.add("{" + Wording.shortened(each.group(1), 40) + "}");
            }
        }
        String rest = BRACES.matcher(text).replaceAll("");
        if (rest.indexOf('{') >= 0) {
            unknown.add("{");
        }
        if (rest.indexOf('}') >= 0) {
            unknown.add("}");
        }
        return List.copyOf(unknown);
    }

    /** The text with values filled in; what has none is left out. A value is never read for placeholders itself. */
    static String fill(String text, Map<String, String> values) {
        return BRACES.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")))
                .strip();
    }
}
