package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.tracking.outgoing.JsonHttp.Reply;

/**
 * What an answer that is none means. JSON-2 answers 500 for an unknown field or argument, and JSON-RPC 200 for everything:
 * the error's name says more than the status.
 */
final class OdooErrors {
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Set<String> LOCKED_OUT = Set.of(
            "odoo.exceptions.AccessDenied",
            "odoo.http.SessionExpiredException",
            "werkzeug.exceptions.Unauthorized",
            "werkzeug.exceptions.Forbidden");
    private static final Set<String> FOR_GOOD = Set.of(
            "odoo.exceptions.AccessError",
            "odoo.exceptions.MissingError",
            "odoo.exceptions.RedirectWarning",
            "odoo.exceptions.UserError",
            "odoo.exceptions.ValidationError",
            "werkzeug.exceptions.NotFound",
            "werkzeug.exceptions.BadRequest",
            "werkzeug.exceptions.UnprocessableEntity",
            "builtins.AttributeError",
            "builtins.KeyError",
            "builtins.TypeError",
            "builtins.ValueError");

    private final InstantSource clock;

    OdooErrors(InstantSource clock) {
        this.clock = clock;
    }

    /** What to throw for an answer of JSON-2 that is not good. */
    RuntimeException ofJson2(Reply reply) {
        if (reply.status() == 429 || (reply.status() == 503 && reply.headers().containsKey("retry-after"))) {
            return CrmFailure.busy("Odoo asks for a rest.", reply.retryAfter(clock.instant(), REST));
        }
        if (reply.body().hasNonNull("name")) {
            return named(reply.body());
        }
        return switch (reply.status()) {
            case 401, 403 -> lockedOut("");
            case 404 -> CrmFailure.unreachable("There is no Odoo at this address; state the server's address alone.");
            default -> unexpected(reply);
        };
    }

    /** What to throw for the error object of a JSON-RPC answer. */
    RuntimeException ofRpc(JsonNode error) {
        JsonNode inner = error.path("data");
        return inner.hasNonNull("name")
                ? named(inner)
                : CrmFailure.unreachable(
                        "Odoo reports a failure: " + words(error.path("message").asText()));
    }

    /** What to throw for an answer that is not even JSON. */
    CrmFailure unexpected(Reply reply) {
        int status = reply.status();
        if (status == 429 || (status == 503 && reply.headers().containsKey("retry-after"))) {
            return CrmFailure.busy("Odoo asks for a rest.", reply.retryAfter(clock.instant(), REST));
        }
        if (status >= 300 && status < 400) {
            return CrmFailure.unreachable("The server sends elsewhere (" + status + "): state the final address.");
        }
        return CrmFailure.unreachable(
                reply.isGood()
                        ? "The server answers with a web page instead of JSON: look at the address."
                        : "The server answers " + status + ".");
    }

    private static RuntimeException named(JsonNode error) {
        String name = error.path("name").asText();
        String message = words(error.path("message").asText());
        if (LOCKED_OUT.contains(name)) {
            return lockedOut(message);
        }
        if (FOR_GOOD.contains(name) || (name.startsWith("psycopg2.errors.") && name.endsWith("Violation"))) {
            return new OdooRefusal(name, message);
        }
        return CrmFailure.unreachable("Odoo failed (" + words(name) + ").");
    }

    private static CrmFailure lockedOut(String why) {
        return CrmFailure.unauthorised(
                ("Odoo does not let us in: make a new API key in the user's preferences. " + why).strip());
    }

    private static String words(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
