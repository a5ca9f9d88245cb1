package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.ground.SheetText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** Large files of leads, step by step: upload, columns, start, and undo. */
@Path("/api/lead-imports")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
@Produces(MediaType.APPLICATION_JSON)
class LeadImportsResource {
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,9})-([0-9]{1,3})");
    private static final int MESSAGES_AT_MOST = 1_000;

    private final LeadImports imports;
    private final LeadFiles files;
    private final ImportMessagesCsv table;
    private final CurrentCaller caller;

    LeadImportsResource(LeadImports imports, LeadFiles files, ImportMessagesCsv table, CurrentCaller caller) {
        this.imports = imports;
        this.files = files;
        this.table = table;
        this.caller = caller;
    }

    record Listing(List<LeadImportView> items) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Messages(
            List<LeadImportView.Message> items, @Nullable String next) {}

    @GET
    @Transactional
    @Operation(summary = "The newest imports of the caller's teams", operationId = "listLeadImports")
    public Listing list() {
        return new Listing(files.newest(teams()));
    }

    @POST
    @Consumes({"text/csv", SheetText.XLSX})
    @Operation(
            summary =
                    "Upload a CSV file or workbook of up to 100 MB and 250,000 rows; it is checked, taken in by start",
            operationId = "uploadLeadImport")
    public Response upload(
            @QueryParam("team") @Nullable String team,
            @QueryParam("fileName") @Nullable String fileName,
            InputStream body)
            throws IOException {
        TeamId teamId = caller.teamFor(team).id();
        java.nio.file.Path file = Files.createTempFile("leads", ".csv");
        try {
            LeadImportResource.copy(body, file);
            return uploaded(teamId, fileName, file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response form(@QueryParam("team") @Nullable String team, @RestForm("file") @Nullable FileUpload file)
            throws IOException {
        if (file == null) {
            throw Problem.invalid(
                    "file", "is missing: a form field of this name with the CSV file or workbook is expected");
        }
        return uploaded(caller.teamFor(team).id(), file.fileName(), file.uploadedFile());
    }

    private Response uploaded(TeamId team, @Nullable String fileName, java.nio.file.Path file) throws IOException {
        UUID id = imports.upload(team, caller.get().username(), fileName, file);
        return Response.created(URI.create("/api/lead-imports/" + id))
                .entity(QuarkusTransaction.requiringNew().call(() -> view(id)))
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "How far an import is, and what its columns are for", operationId = "getLeadImport")
    public LeadImportView get(@PathParam("id") String id) {
        return view(Ids.stated(id));
    }

    @GET
    @Path("{id}/rows")
    @Transactional
    @Operation(summary = "The first rows of a file that is not taken in yet", operationId = "getLeadImportRows")
    public List<LeadImportView.Sample> rows(@PathParam("id") String id) {
        return files.samples(teams(), Ids.stated(id));
    }

    /**
     * What columns are for.
     *
     * @param uses by the column's name: a field, {@code attribute:number} or {@code skip}
     * @param onError skip to leave wrong rows out, reject to take nothing then
     */
    record Columns(
            @Nullable Map<String, @Nullable String> uses,
            @Nullable String onError) {}

    @PUT
    @Path("{id}/columns")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Say what columns are for; the file is checked anew", operationId = "mapLeadImport")
    public LeadImportView columns(@PathParam("id") String id, @Nullable Columns columns) {
        UUID file = Ids.stated(id);
        Map<String, String> uses = new HashMap<>();
        if (columns != null && columns.uses() != null) {
            columns.uses().forEach((name, use) -> uses.put(name, use == null ? "skip" : use));
        }
        imports.use(teams(), file, uses, strict(columns == null ? null : columns.onError()));
        return view(file);
    }

    private static @Nullable Boolean strict(@Nullable String onError) {
        return switch (onError == null ? "" : onError) {
            case "" -> null;
            case "skip" -> false;
            case "reject" -> true;
            default -> throw Problem.invalid("onError", "must be skip or reject");
        };
    }

    @POST
    @Path("{id}/start")
    @Consumes(MediaType.WILDCARD)
    @Transactional
    @Operation(summary = "Take the file in, in the background", operationId = "startLeadImport")
    public Response start(@PathParam("id") String id) {
        imports.start(teams(), Ids.stated(id));
        return Response.accepted(view(Ids.stated(id))).build();
    }

    @POST
    @Path("{id}/undo")
    @Consumes(MediaType.WILDCARD)
    @Transactional
    @Operation(
            summary = "Take back what an import made and changed, where nothing happened since",
            operationId = "undoLeadImport")
    public Response undo(@PathParam("id") String id) {
        imports.undo(teams(), Ids.stated(id), caller.get().username());
        return Response.accepted(view(Ids.stated(id))).build();
    }

    @DELETE
    @Path("{id}")
    @Transactional
    @Operation(summary = "Forget a file that was not taken in", operationId = "discardLeadImport")
    public void discard(@PathParam("id") String id) {
        imports.discard(teams(), Ids.stated(id));
    }

    @GET
    @Path("{id}/messages")
    @Transactional
    @Operation(summary = "What is wrong with rows, or odd about them", operationId = "getLeadImportMessages")
    public Messages messages(
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("0-0") String after,
            @QueryParam("atMost") @DefaultValue("200") int atMost) {
        Matcher place = PLACE.matcher(after);
        if (!place.matches()) {
            throw Problem.invalid("after", "is not a cursor that was handed out here");
        }
        if (atMost < 1 || atMost > MESSAGES_AT_MOST) {
            throw Problem.invalid("atMost", "must lie between 1 and 1000");
        }
        List<LeadImportView.Message> found = files.messages(
                teams(), Ids.stated(id), Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), atMost);
        boolean last = found.size() < atMost;
        return new Messages(
                found,
                last ? null : found.getLast().row() + "-" + found.getLast().position());
    }

    @GET
    @Path("{id}/messages")
    @Produces("text/csv")
    @Transactional
    @Operation(hidden = true)
    public Response messagesCsv(@PathParam("id") String id) {
        byte[] csv = table.of(caller.get(), Ids.stated(id));
        return Response.ok(csv).type("text/csv;charset=UTF-8").build();
    }

    private LeadImportView view(UUID id) {
        return files.find(teams(), id).orElseThrow(Problem::notFound);
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
