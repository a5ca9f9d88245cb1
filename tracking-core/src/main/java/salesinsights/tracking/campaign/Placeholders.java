package salesinsights.tracking.campaign;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in double braces: {@code {{firstName}}}, or {@code {{firstName|there}}} with what is said otherwise. */
final class Placeholders {
    /** Those that every template knows: a recipient's own, and the sender's. */
    static final Set<String> KNOWN =
            Set.of("firstName", "lastName", "name", "email", "company", "country", "senderName", "senderEmail");

    /** How a placeholder of a template's own may be called. */
    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{\\s*([A-Za-z][A-Za-z0-9_]{0,39})\\s*(?:\\|([^{}]{0,200}))?\\}\\}");

    private Placeholders() {}

    /** One that is used; {@code otherwise} is null if there is nothing to say instead. */
    record Used(String name, @Nullable String otherwise) {}

    static List<Used> in(String text) {
        List<Used> used = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            used.add(new Used(matcher.group(1), matcher.group(2)));
        }
        return used;
    }

    /** Double braces that are no placeholder, each cut to what names it. */
    static Set<String> malformed(String text) {
        Set<String> odd = new LinkedHashSet<>();
        String rest = PLACEHOLDER.matcher(text).replaceAll("");
        for (int at = rest.indexOf("{{"); at >= 0 && odd.size() < 10; at = rest.indexOf("{{", at + 2)) {
            odd.add(rest.substring(at, Math.min(rest.length(), at + 30)).replaceAll("\\s+", " "));
        }
        return odd;
    }

    /** Filled once: a value with braces in it stays as it is. */
    static String fill(String text, Map<String, String> values, UnaryOperator<String> escape) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = values.getOrDefault(found.group(1), "");
            String otherwise = found.group(2) == null ? "" : found.group(2).strip();
            return Matcher.quoteReplacement(escape.apply(value.isBlank() ? otherwise : value));
        });
    }
}
