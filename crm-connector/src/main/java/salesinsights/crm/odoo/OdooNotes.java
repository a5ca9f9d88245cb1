package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.PushOutcome;

/** Timeline entries as notes in a lead's chatter, told apart by the Message-ID that each of Odoo's messages has. */
final class OdooNotes {
    private final OdooCalls calls;
    private final OdooPull pull;

    OdooNotes(OdooCalls calls, OdooPull pull) {
        this.calls = calls;
        this.pull = pull;
    }

    List<PushOutcome> log(List<CrmTouch> batch) {
        Map<String, Integer> leads =
                pull.ids(batch.stream().map(CrmTouch::lead).distinct().toList());
        Map<String, String> known = written(batch);
        List<CrmTouch> fresh = batch.stream()
                .filter(touch -> leads.containsKey(touch.lead()) && !known.containsKey(messageId(touch)))
                .toList();
        if (!fresh.isEmpty()) {
            List<JsonNode> ids = create(fresh, leads);
            for (int i = 0; i < fresh.size(); i++) {
                known.put(messageId(fresh.get(i)), ids.get(i).asText());
            }
        }
        List<PushOutcome> outcomes = new ArrayList<>();
        for (CrmTouch touch : batch) {
            String id = known.get(messageId(touch));
            outcomes.add(
                    id != null && leads.containsKey(touch.lead())
                            ? new PushOutcome.Stored(id)
                            : new PushOutcome.Refused("lead", "Odoo does not have this lead any more."));
        }
        return outcomes;
    }

    private static String messageId(CrmTouch touch) {
        return "<" + touch.externalId() + "@sales-insights>";
    }

    private Map<String, String> written(List<CrmTouch> batch) {
        ArrayNode ids = calls.mapper().createArrayNode();
        batch.forEach(touch -> ids.add(messageId(touch)));
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add("message_id").add("in").add(ids);
        Map<String, String> known = new HashMap<>();
        calls.find("mail.message", domain, List.of("id", "message_id"), "id", 2 * batch.size())
                .forEach(row -> known.putIfAbsent(
                        OdooText.text(row.path("message_id")), row.path("id").asText()));
        return known;
    }

    private List<JsonNode> create(List<CrmTouch> fresh, Map<String, Integer> leads) {
        int note = noteSubtype();
        ObjectNode arguments = calls.object();
        ArrayNode all = arguments.putArray("vals_list");
        for (CrmTouch touch : fresh) {
            ObjectNode message = all.addObject()
                    .put("model", "crm.lead")
                    .put("res_id", leads.get(touch.lead()))
                    .put("message_type", "comment")
                    .put("is_internal", true)
                    .put("date", OdooText.moment(touch.at()))
                    .put("message_id", messageId(touch))
                    .put("body", html(touch));
            if (note > 0) {
                message.put("subtype_id", note);
            }
        }
        JsonNode ids = calls.call("mail.message", "create", List.of(), arguments);
        if (!ids.isArray() || ids.size() != fresh.size()) {
            throw CrmFailure.unreachable("Odoo did not say which notes it made.");
        }
        return ids.valueStream().toList();
    }

    private int noteSubtype() {
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add("name").add("=").add("Note");
        domain.addArray().add("internal").add("=").add(true);
        return calls.find("mail.message.subtype", domain, List.of("id"), "id", 1).stream()
                .findFirst()
                .map(row -> row.path("id").asInt())
                .orElse(0);
    }

    private static String html(CrmTouch touch) {
        String text = touch.text().isEmpty() ? "" : "<br/>" + escaped(touch.text());
        return "<p>" + escaped(touch.title()) + text + "</p>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("\\R", "<br/>");
    }
}
