package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmOutcome.Result;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.Trail;

/** What changed in HubSpot, by its search, which sees a change some seconds after it was made. */
final class HubSpotPull {
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    private static final int SEARCH_AT_MOST = 200;
    private static final int ARCHIVED_PAGES = 5;

    private final HubSpotCalls calls;
    private final HubSpotMapping mapping;

    HubSpotPull(HubSpotCalls calls, HubSpotMapping mapping) {
        this.calls = calls;
        this.mapping = mapping;
    }

    private static int limit(Trail trail, int atMost) {
        return Math.min(SEARCH_AT_MOST, atMost + trail.alreadyGiven() + 1);
    }

    CrmPage leads(@Nullable String cursor, int atMost) {
        Trail trail = Trail.of(cursor);
        int limit = limit(trail, atMost);
        List<JsonNode> found = calls.search(
                "deals", HubSpotMapping.MODIFIED, trail.from().toEpochMilli(), false, mapping.read(), limit);
        List<CrmItem> items = new ArrayList<>(found.stream().map(this::item).toList());
        boolean allThere = found.size() < limit;
        Instant horizon =
                allThere || items.isEmpty() ? Instant.MAX : items.getLast().changedAt();
        archived().stream()
                .filter(gone -> !gone.changedAt().isBefore(trail.from())
                        && !gone.changedAt().isAfter(horizon))
                .forEach(items::add);
        return page(trail, items, atMost, allThere, cursor);
    }

    private static CrmPage page(
            Trail trail, List<CrmItem> items, int atMost, boolean allThere, @Nullable String cursor) {
        Trail.Step<CrmItem> step = trail.take(
                items,
                item -> item instanceof CrmItem.Deleted ? "d" + item.crmId() : item.crmId(),
                CrmItem::changedAt,
                Math.min(atMost, 80),
                allThere,
                OVERLAP);
        return new CrmPage(step.fresh(), step.fresh().isEmpty() ? cursor : step.cursor(), step.more());
    }

    private CrmItem item(JsonNode record) {
        String external = HubSpotCalls.text(record, HubSpotCalls.ID);
        return new CrmItem.Lead(
                record.path("id").asText(),
                external.isEmpty() ? null : external,
                HubSpotMapping.moment(HubSpotCalls.text(record, HubSpotMapping.MODIFIED)),
                mapping.isOurs(record),
                mapping.facts(record));
    }

    /** What was deleted and can still be restored; of more than {@value #ARCHIVED_PAGES} hundred the rest is not seen. */
    private List<CrmItem> archived() {
        List<CrmItem> gone = new ArrayList<>();
        String after = "";
        for (int page = 0; page < ARCHIVED_PAGES; page++) {
            String path = "?archived=true&limit=100&properties=" + HubSpotCalls.ID + after;
            JsonNode answer = calls.call("GET", HubSpotCalls.objects("deals", path), null);
            for (JsonNode record : answer.path("results")) {
                String external = HubSpotCalls.text(record, HubSpotCalls.ID);
                gone.add(new CrmItem.Deleted(
                        record.path("id").asText(),
                        external.isEmpty() ? null : external,
                        HubSpotMapping.moment(record.path("archivedAt").asText())));
            }
            String next = answer.path("paging").path("next").path("after").asText("");
            if (!next.matches("[0-9A-Za-z=_-]{1,200}")) {
                break;
            }
            after = "&after=" + next;
        }
        return gone;
    }

    /** Outcomes by the moment that a deal came into its stage, which our pushes to a decided deal do not move. */
    Pulled outcomes(@Nullable String cursor, int atMost) {
        Trail trail = Trail.of(cursor);
        int limit = limit(trail, atMost);
        List<JsonNode> found =
                calls.search("deals", HubSpotMapping.ENTERED, trail.from().toEpochMilli(), true, mapping.read(), limit);
        List<JsonNode> decided = found.stream().filter(HubSpotPull::isDecision).toList();
        if (decided.isEmpty() && found.size() == limit) {
            return new Pulled(List.of(), Long.toString(entered(found.getLast()).toEpochMilli() + 1), true);
        }
        Trail.Step<JsonNode> step = trail.take(
                decided,
                record -> record.path("id").asText(),
                HubSpotPull::entered,
                Math.min(atMost, 80),
                found.size() < limit,
                OVERLAP);
        List<CrmOutcome> outcomes = step.fresh().stream()
                .map(record -> new CrmOutcome(
                        HubSpotCalls.text(record, HubSpotCalls.ID), HubSpotMapping.result(record), entered(record)))
                .toList();
        return new Pulled(outcomes, outcomes.isEmpty() ? cursor : step.cursor(), step.more());
    }

