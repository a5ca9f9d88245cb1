package salesinsights.tracking.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.PlainText;

/** Subject and content of a mail, with or without placeholders. At least one of HTML and text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Letter(
        String subject, @Nullable String html, @Nullable String text) {
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_BODY = 1_000_000;

    /** Every placeholder in it, with what is said otherwise. */
    List<Placeholders.Used> placeholders() {
        return parts().flatMap(part -> Placeholders.in(part).stream()).toList();
    }

    private Stream<String> parts() {
        return Stream.of(subject, html == null ? "" : html, text == null ? "" : text);
    }

    /** This letter to one person: values are escaped in HTML, and stay on one line in the subject. */
    Letter to(Map<String, String> values) {
        return new Letter(
                PlainText.line(Placeholders.fill(subject, values, value -> value)),
                html == null ? null : Placeholders.fill(html, values, Letter::escaped),
                text == null ? null : Placeholders.fill(text, values, value -> value));
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * The same, checked.
     *
     * @param own placeholders beside those that every template knows
     * @throws Problem naming every field that cannot be taken, unknown placeholders by their names
     */
    Letter checked(Set<String> own) {
        List<Problem.Field> wrong = new ArrayList<>();
        if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            wrong.add(new Problem.Field("subject", "is needed, with at most " + LONGEST_SUBJECT + " characters"));
        } else if (subject.chars().anyMatch(Character::isISOControl)) {
            wrong.add(new Problem.Field("subject", "has a line break or another control character"));
        }
        if (isBlank(html) && isBlank(text)) {
            wrong.add(new Problem.Field("html", "html or text is needed"));
        }
        checkBody("html", html, wrong);
        checkBody("text", text, wrong);
        checkPlaceholders("subject", subject, own, wrong);
        checkPlaceholders("html", html, own, wrong);
        checkPlaceholders("text", text, own, wrong);
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new Letter(subject.strip(), isBlank(html) ? null : html, isBlank(text) ? null : text);
    }

    private static boolean isBlank(@Nullable String content) {
        return content == null || content.isBlank();
    }

    private static void checkBody(String field, @Nullable String body, List<Problem.Field> wrong) {
        if (body != null && body.length() > LONGEST_BODY) {
            wrong.add(new Problem.Field(field, "has at most " + LONGEST_BODY + " characters"));
        }
        if (body != null && body.indexOf(0) >= 0) {
            wrong.add(new Problem.Field(field, "has a NUL in it"));
        }
    }

    private static void checkPlaceholders(
            String field, @Nullable String part, Set<String> own, List<Problem.Field> wrong) {
        if (part == null) {
            return;
        }
        Set<String> unknown = new LinkedHashSet<>();
        for (Placeholders.Used used : Placeholders.in(part)) {
            if (!Placeholders.KNOWN.contains(used.name()) && !own.contains(used.name())) {
                unknown.add(used.name());
            }
        }
        if (!unknown.isEmpty()) {
            wrong.add(new Problem.Field(field, "has unknown placeholders: " + String.join(", ", unknown)));
        }
        Set<String> odd = Placeholders.malformed(part);
        if (!odd.isEmpty()) {
            wrong.add(new Problem.Field(field, "has double braces that are no placeholder: " + String.join(", ", odd)));
        }
    }
}
