package salesinsights.ui.report;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Period;
import salesinsights.scoring.report.ReportMessages;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** From a row of the report down to its messages, for somebody who says why. */
@Path("/reports/messages")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class MessagesPagesResource {
    private static final List<String> FIELDS = List.of("by", "key", "what", "from", "to", "zone", "reason", "after");

    private final ReportMessages messages;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    MessagesPagesResource(ReportMessages messages, Shells shells, CurrentCaller caller, Clock clock) {
        this.messages = messages;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance messages(
                Shell shell, Map<String, String> typed, Map<String, String> wrong, ReportMessages.@Nullable Page page);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance ask(@Context UriInfo uri) {
        return page(typed(uri.getQueryParameters()), Map.of(), null);
    }

    // Not transactional: a refused form is shown again with what was typed.
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response look(MultivaluedMap<String, String> form) {
        Map<String, String> typed = typed(form);
        try {
            ReportMessages.Page found = QuarkusTransaction.requiringNew()
                    .call(() -> messages.of(
                            caller.get(),
                            new ReportMessages.Asked(
                                    given(typed, "by"),
                                    typed.get("key"),
                                    given(typed, "what"),
                                    typed.get("reason"),
                                    given(typed, "after")),
                            Period.parse(given(typed, "from"), given(typed, "to"), given(typed, "zone"), clock)));
            return Response.ok(page(typed, Map.of(), found)).build();
        } catch (Problem refused) {
            Map<String, String> wrong = new LinkedHashMap<>();
            refused.fields().forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
            return Response.status(refused.status())
                    .entity(page(typed, wrong, null))
                    .build();
        }
    }

    private static Map<String, String> typed(MultivaluedMap<String, String> form) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (String field : FIELDS) {
            String value = form.getFirst(field);
            typed.put(field, value == null ? "" : value);
        }
        return typed;
    }

    private static @Nullable String given(Map<String, String> typed, String field) {
        String value = typed.get(field);
        return value == null || value.isBlank() ? null : value;
    }

    private TemplateInstance page(
            Map<String, String> typed, Map<String, String> wrong, ReportMessages.@Nullable Page found) {
        return Templates.messages(shells.of("Messages behind a figure", Place.REPORTS), typed, wrong, found);
    }
}
