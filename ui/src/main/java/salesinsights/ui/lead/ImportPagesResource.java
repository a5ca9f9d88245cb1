package salesinsights.ui.lead;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.ImportMessagesCsv;
import salesinsights.scoring.lead.LeadFiles;
import salesinsights.scoring.lead.LeadImportView;
import salesinsights.scoring.lead.LeadImports;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Leads from a file: choose, say what the columns are, look, import, take back. None is transactional: refusals are shown. */
@Path("/leads/import")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ImportPagesResource {
    /** So many of a file's messages are on its page; all are in the download. */
    static final int MESSAGES = 50;

    private static final String HERE = "/leads/import";
    private static final String ID = "{id: [0-9a-f-]{36}}";

    private final LeadImports imports;
    private final LeadFiles files;
    private final ImportMessagesCsv table;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    ImportPagesResource(
            LeadImports imports,
            LeadFiles files,
            ImportMessagesCsv table,
            Shells shells,
            CurrentCaller caller,
            Clock clock) {
        this.imports = imports;
        this.files = files;
        this.table = table;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "lead")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance imports(Shell shell, ImportsScreen screen);

        static native TemplateInstance importing(Shell shell, ImportScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance ask() {
        return asking(null, null, List.of());
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response upload(@RestForm("file") @Nullable FileUpload file, @RestForm("team") @Nullable String team)
            throws IOException {
        try {
            if (file == null || file.size() == 0) {
                throw Problem.invalid("file", "Choose a CSV file or workbook with at least a header row.");
            }
            UUID id = imports.upload(
                    caller.teamFor(team).id(), caller.get().username(), file.fileName(), file.uploadedFile());
            return seen(id);
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .entity(asking(
                            team,
                            said(problem),
                            problem.fields().stream()
                                    .skip(1)
                                    .map(ImportPagesResource::said)
                                    .toList()))
                    .build();
        }
    }

    private TemplateInstance asking(@Nullable String team, @Nullable String trouble, List<String> troubles) {
        Instant now = clock.instant();
        List<ImportRow> rows = QuarkusTransaction.requiringNew().call(() -> files.newest(teams())).stream()
                .map(one -> ImportRow.of(one, now))
                .toList();
        return Templates.imports(
                shells.of("Import leads", Place.WORKLIST),
                new ImportsScreen(caller.get().visiblePaths(), team, rows, trouble, troubles));
    }

    @GET
    @Path(ID)
    @Operation(hidden = true)
    public TemplateInstance show(@PathParam("id") String id) {
        return shown(Ids.stated(id), null);
    }

    /**
     * Says what each column is.
     *
     * @param uses for every column, in its order
     */
    @POST
    @Path(ID + "/columns")
    @Operation(hidden = true)
    public Response columns(
            @PathParam("id") String id,
            @FormParam("use") @Nullable List<String> uses,
            @FormParam("on-error") @Nullable String onError) {
        return change(id, file -> {
            List<LeadImportView.Column> columns =
                    files.find(teams(), file).orElseThrow(Problem::notFound).columns();
            Map<String, String> chosen = new HashMap<>();
            for (int i = 0; uses != null && i < Math.min(columns.size(), uses.size()); i++) {
                chosen.put(columns.get(i).name(), uses.get(i));
            }
            imports.use(teams(), file, chosen, "reject".equals(onError));
        });
    }

    @POST
    @Path(ID + "/start")
    @Operation(hidden = true)
    public Response start(@PathParam("id") String id) {
        return change(id, file -> imports.start(teams(), file));
    }

    @POST
    @Path(ID + "/undo")
    @Operation(hidden = true)
    public Response undo(@PathParam("id") String id) {
        return change(id, file -> imports.undo(teams(), file, caller.get().username()));
    }

    @POST
    @Path(ID + "/discard")
    @Operation(hidden = true)
    public Response discard(@PathParam("id") String id) {
        Response answer = change(id, file -> imports.discard(teams(), file));
        return answer.getStatus() == Response.Status.SEE_OTHER.getStatusCode()
                ? Response.seeOther(URI.create(HERE)).build()
                : answer;
    }

    @GET
    @Path(ID + "/messages.csv")
    @Produces("text/csv")
    @Operation(hidden = true)
    public Response messages(@PathParam("id") String id) {
        UUID file = Ids.stated(id);
        byte[] csv = QuarkusTransaction.requiringNew().call(() -> table.of(caller.get(), file));
        return Response.ok(csv)
                .type("text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"import-messages.csv\"")
                .build();
    }

    private Response change(String id, Consumer<UUID> change) {
        UUID file = Ids.stated(id);
        try {
            QuarkusTransaction.requiringNew().run(() -> change.accept(file));
            return seen(file);
        } catch (Problem problem) {
            if (problem.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw problem;
            }
            return Response.status(problem.status())
                    .entity(shown(file, said(problem)))
                    .build();
        }
    }

    private static Response seen(UUID id) {
        return Response.seeOther(URI.create(HERE + "/" + id)).build();
    }

    private TemplateInstance shown(UUID id, @Nullable String wrong) {
        ImportScreen screen = QuarkusTransaction.requiringNew().call(() -> {
            LeadImportView file = files.find(teams(), id).orElseThrow(Problem::notFound);
            return new ImportScreen(
                    file,
                    files.samples(teams(), id),
                    files.messages(teams(), id, 0, 0, MESSAGES),
                    When.of(file.at(), clock.instant()),
                    wrong);
        });
        return Templates.importing(shells.of("Import " + screen.file().fileName(), Place.WORKLIST), screen);
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }

    private static String said(Problem problem) {
        return problem.fields().isEmpty()
                ? problem.detail()
                : said(problem.fields().getFirst());
    }

    private static String said(Problem.Field field) {
        return field.field() + ": " + field.message();
    }
}
