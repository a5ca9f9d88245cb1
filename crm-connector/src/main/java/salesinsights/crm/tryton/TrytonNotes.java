package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.tryton.TrytonWrites.Row;

/** Timeline entries as notes of a lead, whose own field for our id is unique. A note has no moment of its own: it says it. */
final class TrytonNotes {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'");

    private final TrytonCalls calls;
    private final TrytonPull pull;

    TrytonNotes(TrytonCalls calls, TrytonPull pull) {
        this.calls = calls;
        this.pull = pull;
    }

    List<PushOutcome> log(List<CrmTouch> batch) {
        Map<String, Integer> leads =
                pull.ids(batch.stream().map(CrmTouch::lead).distinct().toList());
        Map<String, PushOutcome> outcomes = new HashMap<>();
        calls.find(
                        "ir.note",
                        calls.domain(calls.clause(
                                "insights_id",
                                "in",
                                batch.stream().map(CrmTouch::externalId).toList())),
                        List.of("id", "insights_id"),
                        List.of("id"),
                        batch.size())
                .forEach(row -> outcomes.put(
                        TrytonText.text(row.path("insights_id")),
                        new PushOutcome.Stored(row.path("id").asText())));
        List<Row> fresh = new ArrayList<>();
        for (CrmTouch touch : batch) {
            Integer lead = leads.get(touch.lead());
            if (lead == null) {
                outcomes.put(
                        touch.externalId(),
                        new PushOutcome.Refused("lead", "Tryton does not have this lead any more."));
            } else if (!outcomes.containsKey(touch.externalId())) {
                ObjectNode note = calls.object()
                        .put("resource", "sale.opportunity," + lead)
                        .put("message", message(touch))
                        .put("insights_id", touch.externalId());
                fresh.add(new Row(touch.externalId(), 0, "", note));
            }
        }
        outcomes.putAll(new TrytonWrites(calls, "ir.note").carryOut(fresh));
        return batch.stream()
                .map(touch -> Objects.requireNonNull(outcomes.get(touch.externalId())))
                .toList();
    }

    private static String message(CrmTouch touch) {
        String title = MOMENT.format(touch.at().atOffset(ZoneOffset.UTC)) + ": " + TrytonText.oneLine(touch.title());
        return touch.text().isEmpty() ? title : title + "\n" + TrytonText.stored(touch.text());
    }
}
