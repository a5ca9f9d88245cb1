package salesinsights.ui.lead;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.sheet.LeadTable;
import salesinsights.crm.sheet.LeadTableOrder;
import salesinsights.crm.sheet.LeadTables;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.ground.SheetText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Leads into a file: which, in which columns, called how. */
@Path("/leads/export")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ExportPagesResource {
    private static final String AS = "as.";

    private final LeadTables tables;
    private final Shells shells;
    private final CurrentCaller caller;

    ExportPagesResource(LeadTables tables, Shells shells, CurrentCaller caller) {
        this.tables = tables;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "lead")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance exports(Shell shell, ExportScreen screen);
    }

    /** The form as it is filled in. */
    static class Typed {
        @QueryParam("team")
        @Nullable
        String team;

        @QueryParam("q")
        @Nullable
        String words;

        @QueryParam("owner")
        @Nullable
        String owner;

        @QueryParam("stage")
        @Nullable
        String stage;

        @Context
        @Nullable
        UriInfo uri;

        @QueryParam("attributes")
        @Nullable
        String attributes;

        /** What columns are called, by their facts. */
        private Map<String, String> names() {
            Map<String, String> names = new HashMap<>();
            if (uri != null) {
                uri.getQueryParameters().forEach((key, values) -> {
                    if (key.startsWith(AS)) {
                        names.put(key.substring(AS.length()), values.getFirst());
                    }
                });
            }
            return names;
        }

        ExportScreen screen(List<String> teams, @Nullable String trouble) {
            return new ExportScreen(
                    teams,
                    team,
                    words,
                    owner,
                    stage,
                    ExportScreen.columns(names()),
                    attributes == null ? "" : attributes,
                    trouble);
        }

        LeadTableOrder order() {
            List<String> columns = new ArrayList<>();
            ExportScreen.columns(names()).stream()
                    .filter(column -> !column.name().isBlank())
                    .forEach(column -> columns.add(column.fact() + ":" + column.name()));
            if (attributes != null) {
                attributes
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(line -> columns.add("attribute." + line.strip()));
            }
            if (columns.isEmpty()) {
                throw Problem.invalid("column", "at least one column needs a name");
            }
            return new LeadTableOrder(team, words, owner, stage, columns);
        }
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance ask(@BeanParam Typed typed) {
        return shown(typed, null);
    }

    @GET
    @Path("leads.csv")
    @Produces({"text/csv", MediaType.TEXT_HTML})
    @Operation(hidden = true)
    public Response csv(@BeanParam Typed typed) {
        return answer(typed, "leads.csv", "text/csv;charset=UTF-8", table -> table::writeCsv);
    }

    @GET
    @Path("leads.xlsx")
    @Produces({SheetText.XLSX, MediaType.TEXT_HTML})
    @Operation(hidden = true)
    public Response xlsx(@BeanParam Typed typed) {
        return answer(typed, "leads.xlsx", SheetText.XLSX, table -> table::writeXlsx);
    }

    private interface Writing {
        StreamingOutput of(LeadTable table);
    }

    private Response answer(Typed typed, String name, String type, Writing writing) {
        try {
            LeadTable table = QuarkusTransaction.requiringNew().call(() -> tables.of(caller, typed.order()));
            return Response.ok(writing.of(table), type)
                    .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                    .build();
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .type(MediaType.TEXT_HTML_TYPE)
                    .entity(shown(typed, said(problem)))
                    .build();
        }
    }

    private static String said(Problem problem) {
        if (problem.fields().isEmpty()) {
            return String.valueOf(problem.getMessage());
        }
        Problem.Field first = problem.fields().getFirst();
        String field = first.field().equals("q") ? "words" : first.field();
        return Character.toUpperCase(field.charAt(0)) + field.substring(1) + ": " + first.message() + ".";
    }

    private TemplateInstance shown(Typed typed, @Nullable String trouble) {
        return Templates.exports(
                shells.of("Export leads", Place.WORKLIST),
                typed.screen(caller.get().visiblePaths(), trouble));
    }
}
