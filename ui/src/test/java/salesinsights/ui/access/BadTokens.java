package salesinsights.ui.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import salesinsights.ui.local.KeycloakAdmin;
import salesinsights.ui.local.RealKeycloak;

/** Tokens that must open nothing, each with what is wrong with it. */
final class BadTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PEOPLE = "sales-insights-api";
    private static final String SERVICES = "sales-insights-sync";
    private static final String EMEA = "/teams/emea";
    private static final long LONG_AGO = 1_000_000_000;
    private static final long FAR_AWAY = 9_999_999_999L;

    private final String header;
    private final String payload;
    private final String signature;
    private final Forger forger = new Forger();
    private final Map<String, String> bad = new LinkedHashMap<>();

    private BadTokens(String good) {
        List<String> parts = List.of(good.split("\\.", -1));
        this.header = parts.get(0);
        this.payload = parts.get(1);
        this.signature = parts.get(2);
    }

    /** @param good a token that opens something; {@code foreign} likewise, of somebody else */
    static Map<String, String> all(String good, String foreign) {
        BadTokens tokens = new BadTokens(good);
        tokens.misshapen(foreign);
        tokens.unsigned();
        tokens.changed();
        tokens.signedByOthers();
        tokens.keyedWithOurPublicKey();
        tokens.genuine();
        if (tokens.bad.containsValue(good)) {
            throw new AssertionError("a change changed nothing");
        }
        return tokens.bad;
    }

    private void misshapen(String foreign) {
        bad.put("garbage", "garbage");
        bad.put("three dots", "...");
        bad.put("two dots", "..");
        bad.put("very long", "a".repeat(6_000) + "." + "b".repeat(6_000) + ".c");
        bad.put("cut off", header + "." + payload);
        bad.put("signature emptied", header + "." + payload + ".");
        bad.put("signature cut short", header + "." + payload + "." + signature.substring(0, 200));
        bad.put("signature longer", header + "." + payload + "." + signature + "AAAA");
        bad.put("signature of zeros", header + "." + payload + "." + "A".repeat(signature.length()));
        bad.put("one bit of the signature", header + "." + payload + "." + flipped(signature));
        bad.put("signature of another's token", header + "." + payload + "." + foreign.split("\\.")[2]);
        bad.put("payload of another's token", header + "." + foreign.split("\\.")[1] + "." + signature);
        bad.put("four parts", header + "." + payload + "." + signature + "." + signature);
        bad.put(
                "five parts, as if encrypted",
                header + "." + payload + "." + signature + "." + payload + "." + signature);
        bad.put("no header", "." + payload + "." + signature);
        bad.put("no payload", header + ".." + signature);
        bad.put("payload is no JSON", header + "." + Forger.written("rita") + "." + signature);
        bad.put("payload is a list", header + "." + Forger.written("[]") + "." + signature);
        bad.put("payload is nested deeply", header + "." + Forger.written("[".repeat(900)) + "." + signature);
        bad.put("header is no JSON", Forger.written("RS256") + "." + payload + "." + signature);
        bad.put("quoted", "\"" + header + "." + payload + "." + signature + "\"");
        bad.put("twice", header + "." + payload + "." + signature + "," + header + "." + payload + "." + signature);
    }

    private void unsigned() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "", "null", "0")) {
            String claimed = Forger.written("{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}");
            bad.put("alg " + none + " without signature", claimed + "." + payload + ".");
            bad.put("alg " + none + " with the signature kept", claimed + "." + payload + "." + signature);
        }
        bad.put("alg is null", Forger.written("{\"alg\":null}") + "." + payload + "." + signature);
        bad.put("alg is a number", Forger.written("{\"alg\":256}") + "." + payload + "." + signature);
        bad.put("no alg", Forger.written("{\"typ\":\"JWT\"}") + "." + payload + "." + signature);
        for (String other : List.of("HS256", "RS384", "RS512", "PS256", "ES256", "EdDSA", "RSA-OAEP", "dir")) {
            bad.put("alg " + other, headerWith(head -> head.put("alg", other)) + "." + payload + "." + signature);
        }
        bad.put(
                "something critical that nobody knows",
                headerWith(head -> head.putArray("crit").add("canary")) + "." + payload + "." + signature);
    }

    private void changed() {
        changes().forEach((what, change) -> bad.put(what, header + "." + payloadWith(change) + "." + signature));
    }

    private void signedByOthers() {
        changes()
                .forEach((what, change) ->
                        bad.put(what + ", signed by a stranger", forger.rs256(header, payloadWith(change))));
        bad.put("unchanged, signed by a stranger", forger.rs256(header, payload));
        bad.put("a key of one's own in the header", forger.rs256(forger.withOwnKey(header), payload));
        bad.put(
                "an address of a key in the header",
                forger.rs256(headerWith(head -> head.put("jku", "http://127.0.0.1:9/keys")), payload));
        bad.put(
                "an address of a certificate in the header",
                forger.rs256(headerWith(head -> head.put("x5u", "http://127.0.0.1:9/certificate")), payload));
        for (String kid : List.of("", "canary", "../../../../../../dev/null", "' or 1=1 --", "x".repeat(3_000))) {
            bad.put("key id " + kid, forger.rs256(headerWith(head -> head.put("kid", kid)), payload));
        }
        bad.put("no key id", forger.rs256(headerWith(head -> head.remove("kid")), payload));
        bad.put("elliptic curve", forger.es256(headerWith(head -> head.put("alg", "ES256")), payload));
    }

    /** The oldest trick: what everybody knows is taken for the secret. */
    private void keyedWithOurPublicKey() {
        publicKey().forEach((what, secret) -> {
            bad.put(
                    "HS256 keyed with " + what,
                    forger.hmac("HS256", headerWith(head -> head.put("alg", "HS256")), payload, secret));
            bad.put(
                    "HS512 keyed with " + what,
                    forger.hmac("HS512", headerWith(head -> head.put("alg", "HS512")), payload, secret));
            bad.put("RS256 keyed with " + what, forger.hmac("HS256", header, payload, secret));
        });
    }

    /** Genuine, but not access tokens of this realm for this application, or no longer good. */
    private void genuine() {
        KeycloakAdmin keycloak = new KeycloakAdmin();
        KeycloakAdmin.Person person = keycloak.newPerson("sales-rep", EMEA);
        String ended = keycloak.tokenThatEndsAtOnce(person);
        KeycloakAdmin.LogIn ours = keycloak.logIn(person);
        bad.put("an ID token", ours.idToken());
        bad.put("a refresh token", ours.refreshToken());
        bad.put("a logout token", keycloak.logoutToken(person));
        bad.put("of another realm", keycloak.tokenOfAnotherRealm());
        bad.put(
                "for another audience",
                post("/token", "grant_type=password&username=rita&password=demo&client_id=admin-cli")
                        .required("access_token")
                        .asText());
        bad.put("of a person, for the services' audience", keycloak.tokenFor(person, SERVICES));
        bad.put("of a person, for both audiences", keycloak.tokenFor(person, PEOPLE, SERVICES));
        bad.put("of a service account, for people's audience", keycloak.serviceToken(PEOPLE, EMEA, "crm-sync"));
        bad.put("of a service account that is none of ours", keycloak.serviceToken(SERVICES, EMEA, "sales-rep"));
        Instant end = Instant.ofEpochSecond(
                read(ended.split("\\.")[1]).required("exp").asLong());
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Instant.now().isAfter(end.plusSeconds(1)));
        bad.put("expired", ended);
    }

    private static Map<String, Consumer<ObjectNode>> changes() {
        Map<String, Consumer<ObjectNode>> changes = new LinkedHashMap<>();
        changes.put("another user", claims -> claims.put("preferred_username", "mona"));
        changes.put("another subject", claims -> claims.put("sub", "canary"));
        changes.put("no subject", claims -> claims.remove("sub"));
        changes.put(
                "another role",
                claims -> claims.putObject("realm_access").putArray("roles").add("admin"));
        changes.put("another team", claims -> claims.putArray("groups").add("/teams/us"));
        changes.put("long over", claims -> claims.put("exp", LONG_AGO));
        changes.put("for ever", claims -> claims.put("exp", FAR_AWAY));
        changes.put("without an end", claims -> claims.remove("exp"));
        changes.put("an end that is no number", claims -> claims.put("exp", "tomorrow"));
        changes.put("not yet", claims -> claims.put("nbf", FAR_AWAY));
        changes.put("made in the future", claims -> claims.put("iat", FAR_AWAY));
        changes.put("another issuer", claims -> claims.put("iss", "https://id.example/realms/sales-insights"));
        changes.put("no issuer", claims -> claims.remove("iss"));
        changes.put("another audience", claims -> claims.put("aud", "account"));
        changes.put("no audience", claims -> claims.remove("aud"));
        changes.put("kind ID", claims -> claims.put("typ", "ID"));
        changes.put("kind Logout", claims -> claims.put("typ", "Logout"));
        changes.put("no kind", claims -> claims.remove("typ"));
        changes.put("another session", claims -> claims.put("sid", "canary"));
        return changes;
    }

    /** What a logout token of this session would say, signed by nobody. */
    static String unsignedLogout(String good) {
        return Forger.written("{\"alg\":\"none\"}") + "." + logout(good) + ".x";
    }

    /** The same, signed by a stranger. */
    static String forgedLogout(String good) {
        return new Forger().rs256(good.split("\\.")[0], logout(good));
    }

    private static String logout(String good) {
        ObjectNode claims = read(good.split("\\.")[1]);
        claims.put("typ", "Logout").put("aud", "sales-insights-cli");
        claims.putObject("events").putObject("http://schemas.openid.net/event/backchannel-logout");
        return Forger.written(claims.toString());
    }

    private String headerWith(Consumer<ObjectNode> change) {
        return with(header, change);
    }

    private String payloadWith(Consumer<ObjectNode> change) {
        return with(payload, change);
    }

    private static String with(String part, Consumer<ObjectNode> change) {
        ObjectNode changed = read(part);
        change.accept(changed);
        return Forger.written(changed.toString());
    }

    private static ObjectNode read(String part) {
        try {
            return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String flipped(String signature) {
        int middle = signature.length() / 2;
        char other = signature.charAt(middle) == 'A' ? 'B' : 'A';
        return signature.substring(0, middle) + other + signature.substring(middle + 1);
    }

    /** The realm's public key in the forms that somebody may take for a secret. */
    private Map<String, byte[]> publicKey() {
        String kid = read(header).required("kid").asText();
        for (JsonNode key : get("/certs").required("keys")) {
            if (key.required("kid").asText().equals(kid)) {
                String certificate = key.required("x5c").path(0).asText();
                String pem = "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n";
                return Map.of(
                        "its certificate",
                        Base64.getMimeDecoder().decode(certificate),
                        "its certificate as text",
                        pem.getBytes(StandardCharsets.UTF_8),
                        "its modulus",
                        Base64.getUrlDecoder().decode(key.required("n").asText()));
            }
        }
        throw new AssertionError("Keycloak does not show the key that it signs with");
    }

    private static JsonNode get(String path) {
        return send(HttpRequest.newBuilder(address(path)).build());
    }

    private static JsonNode post(String path, String form) {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private static URI address(String path) {
        return URI.create(RealKeycloak.realmUrl() + "/protocol/openid-connect" + path);
    }

    private static JsonNode send(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Objects.requireNonNull(JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
