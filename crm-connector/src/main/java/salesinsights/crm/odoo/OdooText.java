package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Values as Odoo writes them. It says {@code false} where nothing is. */
final class OdooText {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private OdooText() {}

    static String moment(Instant at) {
        return MOMENT.format(at.atOffset(ZoneOffset.UTC));
    }

    static Instant moment(JsonNode written) {
        return written.isTextual()
                ? LocalDateTime.parse(written.asText(), MOMENT).toInstant(ZoneOffset.UTC)
                : Instant.EPOCH;
    }

    static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : "";
    }

    /** The id of a many-to-one field, which comes as id and name; blank if there is none. */
    static String reference(JsonNode value) {
        return value.path(0).isInt() ? value.path(0).asText() : "";
    }

    static String lines(List<String> reasons) {
        return reasons.stream().map(OdooText::oneLine).collect(Collectors.joining("\n"));
    }

    static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
