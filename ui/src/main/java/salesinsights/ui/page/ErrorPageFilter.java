package salesinsights.ui.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Shows a person what a program gets as problem+json. REST answers stay as they are. */
class ErrorPageFilter {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    @CheckedTemplate(basePath = "page")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance error(Wrong wrong, String assets);
    }

    /** What went wrong, in a person's words. */
    record Wrong(int status, String title, String detail, List<String> fields) {
        Wrong {
            fields = List.copyOf(fields);
        }
    }

    private final ObjectMapper json;
    private final Assets assets;

    ErrorPageFilter(ObjectMapper json, Assets assets) {
        this.json = json;
        this.assets = assets;
    }

    @ServerResponseFilter(priority = Priorities.USER + 100)
    void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= 400 && isProblem(response) && isForAPerson(request)) {
            String page = Templates.error(wrongOf(response), assets.version()).render();
            response.setEntity(page, new Annotation[0], HTML);
            response.getHeaders().putSingle("Content-Type", HTML);
        }
    }

    private static boolean isProblem(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        return response.hasEntity() && type != null && type.getSubtype().equals("problem+json");
    }

    private static boolean isForAPerson(ContainerRequestContext request) {
        String accepts = request.getHeaderString("Accept");
        return !request.getUriInfo().getPath().startsWith("/api/") && accepts != null && accepts.contains("text/html");
    }

    private Wrong wrongOf(ContainerResponseContext response) {
        JsonNode problem = json.valueToTree(response.getEntity());
        List<String> fields = new ArrayList<>();
        problem.path("errors")
                .forEach(error -> fields.add(error.path("field").asText() + ": "
                        + error.path("message").asText()));
        String detail = problem.path("detail").asText();
        return new Wrong(response.getStatus(), titleOf(response.getStatus()), detail, fields);
    }

    private static String titleOf(int status) {
        return switch (status) {
            case 400, 422 -> "That could not be taken";
            case 401 -> "You are not logged in";
            case 403 -> "This is not for your role";
            case 404 -> "There is nothing here";
            case 409 -> "Somebody was faster";
            case 413 -> "That is too large";
            case 502 -> "Another system did not answer";
            case 503 -> "Not available just now";
            default -> status >= 500 ? "Something went wrong on our side" : "That did not work";
        };
    }
}
