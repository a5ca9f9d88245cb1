package salesinsights.scoring.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.ground.SheetText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** {@code curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: text/csv" --data-binary @leads.csv .../api/leads/import}. */
@Path("/api/leads/import")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
@Produces(MediaType.APPLICATION_JSON)
class LeadImportResource {
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private final ImportLeads imports;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    LeadImportResource(ImportLeads imports, CurrentCaller caller, ObjectMapper json) {
        this.imports = imports;
        this.caller = caller;
        this.json = json;
    }

    /** The same query parameters for both kinds of body. */
    static class Wanted {
        @QueryParam("team")
        @Nullable
        String team;

        @QueryParam("mapping")
        @Nullable
        String mapping;

        @QueryParam("map")
        @Nullable
        List<String> map;

        @QueryParam("onError")
        @DefaultValue("skip")
        String onError = "skip";

        @QueryParam("dryRun")
        boolean dryRun;
    }

    @POST
    @Consumes({"text/csv", SheetText.XLSX})
    @Operation(
            summary = "Import leads from a CSV file, or a workbook's first sheet, of up to 100 MB and 250,000 rows",
            operationId = "importLeads")
    public ImportReport text(@jakarta.ws.rs.BeanParam Wanted wanted, InputStream body) throws IOException {
        ImportLeads.Order order = orderOf(wanted);
        java.nio.file.Path file = Files.createTempFile("leads", ".csv");
        try {
            copy(body, file);
            return imports.run(order, file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public ImportReport form(@jakarta.ws.rs.BeanParam Wanted wanted, @RestForm("file") @Nullable FileUpload file)
            throws IOException {
        if (file == null) {
            throw Problem.invalid(
                    "file", "is missing: a form field of this name with the CSV file or workbook is expected");
        }
        return imports.run(orderOf(wanted), file.uploadedFile());
    }

    static void copy(InputStream body, java.nio.file.Path file) throws IOException {
        try (OutputStream kept = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long total = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
                CsvText.checkSize(total);
                kept.write(buffer, 0, read);
            }
        }
    }

    private ImportLeads.Order orderOf(Wanted wanted) {
        return new ImportLeads.Order(
                caller.teamFor(wanted.team).id(), mappingOf(wanted), onError(wanted.onError), wanted.dryRun);
    }

    private static ImportLeads.OnError onError(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "skip" -> ImportLeads.OnError.SKIP;
            case "reject" -> ImportLeads.OnError.REJECT;
            default -> throw Problem.invalid("onError", "must be skip or reject");
        };
    }

    private Map<String, String> mappingOf(Wanted wanted) {
        Map<String, String> mapping = new LinkedHashMap<>();
        if (wanted.mapping != null && !wanted.mapping.isBlank()) {
            try {
                mapping.putAll(json.readValue(wanted.mapping, TEXTS));
            } catch (JsonProcessingException unreadable) {
                throw Problem.invalid(
                        "mapping", "is not a JSON object of column names by field, such as {\"email\": \"E-mail\"}");
            }
        }
        for (String pair : wanted.map == null ? List.<String>of() : wanted.map) {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                throw Problem.invalid("map", "must look like external_id:Prospect ID");
            }
            mapping.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        if (mapping.containsValue(null)) {
            throw Problem.invalid("mapping", "must give every field the name of a column");
        }
        return mapping;
    }
}
