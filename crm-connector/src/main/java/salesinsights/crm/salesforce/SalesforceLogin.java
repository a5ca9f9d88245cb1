package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.JsonHttp.Reply;
import salesinsights.tracking.outgoing.NoAnswer;

/** OAuth without a person: client credentials, or the JWT bearer flow if a user name is stated. */
final class SalesforceLogin {
    private static final Duration REST = Duration.ofMinutes(1);
    private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /**
     * Who logs in.
     *
     * @param user for JWT, else empty
     * @param audience for JWT: {@code https://login.salesforce.com}, or test for sandboxes
     * @param secret the client's secret; for JWT the private key, PKCS #8 in Base64 without line breaks
     */
    record Client(String id, String user, String audience, String secret) {}

    private final JsonHttp http;
    private final Client client;
    private final @Nullable PrivateKey key;
    private final InstantSource clock;
    private @Nullable String token;

    SalesforceLogin(JsonHttp http, Client client, InstantSource clock) {
        this.http = http;
        this.client = client;
        this.key = client.user().isEmpty() ? null : privateKey(client.secret());
        this.clock = clock;
    }

    private static PrivateKey privateKey(String base64) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(base64.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IllegalArgumentException | GeneralSecurityException noKey) {
            throw new IllegalArgumentException(
                    "with a user the secret is an RSA private key: PKCS #8, Base64, in one line", noKey);
        }
    }

    String token() {
        String known = token;
        if (known == null) {
            known = renewed();
            token = known;
        }
        return known;
    }

    /** The last one was not taken. */
    void forget() {
        token = null;
    }

    private String renewed() {
        PrivateKey signing = key;
        String form = signing == null
                ? "grant_type=client_credentials&client_id=" + encoded(client.id()) + "&client_secret="
                        + encoded(client.secret())
                : "grant_type=" + encoded(JWT) + "&assertion=" + assertion(signing);
        Reply reply;
        try {
            reply = http.send("POST", "/services/oauth2/token", Map.of(), "application/x-www-form-urlencoded", form);
        } catch (NoAnswer nobody) {
            throw CrmFailure.unreachable(nobody.sentence());
        }
        if (reply.isGood() && reply.body().hasNonNull("access_token")) {
            return reply.body().get("access_token").asText();
        }
        if (reply.status() == 429) {
            throw CrmFailure.busy("Salesforce asks for a rest.", reply.retryAfter(clock.instant(), REST));
        }
        if ((reply.status() == 400 || reply.status() == 401) && reply.body().hasNonNull("error")) {
            throw CrmFailure.unauthorised("Salesforce does not let us in ("
                    + SalesforceCalls.words(reply.body().path("error").asText())
                    + "): look at the connected app, its secret and its user.");
        }
        throw CrmFailure.unreachable(
                "Salesforce gave no token (" + reply.status() + "): state your My Domain address.");
    }

    private String assertion(PrivateKey signing) {
        ObjectNode claims = http.mapper()
                .createObjectNode()
                .put("iss", client.id())
                .put("sub", client.user())
                .put("aud", client.audience())
                .put("exp", clock.instant().getEpochSecond() + 180);
        String unsigned = base64("{\"alg\":\"RS256\"}") + "." + base64(claims.toString());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signing);
            signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("RSA is part of every JDK", impossible);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
