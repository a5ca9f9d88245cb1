package salesinsights.tracking.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;

/**
 * What the script of a page sends, read as strictly as it is written: what deviates by a member, a type or a range was
 * written by somebody else and is refused as a whole. It carries no time: only the server's clock counts.
 *
 * @param page of one visit to one page, made up by the page and kept nowhere
 * @param visitor token of who it is, null for nobody
 */
record PageReport(UUID page, @Nullable String visitor, List<Entry> entries) {
    static final int MOST_BYTES = 16 * 1024;
    private static final int MOST_ENTRIES = 20;
    private static final int LONGEST_TOKEN = 400;
    private static final int LONGEST_PATH = 500;
    private static final int LONGEST_FORM = 100;
    private static final int MOST_SECONDS = 3_600;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxNumberLength(10)
                            .maxStringLength(2_000)
                            .maxNameLength(20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * One thing that happened on the page.
     *
     * @param id made up by the page, the same at every attempt
     * @param detail {@code path}, {@code seconds} of attention, name of the {@code form}
     */
    record Entry(UUID id, EventKind kind, Map<String, String> detail) {}

    /** Empty if our script would not have sent it. */
    static Optional<PageReport> read(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return Optional.of(report(JSON.readTree(text)));
        } catch (IOException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static PageReport report(JsonNode node) {
        only(node, Set.of("page", "visitor", "events"));
        JsonNode visitor = node.get("visitor");
        JsonNode events = node.path("events");
        require(events.isArray() && !events.isEmpty() && events.size() <= MOST_ENTRIES);
        List<Entry> entries = new ArrayList<>();
        for (JsonNode event : events) {
            entries.add(entry(event));
        }
        return new PageReport(
                id(node.path("page")), visitor == null ? null : text(visitor, LONGEST_TOKEN), List.copyOf(entries));
    }

    private static Entry entry(JsonNode event) {
        UUID id = id(event.path("id"));
        String path = text(event.path("path"), LONGEST_PATH);
        require(path.startsWith("/"));
        return switch (event.path("kind").asText("")) {
            case "view" -> {
                only(event, Set.of("id", "kind", "path"));
                yield new Entry(id, EventKind.PAGE_VIEWED, Map.of("path", path));
            }
            case "ping" -> {
                only(event, Set.of("id", "kind", "path", "seconds"));
                yield new Entry(
                        id, EventKind.PAGE_PINGED, Map.of("path", path, "seconds", seconds(event.path("seconds"))));
            }
            case "form" -> {
                only(event, Set.of("id", "kind", "path", "form"));
                yield new Entry(
                        id,
                        EventKind.FORM_SUBMITTED,
                        Map.of("path", path, "form", text(event.path("form"), LONGEST_FORM)));
            }
            default -> throw new IllegalArgumentException("a kind that no page sends");
        };
    }

    private static void only(JsonNode node, Set<String> members) {
        require(node.isObject());
        node.fieldNames().forEachRemaining(name -> require(members.contains(name)));
    }

    private static String seconds(JsonNode node) {
        require(node.isInt() && node.intValue() >= 1 && node.intValue() <= MOST_SECONDS);
        return Integer.toString(node.intValue());
    }

    private static UUID id(JsonNode node) {
        // Its own spelling only, or one event could have several names.
        UUID id = UUID.fromString(node.asText(""));
        require(node.isTextual() && id.toString().equals(node.textValue()));
        return id;
    }

    private static String text(JsonNode node, int longest) {
        require(node.isTextual() && node.textValue().length() <= longest);
        require(node.textValue().codePoints().noneMatch(PageReport::isUnfit));
        return node.textValue();
    }

    private static boolean isUnfit(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static void require(boolean asOurScriptSendsIt) {
        if (!asOurScriptSendsIt) {
            throw new IllegalArgumentException("not what a page sends");
        }
    }
}
