package salesinsights.tracking.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A request of somebody who says that he is a provider.
 *
 * @param header value of the header of a name, empty if it is absent
 * @param pathSecret what follows the endpoint's id in the path, empty if nothing does
 * @param secrets in force, newest first
 * @param topics that the team has named
 */
record Call(UnaryOperator<String> header, String pathSecret, byte[] body, List<String> secrets, List<String> topics) {
    private static final int DEEPEST = 60;
    private static final ObjectMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(200)
                    .maxStringLength(10_000_000)
                    .build())
            .build());

    /** The body as JSON; a sentence's worth of exception if it is none. */
    static Leaf json(byte[] body) throws IOException {
        JsonNode read = JSON.readTree(body);
        return new Leaf(read == null ? MissingNode.getInstance() : read);
    }

    Optional<Leaf> json() {
        try {
            return Optional.of(json(body));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** True if the path, basic authentication or a bearer token shows one of the secrets. */
    boolean showsSecret() {
        String shown = shown();
        return !shown.isEmpty() && secrets.stream().anyMatch(secret -> same(secret, shown));
    }

    private String shown() {
        if (!pathSecret.isEmpty()) {
            return pathSecret;
        }
        String stated = header.apply("Authorization");
        if (stated.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return stated.substring(7).strip();
        }
        if (!stated.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(stated.substring(6).strip()), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    /** Takes the same time whatever differs. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
