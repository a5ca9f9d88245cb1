package salesinsights.crm.sheet;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.SheetText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** {@code curl -H "Authorization: Bearer $TOKEN" -H "Accept: text/csv" ".../api/leads/export?column=email&column=insights_score:Score"}. */
@Path("/api/leads/export")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
@Transactional
class LeadTableResource {
    private final LeadTables tables;
    private final CurrentCaller caller;

    LeadTableResource(LeadTables tables, CurrentCaller caller) {
        this.tables = tables;
        this.caller = caller;
    }

    /** The same query for both kinds of file. */
    static class Wanted {
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

        @QueryParam("column")
        @Parameter(
                description = "A column in place of all, in this order: insights_score, insights_score:Score to call it"
                        + " otherwise, attribute.Segment for what an import kept")
        @Nullable
        List<String> columns;

        LeadTableOrder order() {
            return new LeadTableOrder(team, words, owner, stage, columns);
        }
    }

    @GET
    @Produces("text/csv")
    @Operation(
            summary = "Leads of the caller's teams with score, reasons and last human touch, as CSV or a workbook",
            operationId = "exportLeads")
    public Response csv(@BeanParam Wanted wanted) {
        LeadTable table = tables.of(caller, wanted.order());
        return file(table::writeCsv, "text/csv;charset=UTF-8", "leads.csv");
    }

    @GET
    @Produces(SheetText.XLSX)
    @Operation(hidden = true)
    public Response xlsx(@BeanParam Wanted wanted) {
        LeadTable table = tables.of(caller, wanted.order());
        return file(table::writeXlsx, SheetText.XLSX, "leads.xlsx");
    }

    private static Response file(StreamingOutput content, String type, String name) {
        return Response.ok(content)
                .type(type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
