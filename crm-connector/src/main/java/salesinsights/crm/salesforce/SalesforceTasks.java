package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.PushOutcome;

/** Follow-up tasks, and what happened as tasks that are done: Salesforce's own timeline shows both. */
final class SalesforceTasks {
    private final SalesforceCalls calls;
    private final SalesforceRows rows;
    private final SalesforcePull pull;
    private final CrmMapping mapping;

    SalesforceTasks(SalesforceCalls calls, SalesforceRows rows, SalesforcePull pull, CrmMapping mapping) {
        this.calls = calls;
        this.rows = rows;
        this.pull = pull;
        this.mapping = mapping;
    }

    List<PushOutcome> log(List<CrmTouch> batch) {
        return written(
                batch,
                CrmTouch::lead,
                (touch, opportunity) -> rows.row("Task")
                        .put(SalesforceRows.ID, touch.externalId())
                        .put(SalesforceMapping.MARK, "timeline")
                        .put("WhatId", opportunity)
                        .put("Subject", subject(touch.title()))
                        .put("Description", touch.text())
                        .put(
                                "ActivityDate",
                                touch.at()
                                        .atOffset(ZoneOffset.UTC)
                                        .toLocalDate()
                                        .toString())
                        .put("Status", "Completed"));
    }

    List<PushOutcome> push(List<CrmTask> batch) {
        Set<String> finished = calls
                .query("SELECT " + SalesforceRows.ID
                        + " FROM Task WHERE IsDeleted = false AND Status = 'Completed' AND "
                        + SalesforceRows.ID + " IN "
                        + SalesforceRows.in(
                                batch.stream().map(CrmTask::externalId).toList()) + " LIMIT 2000")
                .stream()
                .map(row -> row.path(SalesforceRows.ID).asText())
                .collect(Collectors.toSet());
        return written(batch, CrmTask::lead, (task, opportunity) -> task(task, opportunity, finished));
    }

    private ObjectNode task(CrmTask task, String opportunity, Set<String> finished) {
        ObjectNode row = rows.row("Task")
                .put(SalesforceRows.ID, task.externalId())
                .put("WhatId", opportunity)
                .put("Subject", subject(task.title()))
                .put("Description", task.note().isEmpty() ? task.reason() : task.reason() + "\n" + task.note())
                .put(
                        "ActivityDate",
                        task.dueAt().atOffset(ZoneOffset.UTC).toLocalDate().toString());
        Optional.ofNullable(task.owner()).flatMap(mapping::ownerOf).ifPresent(owner -> row.put("OwnerId", owner));
        if (task.status() != CrmTask.Status.OPEN || !finished.contains(task.externalId())) {
            String status = switch (task.status()) {
                case OPEN -> "Not Started";
                case DONE -> "Completed";
                case CANCELLED -> "Deferred";
            };
            row.put("Status", status).put(SalesforceMapping.MARK, status);
        }
        return row;
    }

    private static String subject(String title) {
        return SalesforceMapping.cut(title.replaceAll("\\R", " "), SalesforceMapping.TEXT_AT_MOST);
    }

    private <T> List<PushOutcome> written(
            List<T> batch, Function<T, String> lead, BiFunction<T, String, ObjectNode> row) {
        Map<String, String> opportunities = new HashMap<>();
        for (JsonNode found : pull.byOurIds(batch.stream().map(lead).distinct().toList())) {
            opportunities.put(
                    found.path(SalesforceRows.ID).asText(), found.path("Id").asText());
        }
        List<ObjectNode> writable = new ArrayList<>();
        for (T entry : batch) {
            String opportunity = opportunities.get(lead.apply(entry));
            if (opportunity != null) {
                writable.add(row.apply(entry, opportunity));
            }
        }
        var outcomes = rows.upsert("Task", writable).iterator();
        return batch.stream()
                .map(entry -> opportunities.containsKey(lead.apply(entry))
                        ? outcomes.next()
                        : new PushOutcome.Refused("lead", "Salesforce does not have this opportunity any more."))
                .toList();
    }
}
