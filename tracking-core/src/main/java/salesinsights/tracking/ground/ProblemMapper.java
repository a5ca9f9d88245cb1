package salesinsights.tracking.ground;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into problem+json: refused input names its field, a bug gets an id and tells nothing else. */
class ProblemMapper {
    private static final String PREFIX = "urn:sales-insights:problem:";
    private static final int RETRY_AFTER_SECONDS = 5;

    /** The body on the wire. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Body(String type, String title, int status, String detail, List<Problem.Field> errors) {}

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return answer(problem.status(), problem.type(), problem.detail(), problem.fields());
    }

    /** Value constructors refuse what cannot exist. */
    @ServerExceptionMapper
    Response refusedValue(IllegalArgumentException refused) {
        return answer(400, "invalid-input", messageOf(refused), List.of());
    }

    @ServerExceptionMapper
    Response constraints(ConstraintViolationException violated) {
        List<Problem.Field> fields = violated.getConstraintViolations().stream()
                .map(violation -> new Problem.Field(lastOf(violation), violation.getMessage()))
                .toList();
        String detail = fields.stream()
                .map(field -> field.field() + " " + field.message())
                .collect(Collectors.joining("; "));
        return answer(400, "invalid-input", detail, fields);
    }

    // The second is named because Quarkus has a mapper of its own for it, which would be taken as the closer one.
    @ServerExceptionMapper(
            value = {JsonProcessingException.class, MismatchedInputException.class},
            priority = 1)
    Response json(JsonProcessingException unreadable) {
        // What a value constructor of the body says about its own members is more than where it was in the JSON.
        if (unreadable.getCause() instanceof Problem refused) {
            return problem(refused);
        }
        String where = unreadable instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                        .collect(Collectors.joining("."))
                : "";
        if (unreadable instanceof NameUnknownMembers.Unknown unknown) {
            return problem(Problem.invalid(unknown.fields(where)));
        }
        List<Problem.Field> fields = where.isEmpty()
                ? List.of()
                : List.of(new Problem.Field(where, "cannot be read as what is expected here"));
        return answer(400, "unreadable-body", "The body is not the JSON that is expected here.", fields);
    }

    /** The tenant of the path decides: a screen sends the browser to the log-in, REST refuses. */
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Uni<Response> unauthenticated(RoutingContext context) {
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        if (authenticator == null) {
            return Uni.createFrom().item(unauthenticated());
        }
        return authenticator.getChallenge(context).map(ProblemMapper::challenged);
    }

    private static Response challenged(@Nullable ChallengeData challenge) {
        if (challenge == null) {
            return unauthenticated();
        }
        Response.ResponseBuilder response =
                challenge.status == 401 ? Response.fromResponse(unauthenticated()) : Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
        return response.build();
    }

    private static Response unauthenticated() {
        return answer(401, "unauthenticated", "A valid access token is needed.", List.of());
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException missing) {
        return answer(403, "forbidden", "None of your roles may do this.", List.of());
    }

    @ServerExceptionMapper
    Response http(WebApplicationException thrown) {
        int status = thrown.getResponse().getStatus();
        if (status < 400) {
            return thrown.getResponse();
        }
        if (thrown.getCause() instanceof JsonProcessingException unreadable) {
            return json(unreadable);
        }
        return switch (status) {
            case 404 -> problem(Problem.notFound());
            case 413 -> problem(Problem.tooLarge("The request is larger than is taken at once."));
            default -> answer(status, "http-" + status, reasonOf(thrown), List.of());
        };
    }

    @ServerExceptionMapper
    Response bug(Throwable bug) {
        if (Database.isAway(bug)) {
            String detail = "The database does not answer. Try again in a few seconds.";
            return Response.fromResponse(answer(503, "database-away", detail, List.of()))
                    .header("Retry-After", RETRY_AFTER_SECONDS)
                    .build();
        }
        UUID id = Ids.next();
        Log.errorf(bug, "request failed id=%s", id);
        return answer(500, "internal", "Something went wrong on our side. Quote the id " + id + ".", List.of());
    }

    private static Response answer(int status, String type, String detail, List<Problem.Field> fields) {
        String title = type.replace('-', ' ');
        return Response.status(status)
                .type(new MediaType("application", "problem+json"))
                .entity(new Body(PREFIX + type, title, status, detail, fields))
                .build();
    }

    private static String reasonOf(WebApplicationException thrown) {
        return thrown.getResponse().getStatusInfo().getReasonPhrase();
    }

    private static String messageOf(IllegalArgumentException refused) {
        return String.valueOf(refused.getMessage());
    }

    private static String lastOf(ConstraintViolation<?> violation) {
        String last = "request";
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getName() != null) {
                last = node.getName();
            }
        }
        return last;
    }
}
