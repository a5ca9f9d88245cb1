package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmBench;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;

/** A connection through the proxy, and an administrator who works in Tryton directly. */
record TrytonBench(TrytonCrm crm, TrytonProxy proxy, TrytonCalls admin) implements CrmBench {
    private static final String MODEL = "model.sale.opportunity.";

    private List<JsonNode> all(String model, List<String> fields) {
        return admin.find(model, admin.domain(), fields, List.of("id"), 5_000);
    }

    JsonNode lead(String externalId) {
        ArrayNode domain = admin.domain(admin.clause("insights_external_id", "=", externalId));
        List<String> fields = new TrytonMapping(CrmMapping.NONE).read();
        return admin.find("sale.opportunity", domain, fields, List.of("id"), 2).getFirst();
    }

    void edit(String externalId, String field, Object value) {
        admin.call(MODEL + "write", List.of(id(externalId)), Map.of(field, value));
    }

    private int id(String externalId) {
        return lead(externalId).path("id").asInt();
    }

    /** Somebody enters a party with this address; gives its id. */
    int party(String name, String email) {
        Map<String, String> mail = Map.of("type", "email", "value", email);
        return admin.call(
                        "model.party.party.create",
                        List.of(Map.of("name", name, "contact_mechanisms", List.of(List.of("create", List.of(mail))))))
                .path(0)
                .asInt();
    }

    @Override
    public List<Kept> records() {
        TrytonMapping mapping = new TrytonMapping(CrmMapping.NONE);
        return all("sale.opportunity", mapping.read()).stream()
                .map(row -> new Kept(row.path("insights_external_id").asText(), mapping.lead(row)))
                .toList();
    }

    /**
     * Tryton has no place for the team and for ids of an import, owners and stages are not mapped here, and its fields of
     * one line take no breaks and tabs.
     */
    @Override
    public CrmLead asKept(CrmLead pushed) {
        return new CrmLead(
                pushed.externalId(),
                pushed.version(),
                Instant.EPOCH,
                null,
                "",
                pushed.email(),
                TrytonText.oneLine(pushed.name()),
                TrytonText.oneLine(pushed.company()),
                null,
                "",
                asKept(pushed.score()),
                pushed.lastTouchAt());
    }

    private static CrmLead.@Nullable Score asKept(CrmLead.@Nullable Score score) {
        return score == null
                ? null
                : new CrmLead.Score(
                        score.score(),
                        score.points(),
                        score.grade(),
                        score.tier(),
                        score.trend(),
                        score.reasons().stream().map(TrytonText::oneLine).toList(),
                        score.winProbability());
    }

    @Override
    public void nextIsBusy(Duration restFor) {
        proxy.busy(restFor);
    }

    @Override
    public void nextAnswerIsLost() {
        proxy.nextAnswerIsLost();
    }

    @Override
    public void nextIsAway() {
        proxy.nextIsAway();
    }

    @Override
    public void nextIsLockedOut() {
        proxy.nextIsLockedOut();
    }

    @Override
    public void dislikes(String externalId, String reason) {
        proxy.dislikes(externalId, reason);
    }

    @Override
    public void likes(String externalId) {
        proxy.likes(externalId);
    }

    @Override
    public void decide(String externalId, CrmOutcome.Result result) {
        String state = result == CrmOutcome.Result.OPEN ? "lead" : result.name().toLowerCase(Locale.ROOT);
        if (result == CrmOutcome.Result.WON) {
            // What Tryton itself asks of whatever is won.
            admin.call(MODEL + "write", List.of(id(externalId)), Map.of("state", state, "party", 1, "employee", 1));
        } else {
            admin.call(MODEL + "write", List.of(id(externalId)), Map.of("state", state));
        }
    }

    @Override
    public List<CrmTouch> touches() {
        return all("ir.note", List.of("insights_id", "message", "resource")).stream()
                .map(row -> {
                    String[] lines = row.path("message").asText().split("\n", 2);
                    int of = Integer.parseInt(row.path("resource").asText().split(",", 2)[1]);
                    String lead = admin.call(MODEL + "read", List.of(of), List.of("insights_external_id"))
                            .path(0)
                            .path("insights_external_id")
                            .asText();
                    return new CrmTouch(
                            row.path("insights_id").asText(),
                            lead,
                            "",
                            Instant.EPOCH,
                            lines[0],
                            lines.length > 1 ? lines[1] : "");
                })
                .toList();
    }

    @Override
    public List<CrmTask> tasks() {
        return all(
                        "insights.task",
                        List.of(
                                "external_id",
                                "version",
                                "title",
                                "reason",
                                "due",
                                "state",
                                "note",
                                "opportunity.insights_external_id"))
                .stream()
                .map(row -> new CrmTask(
                        row.path("external_id").asText(),
                        row.path("version").asLong(),
                        row.path("opportunity.").path("insights_external_id").asText(),
                        row.path("title").asText(),
                        row.path("reason").asText(),
                        null,
                        TrytonText.moment(row.path("due")),
                        CrmTask.Status.valueOf(row.path("state").asText().toUpperCase(Locale.ROOT)),
                        row.path("note").asText()))
                .toList();
    }

    @Override
    public void finish(String taskId, CrmTask.Status status, String note) {
        JsonNode task = admin.find(
                        "insights.task",
                        admin.domain(admin.clause("external_id", "=", taskId)),
                        List.of("id"),
                        List.of("id"),
                        1)
                .getFirst();
        String state = status.name().toLowerCase(Locale.ROOT);
        admin.call("model.insights.task.write", List.of(task.path("id").asInt()), Map.of("state", state, "note", note));
    }

    @Override
    public void rename(String externalId, String name) {
        edit(externalId, "description", name);
    }

    @Override
    public String add(String name, String email) {
        int party = party("Navy", email);
        return admin.call(MODEL + "create", List.of(Map.of("description", name, "party", party)))
                .path(0)
                .asText();
    }

    @Override
    public void delete(String externalId) {
        List<Integer> one = List.of(id(externalId));
        admin.call(MODEL + "cancel", one);
        admin.call(MODEL + "delete", one);
    }
}
