package salesinsights.tracking.provider;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import salesinsights.tracking.ground.Problem;

/**
 * Where providers report to: public, without log-in; a signature or a secret says whose a request is. Answers are small
 * and always the same, and no request is worth a line in the log.
 */
@Path("/w")
@PermitAll
@Produces(MediaType.TEXT_PLAIN)
class WebhookResource {
    private static final int RETRY_AFTER_SECONDS = 30;

    private final Webhooks webhooks;
    private final ProvidersConfig config;

    WebhookResource(Webhooks webhooks, ProvidersConfig config) {
        this.webhooks = webhooks;
        this.config = config;
    }

    @POST
    @Path("{endpoint}")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Response take(@PathParam("endpoint") String endpoint, @Context HttpHeaders headers, InputStream body) {
        return take(endpoint, "", headers, body);
    }

    @POST
    @Path("{endpoint}/{secret}")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Response take(
            @PathParam("endpoint") String endpoint,
            @PathParam("secret") String secret,
            @Context HttpHeaders headers,
            InputStream body) {
        UUID id = Leaf.uuid(endpoint);
        if (id == null) {
            return answer(webhooks.counted(Webhooks.Taken.NOT_OURS));
        }
        byte[] bytes = read(body);
        return bytes.length > config.largestBytes()
                ? answer(webhooks.counted(Webhooks.Taken.TOO_LARGE))
                : answer(webhooks.take(id, name -> header(headers, name), secret, bytes));
    }

    private byte[] read(InputStream body) {
        try {
            return body.readNBytes(config.largestBytes() + 1);
        } catch (IOException gone) {
            throw Problem.unreadable("The body did not come whole.", gone);
        }
    }

    private static String header(HttpHeaders headers, String name) {
        String value = headers.getHeaderString(name);
        return value == null ? "" : value;
    }

    private static Response answer(Webhooks.Taken taken) {
        return switch (taken) {
            case STORED, REPEATED -> Response.ok("ok\n").build();
            case NOT_OURS ->
                Response.status(404).entity("There is nothing here.\n").build();
            case FORGED -> Response.status(401).entity("Not accepted.\n").build();
            case TOO_LARGE -> Response.status(413).entity("Too large.\n").build();
            case NOT_NOW ->
                Response.status(503)
                        .header("Retry-After", RETRY_AFTER_SECONDS)
                        .entity("Please try again.\n")
                        .build();
        };
    }
}
