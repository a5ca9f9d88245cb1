package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.tracking.outgoing.JsonHttp.Reply;

/**
 * What Tryton's answers mean. A refusal comes with status 200 as {@code ["UserError", [message, description, domain]]}, a
 * failure as {@code [message, trace]}; of an unknown field the message is no more than its name in quotes.
 */
final class TrytonErrors {
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Pattern UNKNOWN = Pattern.compile("'([A-Za-z0-9_.]{1,100})'");
    private static final Pattern UNFIT =
            Pattern.compile("invalid literal|could not convert|out of range|value too long|must be ");

    private final InstantSource clock;

    TrytonErrors(InstantSource clock) {
        this.clock = clock;
    }

    /** Id of the user and key of the session. */
    JsonNode loggedIn(Reply reply, String database) {
        if (reply.status() == 401 || (reply.isGood() && reply.isJson() && isLoginRefused(reply.body()))) {
            throw lockedOut();
        }
        if (reply.status() == 404 || reply.status() == 405) {
            throw CrmFailure.unreachable("There is no Tryton with the database \"" + database
                    + "\" at this address: state the server's address alone, and the database as Tryton names it.");
        }
        JsonNode answer = result(reply);
        if (!answer.path(0).isInt() || !answer.path(1).isTextual()) {
            throw CrmFailure.unreachable(
                    "The server answers a log-in otherwise than Tryton does: look at the address.");
        }
        return answer;
    }

    private static boolean isLoginRefused(JsonNode body) {
        return body.path("error").path(0).asText().equals("LoginException");
    }

    /** What a method gave back. */
    JsonNode result(Reply reply) {
        int status = reply.status();
        if (status == 429 || (status == 503 && reply.headers().containsKey("retry-after"))) {
            throw CrmFailure.busy("Tryton asks for a rest.", reply.retryAfter(clock.instant(), REST));
        }
        if (status == 401) {
            throw lockedOut();
        }
        if (status == 403) {
            throw CrmFailure.unauthorised("Tryton does not let us call what we need: look whether the user may, and"
                    + " whether the module insights_lead on the server is as new as this connection.");
        }
        if (status >= 300 && status < 400) {
            throw CrmFailure.unreachable("The server sends elsewhere (" + status + "): state the final address.");
        }
        if (!reply.isGood()) {
            throw CrmFailure.unreachable("The server answers " + status + ".");
        }
        if (!reply.isJson()) {
            throw CrmFailure.unreachable("The server answers with a web page instead of JSON: look at the address.");
        }
        JsonNode error = reply.body().path("error");
        if (!error.isMissingNode()) {
            throw failed(error);
        }
        if (!reply.body().has("result")) {
            throw CrmFailure.unreachable("The server's answer is not one of Tryton's: look at the address.");
        }
        return reply.body().path("result");
    }

    private static RuntimeException failed(JsonNode error) {
        String name = error.path(0).asText();
        JsonNode inner = error.path(1);
        return switch (name) {
            case "UserError" ->
                new TrytonRefusal(
                        words(inner.path(0).asText() + " " + inner.path(1).asText()), "");
            case "UserWarning" ->
                new TrytonRefusal(
                        "Tryton asks a person to confirm: "
                                + words(inner.path(1).asText()),
                        "");
            case "ConcurrencyException" -> TrytonRefusal.conflict();
            case "LoginException" -> lockedOut();
            default -> unnamed(name);
        };
    }

    private static RuntimeException unnamed(String message) {
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.matches()) {
            String field = unknown.group(1);
            return new TrytonRefusal(
                    "Tryton has no " + field + ": set the connection up again, or map another field.", field);
        }
        return UNFIT.matcher(message).find()
                ? new TrytonRefusal("Tryton cannot take a value: " + words(message), "")
                : CrmFailure.unreachable("Tryton reports a failure: " + words(message));
    }

    private static CrmFailure lockedOut() {
        return CrmFailure.unauthorised("Tryton does not let us in: look at login and password, and whether the user is"
                + " active over there.");
    }

    private static String words(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
