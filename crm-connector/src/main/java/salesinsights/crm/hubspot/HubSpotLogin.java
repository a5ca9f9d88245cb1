package salesinsights.crm.hubspot;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.JsonHttp.Reply;
import salesinsights.tracking.outgoing.NoAnswer;

/** A private app's token, which lasts; or OAuth, whose tokens last half an hour and are got by a refresh token. */
final class HubSpotLogin {
    private final JsonHttp http;
    private final String client;
    private final String secret;
    private @Nullable String token;

    /**
     * @param client OAuth client id, empty for a private app
     * @param secret the private app's token; with a client its secret, a blank, and the refresh token
     */
    HubSpotLogin(JsonHttp http, String client, String secret) {
        if (!client.isEmpty() && secret.split(" ", -1).length != 2) {
            throw new IllegalArgumentException(
                    "with OAuth the secret is the client's secret, a blank, and the refresh token");
        }
        this.http = http;
        this.client = client;
        this.secret = secret;
        this.token = client.isEmpty() ? secret : null;
    }

    /** What to show. */
    String token() {
        String known = token;
        if (known == null) {
            known = renewed();
            token = known;
        }
        return known;
    }

    /** True if there is another token to be had than the one that was not taken. */
    boolean canRenew() {
        if (client.isEmpty()) {
            return false;
        }
        token = null;
        return true;
    }

    private String renewed() {
        String[] parts = secret.split(" ", -1);
        String form = "grant_type=refresh_token&client_id=" + encoded(client) + "&client_secret=" + encoded(parts[0])
                + "&refresh_token=" + encoded(parts[1]);
        Reply reply;
        try {
            reply = http.send("POST", "/oauth/v1/token", Map.of(), "application/x-www-form-urlencoded", form);
        } catch (NoAnswer nobody) {
            throw CrmFailure.unreachable(nobody.sentence());
        }
        if (reply.status() == 400 || reply.status() == 401) {
            throw CrmFailure.unauthorised("HubSpot does not take the refresh token any more: connect the app anew.");
        }
        if (!reply.isGood() || !reply.body().hasNonNull("access_token")) {
            throw CrmFailure.unreachable("HubSpot gave no token (" + reply.status() + ").");
        }
        return reply.body().get("access_token").asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
