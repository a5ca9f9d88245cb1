package salesinsights.ui.campaign;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.campaign.TemplateView;
import salesinsights.tracking.campaign.Templates;
import salesinsights.tracking.ground.Problem;

/**
 * A template as typed, with what is wrong with it by field.
 *
 * @param id empty for a new one
 * @param version that the form was opened with
 * @param fields names of own placeholders, separated by commas
 */
record TemplateForm(
        String id,
        int version,
        String name,
        String subject,
        String html,
        String text,
        String fields,
        Map<String, String> wrong) {
    TemplateForm {
        wrong = Map.copyOf(wrong);
    }

    static TemplateForm empty() {
        return new TemplateForm("", 0, "", "", "", "", "", Map.of());
    }

    static TemplateForm of(TemplateView template) {
        String html = template.letter().html();
        String text = template.letter().text();
        return new TemplateForm(
                template.id().toString(),
                template.version(),
                template.name(),
                template.letter().subject(),
                html == null ? "" : html,
                text == null ? "" : text,
                String.join(", ", template.fields()),
                Map.of());
    }

    Templates.Wanted wanted() {
        List<String> own = Arrays.stream(fields.split(",", -1))
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .toList();
        return new Templates.Wanted(name, subject, html, text, own);
    }

    /** The same with what is wrong, and the version that there is now. */
    TemplateForm refused(Problem problem, int now) {
        Map<String, String> said = new LinkedHashMap<>();
        for (Problem.Field field : problem.fields()) {
            said.merge(field.field(), field.message(), (one, other) -> one + "; " + other);
        }
        if (said.isEmpty()) {
            said.put("", problem.detail());
        }
        return new TemplateForm(id, now, name, subject, html, text, fields, said);
    }

    /** What is wrong with a field, empty if nothing is. */
    public String wrong(String field) {
        return wrong.getOrDefault(field, "");
    }
}
