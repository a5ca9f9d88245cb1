package salesinsights.scoring.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/** Sequences spelled as they are kept and shown: what {@link PlanReader} reads. */
final class PlanWriter {
    private static final Map<String, String> TRACKING = Map.of("ON", "on", "OFF", "off", "DEFAULT", "default");

    private PlanWriter() {}

    static JsonNode write(Plan plan) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("name", plan.name());
        var steps = whole.putArray("steps");
        plan.steps().forEach(step -> write(steps.addObject(), step));
        ObjectNode window = whole.putObject("window");
        var days = window.putArray("days");
        plan.window().days().stream()
                .sorted()
                .forEach(day -> days.add(day.name().toLowerCase(Locale.ROOT)));
        window.put("from", plan.window().from().toString());
        window.put("to", plan.window().to().toString());
        window.put("holidays", plan.window().holidays());
        var stops = whole.putArray("stopOn");
        plan.stopOn().stream().sorted().forEach(stop -> stops.add(stop.name().toLowerCase(Locale.ROOT)));
        if (plan.stopOn().isEmpty()) {
            stops.add("none");
        }
        whole.put("tracking", TRACKING.get(plan.tracking().name()));
        return whole;
    }

    private static void write(ObjectNode written, Step step) {
        written.put("id", step.id()).put("type", step.type());
        switch (step) {
            case Step.Mail mail ->
                written.put("template", mail.template().toString())
                        .put("templateVersion", mail.version())
                        .put("templateName", mail.name())
                        .put("next", mail.next());
            case Step.Task task ->
                written.put("title", task.title())
                        .put("text", task.text())
                        .put("businessDays", task.businessDays())
                        .put("next", task.next());
            case Step.Wait wait ->
                (wait.businessHours() > 0
                                ? written.put("businessHours", wait.businessHours())
                                : written.put("businessDays", wait.businessDays()))
                        .put("next", wait.next());
            case Step.Branch branch -> {
                written.put("on", branch.on().name().toLowerCase(Locale.ROOT));
                if (!branch.link().isEmpty()) {
                    written.put("link", branch.link());
                }
                written.put("businessDays", branch.businessDays())
                        .put("then", branch.then())
                        .put("else", branch.otherwise());
            }
        }
    }
}
