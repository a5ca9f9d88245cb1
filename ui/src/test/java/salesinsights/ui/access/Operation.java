package salesinsights.ui.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One method of one path, as OpenAPI tells it.
 *
 * @param consumes media types of the body, empty if it takes none
 */
record Operation(String method, String path, List<String> consumes) {
    /** Everything under /api that the running application says it can do. */
    static List<Operation> all(Door door) {
        JsonNode paths = door.get(Principal.ANONYMOUS, "/q/openapi?format=json")
                .good()
                .json()
                .path("paths");
        List<Operation> all = new ArrayList<>();
        paths.properties().stream()
                .filter(path -> path.getKey().startsWith("/api"))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> member.getValue().has("responses"))
                        .forEach(member -> all.add(of(path.getKey(), member.getKey(), member.getValue()))));
        return all;
    }

    private static Operation of(String path, String method, JsonNode described) {
        List<String> types = new ArrayList<>();
        described.path("requestBody").path("content").fieldNames().forEachRemaining(types::add);
        return new Operation(method.toUpperCase(Locale.ROOT), path, List.copyOf(types));
    }

    /** As a row of the matrix is called. */
    String name() {
        return method + " " + path;
    }

    boolean takesId() {
        return path.contains("{");
    }

    /**
     * True if the path names an object of a team; the catalogue's versions, the country table and languages belong to no
     * team, and versions of follow-up rules are counted in the caller's own.
     */
    boolean takesIdInTeam() {
        return takesId()
                && !path.startsWith("/api/catalogue/")
                && !path.startsWith("/api/policy/")
                && !path.startsWith("/api/follow-up-rules/versions/")
                && !path.startsWith("/api/transparency-texts/");
    }

    boolean reads() {
        return method.equals("GET");
    }

    /** The path to this object, or to something of it. */
    String about(String id) {
        return path.replaceAll("\\{[^}]+}", id);
    }

    /** Bodies that it takes, though it need not like what is in them. */
    List<Body> bodies() {
        if (consumes.isEmpty()) {
            return List.of(new Body(null, ""));
        }
        List<Body> bodies = new ArrayList<>();
        for (String type : consumes) {
            if (type.startsWith("multipart/")) {
                bodies.add(new Body(type + "; boundary=x", "--x--\r\n"));
            } else {
                bodies.add(new Body(type.equals("*/*") ? "application/json" : type, "{}"));
                bodies.add(new Body(type.equals("*/*") ? "application/json" : type, ""));
            }
        }
        return bodies;
    }

    /** @param type null for no body at all */
    record Body(@Nullable String type, String text) {}
}
