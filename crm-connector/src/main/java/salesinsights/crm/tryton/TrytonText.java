package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Values as Tryton writes them. It says null where nothing is. */
final class TrytonText {
    private TrytonText() {}

    /** To the microsecond. */
    static JsonNode moment(Instant at) {
        OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
        return JsonNodeFactory.instance
                .objectNode()
                .put("__class__", "datetime")
                .put("year", utc.getYear())
                .put("month", utc.getMonthValue())
                .put("day", utc.getDayOfMonth())
                .put("hour", utc.getHour())
                .put("minute", utc.getMinute())
                .put("second", utc.getSecond())
                .put("microsecond", utc.getNano() / 1_000);
    }

    static Instant moment(JsonNode written) {
        return written.has("hour")
                ? date(written)
                        .atTime(
                                written.path("hour").asInt(),
                                written.path("minute").asInt(),
                                written.path("second").asInt(),
                                written.path("microsecond").asInt() * 1_000)
                        .toInstant(ZoneOffset.UTC)
                : Instant.EPOCH;
    }

    static LocalDate date(JsonNode written) {
        return LocalDate.of(
                written.path("year").asInt(),
                written.path("month").asInt(),
                written.path("day").asInt());
    }

    static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : "";
    }

    /** The id of a many-to-one field; empty if there is none. */
    static String reference(JsonNode value) {
        return value.isInt() ? value.asText() : "";
    }

    static String lines(List<String> reasons) {
        return reasons.stream().map(TrytonText::oneLine).collect(Collectors.joining("\n"));
    }

    /** As fields of one line take it: without breaks and tabs. */
    static String oneLine(String text) {
        return stored(text).replaceAll("\\R|[\t\u000b\f]", " ");
    }

    /** As PostgreSQL takes it. */
    static String stored(String text) {
        return text.replace("\u0000", "");
    }
}
