package salesinsights.ui.lead;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.ImportLeads;
import salesinsights.scoring.lead.ImportReport;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Leads from a file, first looked at if one likes. */
@Path("/leads/import")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ImportPagesResource {
    private final ImportLeads imports;
    private final Shells shells;
    private final CurrentCaller caller;

    ImportPagesResource(ImportLeads imports, Shells shells, CurrentCaller caller) {
        this.imports = imports;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "lead")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance importing(Shell shell, ImportScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance ask() {
        return page(new ImportScreen(teams(), null, "", false, null, null, List.of()));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response take(
            @RestForm("file") @Nullable FileUpload file,
            @RestForm("team") @Nullable String team,
            @RestForm("map") @Nullable String map,
            @RestForm("on-error") @Nullable String onError,
            @RestForm("step") @Nullable String step)
            throws IOException {
        String typed = Objects.requireNonNullElse(map, "");
        boolean strict = "reject".equals(onError);
        try {
            if (file == null || file.size() == 0) {
                throw Problem.invalid("file", "Choose a CSV file with at least a header row.");
            }
            ImportLeads.Order order = new ImportLeads.Order(
                    caller.teamFor(team).id(),
                    mapping(typed),
                    strict ? ImportLeads.OnError.REJECT : ImportLeads.OnError.SKIP,
                    "preview".equals(step));
            ImportReport report = imports.run(order, file.uploadedFile());
            return Response.ok(page(new ImportScreen(teams(), team, typed, strict, report, null, List.of())))
                    .build();
        } catch (Problem problem) {
            ImportScreen screen =
                    new ImportScreen(teams(), team, typed, strict, null, trouble(problem), troubles(problem));
            return Response.status(problem.status()).entity(page(screen)).build();
        }
    }

    private TemplateInstance page(ImportScreen screen) {
        return Templates.importing(shells.of("Import leads", Place.WORKLIST), screen);
    }

    private List<String> teams() {
        return caller.get().visiblePaths();
    }

    /** A pair a line, field and column, as {@code external_id: Prospect ID}. */
    private static Map<String, String> mapping(String typed) {
        Map<String, String> mapping = new LinkedHashMap<>();
        for (String line :
                typed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw Problem.invalid("map", "a line of the columns must look like external_id: Prospect ID");
            }
            mapping.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return mapping;
    }

    private static String trouble(Problem problem) {
        return problem.fields().isEmpty()
                ? problem.detail()
                : said(problem.fields().getFirst());
    }

    private static List<String> troubles(Problem problem) {
        return problem.fields().stream().skip(1).map(ImportPagesResource::said).toList();
    }

    private static String said(Problem.Field field) {
        String where = field.row() == 0 ? field.field() : "Row " + field.row() + ", " + field.field();
        return where + ": " + field.message();
    }
}
