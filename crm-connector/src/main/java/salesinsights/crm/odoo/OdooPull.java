package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmOutcome.Result;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.Trail;

/** What changed in Odoo. It keeps moments to the microsecond and tells them to the second. */
final class OdooPull {
    /** How long one of Odoo's transactions may take: its moments are those of its begin. */
    private static final Duration OVERLAP = Duration.ofSeconds(20);

    private final OdooCalls calls;
    private final OdooMapping mapping;

    OdooPull(OdooCalls calls, OdooMapping mapping) {
        this.calls = calls;
        this.mapping = mapping;
    }

    private record Place(Instant second, int afterId) {
        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return new Place(Instant.EPOCH, 0);
            }
            try {
                String[] parts = cursor.split("/", 2);
                return new Place(Instant.ofEpochSecond(Long.parseLong(parts[0])), Integer.parseInt(parts[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException foreign) {
                throw CrmFailure.unreachable("The place to go on from is not readable; pull from the beginning.");
            }
        }

        String cursor() {
            return second.getEpochSecond() + "/" + afterId;
        }
    }

    /**
     * Records that changed. Within one second the order is that of their ids, so that a second with more records than a
     * page has an end.
     */
    CrmPage leads(@Nullable String cursor, int atMost) {
        Place place = Place.of(cursor);
        List<JsonNode> rows = new ArrayList<>(within(place, atMost));
        if (rows.size() == atMost) {
            return page(rows, new Place(place.second(), id(rows.getLast())), true);
        }
        int room = atMost - rows.size();
        List<JsonNode> later = from(place.second().plusSeconds(1), room);
        if (later.size() < room) {
            rows.addAll(later);
            return page(rows, end(rows, place), false);
        }
        Instant last = writtenAt(later.getLast());
        later.stream().filter(row -> writtenAt(row).isBefore(last)).forEach(rows::add);
        if (!rows.isEmpty()) {
            return page(rows, new Place(last, 0), true);
        }
        rows.addAll(within(new Place(last, 0), atMost));
        return page(rows, new Place(last, rows.isEmpty() ? 0 : id(rows.getLast())), true);
    }

    private static Place end(List<JsonNode> rows, Place before) {
        if (rows.isEmpty()) {
            return before;
        }
        Instant back = writtenAt(rows.getLast()).minus(OVERLAP);
        return back.isAfter(before.second()) ? new Place(back, 0) : new Place(before.second(), 0);
    }

    private List<JsonNode> within(Place place, int atMost) {
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add("write_date").add(">=").add(OdooText.moment(place.second()));
        domain.addArray()
                .add("write_date")
                .add("<")
                .add(OdooText.moment(place.second().plusSeconds(1)));
        domain.addArray().add("id").add(">").add(place.afterId());
        return calls.find("crm.lead", domain, mapping.read(), "id", atMost);
    }

    private List<JsonNode> from(Instant second, int atMost) {
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add("write_date").add(">=").add(OdooText.moment(second));
        return calls.find("crm.lead", domain, mapping.read(), "write_date, id", atMost);
    }

    private CrmPage page(List<JsonNode> rows, Place next, boolean more) {
        return new CrmPage(rows.stream().map(this::item).toList(), next.cursor(), more);
    }

    private static int id(JsonNode row) {
        return row.path("id").asInt();
    }

    private static Instant writtenAt(JsonNode row) {
        return OdooText.moment(row.path("write_date"));
    }

    private CrmItem item(JsonNode row) {
        return new CrmItem.Lead(
                row.path("id").asText(),
                OdooMapping.externalId(row),
                writtenAt(row),
                mapping.isOurs(row),
                mapping.facts(row));
    }

    private record Decision(String externalId, String key, Result result, Instant at) {}

    /** Outcomes by the moments that only decisions move, not our pushes: closing, and the change of a stage. */
    Pulled outcomes(@Nullable String cursor, int atMost) {
        Trail trail = Trail.of(cursor);
        int limit = Math.min(2_000, atMost + trail.alreadyGiven() + 1);
        List<JsonNode> closed = decided("date_closed", trail.from(), limit);
        List<JsonNode> moved = decided("date_last_stage_update", trail.from(), limit);
        boolean allThere = closed.size() < limit && moved.size() < limit;
        Instant horizon = allThere ? Instant.MAX : horizon(closed, moved, limit);
        List<Decision> decisions = Stream.concat(
                        closed.stream().flatMap(OdooPull::closing),
                        moved.stream().flatMap(OdooPull::reopening))
                .filter(decision -> !decision.at().isAfter(horizon))
                .toList();
        if (decisions.isEmpty() && !allThere) {
            return new Pulled(List.of(), Long.toString(horizon.plusMillis(1).toEpochMilli()), true);
        }
        Trail.Step<Decision> step = trail.take(decisions, Decision::key, Decision::at, atMost, allThere, OVERLAP);
        List<CrmOutcome> outcomes = step.fresh().stream()
                .map(decision -> new CrmOutcome(decision.externalId(), decision.result(), decision.at()))
                .toList();
        return new Pulled(outcomes, cursor == null && outcomes.isEmpty() ? null : step.cursor(), step.more());
    }

    /** Up to when both lists are whole. */
    private static Instant horizon(List<JsonNode> closed, List<JsonNode> moved, int limit) {
        Instant ofClosed = closed.size() < limit ? Instant.MAX : at(closed.getLast(), "date_closed");
        Instant ofMoved = moved.size() < limit ? Instant.MAX : at(moved.getLast(), "date_last_stage_update");
        return ofClosed.isBefore(ofMoved) ? ofClosed : ofMoved;
    }

    private List<JsonNode> decided(String field, Instant from, int atMost) {
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add(OdooField.EXTERNAL_ID.field).add("!=").add(false);
        domain.addArray().add(field).add(">=").add(OdooText.moment(from));
        return calls.find("crm.lead", domain, mapping.read(), field + ", id", atMost);
    }

    private static Instant at(JsonNode row, String field) {
        return OdooText.moment(row.path(field));
    }

    private static Stream<Decision> closing(JsonNode row) {
        Result result = OdooMapping.result(row);
        return result == Result.OPEN ? Stream.of() : Stream.of(decision(row, result, "date_closed"));
    }

    private static Stream<Decision> reopening(JsonNode row) {
        boolean moved = at(row, "date_last_stage_update").isAfter(at(row, "create_date"));
        return OdooMapping.result(row) == Result.OPEN && moved
                ? Stream.of(decision(row, Result.OPEN, "date_last_stage_update"))
                : Stream.of();
    }

    private static Decision decision(JsonNode row, Result result, String field) {
        String id = Objects.requireNonNull(OdooMapping.externalId(row));
        return new Decision(id, row.path("id").asText() + result.name().charAt(0), result, at(row, field));
    }

    /** Users who sell: those who are no customers of the portal. */
    CrmPage owners(@Nullable String cursor, int atMost) {
        return byId("res.users", List.of("name", "email", "login", "active", "write_date"), cursor, atMost, row -> {
            String email = OdooText.text(row.path("email"));
            return new CrmItem.Owner(
                    row.path("id").asText(),
                    writtenAt(row),
                    OdooText.text(row.path("name")),
                    email.isEmpty() ? OdooText.text(row.path("login")) : email,
                    row.path("active").asBoolean());
        });
    }

    CrmPage stages(@Nullable String cursor, int atMost) {
        return byId(
                "crm.stage",
                List.of("name", "sequence", "is_won", "write_date"),
                cursor,
                atMost,
                row -> new CrmItem.Stage(
                        row.path("id").asText(),
                        writtenAt(row),
                        OdooText.text(row.path("name")),
                        Math.max(0, row.path("sequence").asInt()),
                        row.path("is_won").asBoolean() ? CrmItem.Stage.Meaning.WON : CrmItem.Stage.Meaning.OPEN));
    }

    /** Small lists: from the beginning each time they were read to the end. */
    private CrmPage byId(
            String model, List<String> fields, @Nullable String cursor, int atMost, Function<JsonNode, CrmItem> item) {
        int after = cursor == null ? 0 : Place.of(cursor).afterId();
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add("id").add(">").add(after);
        if (model.equals("res.users")) {
            domain.addArray().add("share").add("=").add(false);
        }
        List<JsonNode> rows = calls.find(model, domain, fields, "id", atMost);
        boolean more = rows.size() == atMost;
        String next =
                more ? new Place(Instant.EPOCH, id(rows.getLast())).cursor() : new Place(Instant.EPOCH, 0).cursor();
        return new CrmPage(rows.stream().map(item).toList(), next, more);
    }

    /** What Odoo holds of ours, by external id. */
    List<JsonNode> ours(@Nullable String after, int atMost) {
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray().add(OdooField.EXTERNAL_ID.field).add("!=").add(false);
        if (after != null) {
            domain.addArray().add(OdooField.EXTERNAL_ID.field).add(">").add(after);
        }
        return calls.find("crm.lead", domain, mapping.read(), OdooField.EXTERNAL_ID.field, atMost);
    }

    /** Ids of leads by our id. */
    Map<String, Integer> ids(List<String> externalIds) {
        ArrayNode domain = calls.mapper().createArrayNode();
        domain.addArray()
                .add(OdooField.EXTERNAL_ID.field)
                .add("in")
                .add(calls.mapper().<JsonNode>valueToTree(externalIds));
        Map<String, Integer> ids = new HashMap<>();
        calls.find("crm.lead", domain, List.of("id", OdooField.EXTERNAL_ID.field), "id", 2 * externalIds.size())
                .forEach(row -> ids.putIfAbsent(OdooText.text(row.path(OdooField.EXTERNAL_ID.field)), id(row)));
        return ids;
    }
}
