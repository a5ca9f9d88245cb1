package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.Trail;

/** What changed in Salesforce, deleted records too, in the order of its own stamps and ids. */
final class SalesforcePull {
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    private static final String STAMP = "SystemModstamp";

    private final SalesforceCalls calls;
    private final SalesforceMapping mapping;

    SalesforcePull(SalesforceCalls calls, SalesforceMapping mapping) {
        this.calls = calls;
        this.mapping = mapping;
    }

    private record Place(Instant stamp, String afterId) {
        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return new Place(Instant.EPOCH, "");
            }
            String[] parts = cursor.split("/", 2);
            if (parts.length < 2 || !parts[0].matches("[0-9]{1,12}") || !parts[1].matches("[0-9A-Za-z]{0,18}")) {
                throw CrmFailure.unreachable("The place to go on from is not readable; pull from the beginning.");
            }
            return new Place(Instant.ofEpochSecond(Long.parseLong(parts[0])), parts[1]);
        }

        String cursor() {
            return stamp.getEpochSecond() + "/" + afterId;
        }

        String condition(String field) {
            return "(" + field + " > " + stamp + " OR (" + field + " = " + stamp + " AND Id > '" + afterId + "'))";
        }
    }

    private interface Reading {
        CrmItem of(JsonNode row);
    }

    private CrmPage changed(String select, String where, @Nullable String cursor, int atMost, Reading reading) {
        Place place = Place.of(cursor);
        List<JsonNode> rows = calls.query(
                select + " WHERE " + where + place.condition(STAMP) + " ORDER BY " + STAMP + ", Id LIMIT " + atMost);
        List<CrmItem> items = rows.stream().map(reading::of).toList();
        boolean more = rows.size() == atMost;
        if (rows.isEmpty()) {
            return new CrmPage(items, place.cursor(), false);
        }
        Instant last = stamp(rows.getLast());
        Instant back = last.minus(OVERLAP);
        Place next = more
                ? new Place(last, rows.getLast().path("Id").asText())
                : new Place(back.isBefore(place.stamp()) ? place.stamp() : back, "");
        return new CrmPage(items, next.cursor(), more);
    }

    private static Instant stamp(JsonNode row) {
        return SalesforceMapping.moment(row.path(STAMP));
    }

    private String opportunities() {
        return "SELECT " + String.join(",", mapping.read()) + " FROM Opportunity";
    }

    CrmPage leads(@Nullable String cursor, int atMost) {
        return changed(opportunities(), "", cursor, atMost, row -> {
            String external = row.path(SalesforceRows.ID).asText("");
            String id = external.isEmpty() ? null : external;
            return row.path("IsDeleted").asBoolean()
                    ? new CrmItem.Deleted(row.path("Id").asText(), id, stamp(row))
                    : new CrmItem.Lead(
                            row.path("Id").asText(), id, stamp(row), mapping.isOurs(row), mapping.facts(row));
        });
    }

    CrmPage owners(@Nullable String cursor, int atMost) {
        return changed(
                "SELECT Id,Name,Email,IsActive,SystemModstamp FROM User",
                "",
                cursor,
                atMost,
                row -> new CrmItem.Owner(
                        row.path("Id").asText(),
                        stamp(row),
                        row.path("Name").asText(),
                        row.path("Email").asText(""),
                        row.path("IsActive").asBoolean()));
    }

    CrmPage tasks(@Nullable String cursor, int atMost) {
        String where = SalesforceRows.ID + " != null AND " + SalesforceMapping.MARK
                + " != 'timeline' AND IsDeleted = false AND ";
        return changed(
                "SELECT Id," + SalesforceRows.ID + "," + SalesforceMapping.MARK
                        + ",Status,IsDeleted,SystemModstamp FROM Task",
                where,
                cursor,
                atMost,
                row -> {
                    String status = row.path("Status").asText("");
                    return new CrmItem.Task(
                            row.path("Id").asText(),
                            row.path(SalesforceRows.ID).asText(),
                            stamp(row),
                            status.equals(row.path(SalesforceMapping.MARK).asText("")),
                            switch (status) {
                                case "Completed" -> CrmTask.Status.DONE;
                                case "Deferred" -> CrmTask.Status.CANCELLED;
                                default -> CrmTask.Status.OPEN;
                            },
                            "");
                });
    }

    /** Outcomes by the moment of the last change of the stage, which is empty until there was one. */
    Pulled outcomes(@Nullable String cursor, int atMost) {
        Trail trail = Trail.of(cursor);
        int limit = Math.min(2_000, atMost + trail.alreadyGiven() + 1);
        List<JsonNode> rows = calls.query(opportunities() + " WHERE " + SalesforceRows.ID
                + " != null AND IsDeleted = false AND LastStageChangeDate >= "
                + Instant.ofEpochSecond(trail.from().getEpochSecond())
                + " ORDER BY LastStageChangeDate, Id LIMIT " + limit);
        Trail.Step<JsonNode> step = trail.take(
                rows,
                row -> row.path("Id").asText(),
                SalesforcePull::decidedAt,
                Math.min(atMost, 50),
                rows.size() < limit,
                OVERLAP);
        List<CrmOutcome> outcomes = step.fresh().stream()
                .map(row -> new CrmOutcome(
                        row.path(SalesforceRows.ID).asText(), SalesforceMapping.result(row), decidedAt(row)))
                .toList();
        return new Pulled(outcomes, outcomes.isEmpty() ? cursor : step.cursor(), step.more());
    }

    private static Instant decidedAt(JsonNode row) {
        return SalesforceMapping.moment(row.path("LastStageChangeDate"));
    }

    /** Opportunities by our id. */
    List<JsonNode> byOurIds(List<String> ids) {
        return calls.query(opportunities() + " WHERE IsDeleted = false AND " + SalesforceRows.ID + " IN "
                + SalesforceRows.in(ids) + " LIMIT 2000");
    }
}