    private static Instant entered(JsonNode record) {
        return HubSpotMapping.moment(HubSpotCalls.text(record, HubSpotMapping.ENTERED));
    }

    /** A new deal enters its first stage as it is made: that is no decision. */
    private static boolean isDecision(JsonNode record) {
        Instant made = HubSpotMapping.moment(HubSpotCalls.text(record, "createdate"));
        return HubSpotMapping.result(record) != Result.OPEN || entered(record).isAfter(made.plusSeconds(2));
    }

    CrmPage tasks(@Nullable String cursor, int atMost) {
        Trail trail = Trail.of(cursor);
        int limit = limit(trail, atMost);
        List<JsonNode> found = calls.search(
                "tasks",
                HubSpotMapping.MODIFIED,
                trail.from().toEpochMilli(),
                true,
                HubSpotActivities.TASK_PROPERTIES,
                limit);
        List<CrmItem> items = found.stream().map(HubSpotPull::task).toList();
        return page(trail, items, atMost, found.size() < limit, cursor);
    }

    private static CrmItem task(JsonNode record) {
        String status = HubSpotCalls.text(record, "hs_task_status");
        return new CrmItem.Task(
                record.path("id").asText(),
                HubSpotCalls.text(record, HubSpotCalls.ID),
                HubSpotMapping.moment(HubSpotCalls.text(record, HubSpotMapping.MODIFIED)),
                status.equals(HubSpotCalls.text(record, HubSpotMapping.MARK)),
                switch (status) {
                    case "COMPLETED" -> CrmTask.Status.DONE;
                    case "DEFERRED" -> CrmTask.Status.CANCELLED;
                    default -> CrmTask.Status.OPEN;
                },
                "");
    }

    CrmPage owners(@Nullable String cursor, int atMost) {
        String after = cursor == null || !cursor.matches("[0-9A-Za-z=_-]{1,200}") ? "" : "&after=" + cursor;
        JsonNode answer = calls.call(
                "GET", "/crm/owners/" + HubSpotCalls.VERSION + "?limit=" + Math.min(atMost, 100) + after, null);
        List<CrmItem> owners = answer.path("results")
                .valueStream()
                .<CrmItem>map(owner -> new CrmItem.Owner(
                        owner.path("id").asText(),
                        HubSpotMapping.moment(owner.path("updatedAt").asText()),
                        (owner.path("firstName").asText("") + " "
                                        + owner.path("lastName").asText(""))
                                .strip(),
                        owner.path("email").asText(""),
                        !owner.path("archived").asBoolean()))
                .toList();
        String next = answer.path("paging").path("next").path("after").asText("");
        return new CrmPage(owners, next.isEmpty() ? null : next, !next.isEmpty());
    }

    /** All stages of all pipelines at once: they are few. */
    CrmPage stages() {
        List<CrmItem> stages = new ArrayList<>();
        for (JsonNode pipeline : calls.call("GET", "/crm/pipelines/" + HubSpotCalls.VERSION + "/deals", null)
                .path("results")) {
            for (JsonNode stage : pipeline.path("stages")) {
                boolean closed =
                        stage.path("metadata").path("isClosed").asText().equals("true");
                double chance = stage.path("metadata").path("probability").asDouble();
                stages.add(new CrmItem.Stage(
                        stage.path("id").asText(),
                        HubSpotMapping.moment(stage.path("updatedAt").asText()),
                        stage.path("label").asText(),
                        Math.max(0, stage.path("displayOrder").asInt()),
                        !closed
                                ? CrmItem.Stage.Meaning.OPEN
                                : chance > 0 ? CrmItem.Stage.Meaning.WON : CrmItem.Stage.Meaning.LOST));
            }
        }
        return new CrmPage(stages, null, false);
    }
}
