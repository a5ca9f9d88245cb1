package salesinsights.ui.session;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.Tenant;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.annotation.security.PermitAll;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.calendar.TaskFeeds;
import salesinsights.tracking.relay.Passwords;
import salesinsights.tracking.team.EndedSessions;
import salesinsights.tracking.team.Scopes;

/**
 * Where Keycloak says that a session is over (OpenID Connect Back-Channel Logout 1.0): somebody logged out elsewhere, or
 * was removed. Not the one that comes with Quarkus, because that one knows of browsers only, forgets an ended session
 * once it has been asked about it, and every node has a memory of its own.
 */
@Path("/session/back-channel-logout")
@PermitAll
class BackChannelLogoutResource {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST = 200;

    /** As section 2.8 words it. */
    record Refused(String error) {}

    private final TenantIdentityProvider keycloak;
    private final EndedSessions sessions;
    private final Passwords passwords;
    private final TaskFeeds feeds;
    private final Scopes scopes;

    BackChannelLogoutResource(
            @Tenant("back-channel") TenantIdentityProvider keycloak,
            EndedSessions sessions,
            Passwords passwords,
            TaskFeeds feeds,
            Scopes scopes) {
        this.keycloak = keycloak;
        this.sessions = sessions;
        this.passwords = passwords;
        this.feeds = feeds;
        this.scopes = scopes;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response end(@RestForm("logout_token") @Nullable String token) {
        boolean ended = verified(token).filter(this::end).isPresent();
        Response.ResponseBuilder answer =
                ended ? Response.ok() : Response.status(400).entity(new Refused("invalid_request"));
        return answer.header("Cache-Control", "no-store").build();
    }

    /** The realm's configuration says which issuer, audiences and kind of token are good. */
    private Optional<JsonWebToken> verified(@Nullable String token) {
        if (token == null || DropMalformedTokens.isNoJwt(token)) {
            return Optional.empty();
        }
        try {
            Object principal = keycloak.authenticate(new AccessTokenCredential(token))
                    .await()
                    .atMost(PATIENCE)
                    .getPrincipal();
            return principal instanceof JsonWebToken read ? Optional.of(read) : Optional.empty();
        } catch (AuthenticationFailedException | CompletionException refused) {
            return Optional.empty();
        }
    }

    private boolean end(JsonWebToken token) {
        Object events = token.getClaim("events");
        Object session = token.getClaim("sid");
        String subject = token.getSubject();
        if (!(events instanceof JsonObject told) || !told.containsKey(EVENT) || token.containsClaim("nonce")) {
            return false;
        }
        if (session instanceof String id && isBounded(id)) {
            sessions.endSession(token.getIssuer(), id);
        } else if (session == null && subject != null && isBounded(subject)) {
            sessions.endPerson(token.getIssuer(), subject);
        } else {
            return false;
        }
        layToRest(token.getIssuer(), subject);
        return true;
    }

    /** Mail and calendar programs have no session: whether the person may still use them, the next log-in tells. */
    private void layToRest(String issuer, @Nullable String subject) {
        if (subject != null && isBounded(subject)) {
            scopes.runAsWorker(() -> {
                passwords.rest(issuer, subject);
                feeds.rest(issuer, subject);
            });
        }
    }

    private static boolean isBounded(String id) {
        return !id.isEmpty() && id.length() <= LONGEST;
    }
}
