package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmItem.Stage.Meaning;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.Trail;

/** What changed in Tryton. Its moments are those of a transaction's begin, to the microsecond. */
final class TrytonPull {
    /** How long one of Tryton's transactions may take. */
    private static final Duration OVERLAP = Duration.ofSeconds(20);

    private final TrytonCalls calls;
    private final TrytonMapping mapping;
    private final InstantSource clock;

    TrytonPull(TrytonCalls calls, TrytonMapping mapping, InstantSource clock) {
        this.calls = calls;
        this.mapping = mapping;
        this.clock = clock;
    }

    /** A place among changes: after the record of this id at this moment; of deletions, after this one. */
    record Place(Instant at, int afterId, int afterGone) {
        static final Place BEGIN = new Place(Instant.EPOCH, 0, 0);

        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return BEGIN;
            }
            try {
                String[] parts = cursor.split("/", 3);
                return new Place(
                        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException foreign) {
                throw CrmFailure.unreachable("The place to go on from is not readable; pull from the beginning.");
            }
        }

        String cursor() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "/" + afterId + "/" + afterGone;
        }

        /** Where a page ends; at the end of all changes a bit before, as others may still become visible. */
        Place after(List<JsonNode> rows, boolean more) {
            if (rows.isEmpty() && afterId == 0) {
                return this;
            }
            Instant last = rows.isEmpty() ? at : changedAt(rows.getLast());
            if (more) {
                return new Place(last, rows.isEmpty() ? afterId : id(rows.getLast()), afterGone);
            }
            Instant back = last.minus(OVERLAP);
            return new Place(afterId == 0 && back.isBefore(at) ? at : back, 0, afterGone);
        }
    }

    /** Records that changed, and after the last of them those that were deleted. */
    CrmPage leads(@Nullable String cursor, int atMost) {
        Place place = Place.of(cursor);
        List<JsonNode> rows = changed("sale.opportunity", mapping.read(), place, atMost);
        List<CrmItem> items = new ArrayList<>();
        rows.forEach(row -> items.add(new CrmItem.Lead(
                row.path("id").asText(),
                TrytonMapping.externalId(row),
                changedAt(row),
                mapping.isOurs(row),
                mapping.facts(row))));
        int room = atMost - rows.size();
        if (room == 0) {
            return new CrmPage(items, place.after(rows, true).cursor(), true);
        }
        Place end = place.after(rows, false);
        List<JsonNode> gone = calls.find(
                "insights.deleted",
                calls.domain(calls.clause("id", ">", place.afterGone())),
                List.of("opportunity", "external_id", "create_date"),
                List.of("id"),
                room);
        gone.forEach(row -> items.add(new CrmItem.Deleted(
                row.path("opportunity").asText(),
                row.path("external_id").isTextual() ? row.path("external_id").asText() : null,
                TrytonText.moment(row.path("create_date")))));
        int afterGone = gone.isEmpty() ? place.afterGone() : id(gone.getLast());
        return new CrmPage(items, new Place(end.at(), end.afterId(), afterGone).cursor(), gone.size() == room);
    }

    /** Records of a model after a place, in the order of their changes. */
    List<JsonNode> changed(String model, List<String> fields, Place place, int atMost) {
        JsonNode at = TrytonText.moment(place.at());
        ArrayNode domain = calls.domain(
                calls.mapper().getNodeFactory().textNode("OR"),
                calls.domain(calls.clause(TrytonField.CHANGED_AT, ">", at)),
                calls.domain(calls.clause(TrytonField.CHANGED_AT, "=", at), calls.clause("id", ">", place.afterId())));
        return calls.find(model, domain, fields, List.of(TrytonField.CHANGED_AT, "id"), atMost);
    }

    private static int id(JsonNode row) {
        return row.path("id").asInt();
    }

    static Instant changedAt(JsonNode row) {
        return TrytonText.moment(row.path(TrytonField.CHANGED_AT));
    }

    /** Outcomes by the moment at which somebody set the state, which our pushes never do. */
    Pulled outcomes(@Nullable String cursor, int atMost) {
        Trail trail = Trail.of(cursor);
        int limit = atMost + trail.alreadyGiven() + 1;
        List<JsonNode> rows = calls.find(
                "sale.opportunity",
                calls.domain(
                        calls.present(TrytonField.EXTERNAL_ID.field),
                        calls.clause(TrytonField.DECIDED_AT, ">=", TrytonText.moment(trail.from()))),
                List.of("state", TrytonField.EXTERNAL_ID.field, TrytonField.DECIDED_AT),
                List.of(TrytonField.DECIDED_AT, "id"),
                limit);
        Trail.Step<JsonNode> step = trail.take(
                rows,
                row -> row.path("id").asText()
                        + TrytonMapping.result(row).name().charAt(0),
                TrytonPull::decidedAt,
                atMost,
                rows.size() < limit,
                OVERLAP);
        List<CrmOutcome> outcomes = step.fresh().stream()
                .map(row -> new CrmOutcome(
                        Objects.requireNonNull(TrytonMapping.externalId(row)),
                        TrytonMapping.result(row),
                        decidedAt(row)))
                .toList();
        return new Pulled(outcomes, cursor == null && outcomes.isEmpty() ? null : step.cursor(), step.more());
    }

    private static Instant decidedAt(JsonNode row) {
        return TrytonText.moment(row.path(TrytonField.DECIDED_AT)).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Employees of the company: from the beginning each time they were read to the end. */
    CrmPage owners(@Nullable String cursor, int atMost) {
        Place place = Place.of(cursor);
        List<JsonNode> rows = calls.find(
                "company.employee",
                calls.domain(calls.clause("company", "=", calls.company()), calls.clause("id", ">", place.afterId())),
                List.of("create_date", "write_date", "end_date", "party.rec_name", "party.email"),
                List.of("id"),
                atMost);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<CrmItem> items = rows.stream()
                .<CrmItem>map(row -> new CrmItem.Owner(
                        row.path("id").asText(),
                        TrytonText.moment(row.path(row.hasNonNull("write_date") ? "write_date" : "create_date")),
                        TrytonText.text(row.path("party.").path("rec_name")),
                        row.path("party.").path("email").isTextual()
                                ? row.path("party.").path("email").asText()
                                : null,
                        !row.hasNonNull("end_date")
                                || !TrytonText.date(row.path("end_date")).isBefore(today)))
                .toList();
        boolean more = rows.size() == atMost;
        Place next = more ? new Place(Instant.EPOCH, id(rows.getLast()), 0) : Place.BEGIN;
        return new CrmPage(items, next.cursor(), more);
    }

    /** The states of Tryton's workflow. */
    CrmPage stages(@Nullable String cursor, int atMost) {
        JsonNode states = calls.call("model.sale.opportunity.fields_get", List.of("state"))
                .path("state")
                .path("selection");
        int from = Place.of(cursor).afterId();
        List<CrmItem> items = new ArrayList<>();
        for (int place = from; place < states.size() && items.size() < atMost; place++) {
            String state = states.path(place).path(0).asText();
            Meaning meaning = switch (state) {
                case "won" -> Meaning.WON;
                case "lost", "cancelled" -> Meaning.LOST;
                default -> Meaning.OPEN;
            };
            items.add(new CrmItem.Stage(
                    state, Instant.EPOCH, states.path(place).path(1).asText(), place, meaning));
        }
        boolean more = from + items.size() < states.size();
        return new CrmPage(items, new Place(Instant.EPOCH, more ? from + items.size() : 0, 0).cursor(), more);
    }

    /** What Tryton holds of ours, by external id. */
    List<JsonNode> ours(@Nullable String after, int atMost) {
        ArrayNode domain = calls.domain(
                after == null
                        ? calls.present(TrytonField.EXTERNAL_ID.field)
                        : calls.clause(TrytonField.EXTERNAL_ID.field, ">", after));
        return calls.find("sale.opportunity", domain, mapping.read(), List.of(TrytonField.EXTERNAL_ID.field), atMost);
    }

    /** Ids of leads by our id. */
    Map<String, Integer> ids(List<String> externalIds) {
        Map<String, Integer> ids = new HashMap<>();
        calls.find(
                        "sale.opportunity",
                        calls.domain(calls.clause(TrytonField.EXTERNAL_ID.field, "in", externalIds)),
                        List.of("id", TrytonField.EXTERNAL_ID.field),
                        List.of("id"),
                        externalIds.size())
                .forEach(row -> ids.put(TrytonText.text(row.path(TrytonField.EXTERNAL_ID.field)), id(row)));
        return ids;
    }
}
