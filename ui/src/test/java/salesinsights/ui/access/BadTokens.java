package salesinsights.ui.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salesinsights.ui.local.RealKeycloak;

/** Tokens that must open nothing, each with what is wrong with it. */
final class BadTokens {
    private BadTokens() {}

    static Map<String, String> all(String good) {
        List<String> parts = List.of(good.split("\\.", -1));
        String header = read(parts.get(0));
        String payload = read(parts.get(1));
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("garbage", "garbage");
        bad.put("three dots", "...");
        bad.put("very long", "a".repeat(6_000) + "." + "b".repeat(6_000) + ".c");
        bad.put("cut off", parts.get(0) + "." + parts.get(1));
        bad.put("signature emptied", parts.get(0) + "." + parts.get(1) + ".");
        bad.put("alg none", written("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts.get(1) + ".");
        bad.put("alg none, signature kept", written("{\"alg\":\"none\"}") + "." + parts.get(1) + "." + parts.get(2));
        bad.put("alg HS256", written(header.replace("RS256", "HS256")) + "." + parts.get(1) + "." + parts.get(2));
        bad.put("another user", forged(parts, payload.replace("rita", "mona")));
        bad.put("another role", forged(parts, payload.replace("sales-rep", "admin")));
        bad.put("another team", forged(parts, payload.replace("/teams/emea", "/teams/us")));
        bad.put("expired", forged(parts, payload.replaceFirst("\"exp\":\\d+", "\"exp\":1000000000")));
        bad.put("for ever", forged(parts, payload.replaceFirst("\"exp\":\\d+", "\"exp\":9999999999")));
        if (bad.containsValue(good)) {
            throw new AssertionError("a change changed nothing");
        }
        bad.putAll(others());
        return bad;
    }

    /** Genuine and of this realm, but not access tokens for this application. */
    private static Map<String, String> others() {
        JsonNode ours = tokens("client_id=sales-insights-cli&scope=openid");
        return Map.of(
                "an ID token", ours.required("id_token").asText(),
                "a refresh token", ours.required("refresh_token").asText(),
                "for another audience",
                        tokens("client_id=admin-cli").required("access_token").asText());
    }

    private static JsonNode tokens(String form) {
        String whole = "grant_type=password&username=rita&password=demo&" + form;
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RealKeycloak.realmUrl() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(whole))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new ObjectMapper()
                    .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** What a logout token of this session would say, signed by nobody. */
    static String unsignedLogout(String good) {
        String payload = read(good.split("\\.")[1])
                .replaceFirst("\"typ\":\"Bearer\"", "\"typ\":\"Logout\"")
                .replaceFirst(
                        "^\\{", "{\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}},");
        return written("{\"alg\":\"none\"}") + "." + written(payload) + ".x";
    }

    private static String forged(List<String> parts, String payload) {
        return parts.get(0) + "." + written(payload) + "." + parts.get(2);
    }

    private static String read(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String written(String part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.UTF_8));
    }
}
