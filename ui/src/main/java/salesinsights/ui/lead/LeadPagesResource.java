package salesinsights.ui.lead;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadChanges;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.Outcome;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** A lead's page and the forms on it. */
@Path("/leads/{id: [0-9a-f-]{36}}")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
@Transactional
class LeadPagesResource {
    private final Leads leads;
    private final LeadChanges changes;
    private final LeadScreens screens;
    private final Shells shells;
    private final CurrentCaller caller;

    LeadPagesResource(Leads leads, LeadChanges changes, LeadScreens screens, Shells shells, CurrentCaller caller) {
        this.leads = leads;
        this.changes = changes;
        this.screens = screens;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "lead")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance lead(Shell shell, LeadScreen lead);
    }

    /** The fields of the edit form, as typed. */
    static class Typed {
        @FormParam("name")
        @Nullable
        String name;

        @FormParam("email")
        @Nullable
        String email;

        @FormParam("company")
        @Nullable
        String company;

        @FormParam("phone")
        @Nullable
        String phone;

        @FormParam("country")
        @Nullable
        String country;

        @FormParam("owner")
        @Nullable
        String owner;

        @FormParam("stage")
        @Nullable
        String stage;

        @FormParam("edition")
        @Nullable
        String edition;

        /** Only what the form had; a field that was not sent stays as it is. */
        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            put(fields, "name", name);
            put(fields, "email", email);
            put(fields, "company", company);
            put(fields, "phone", phone);
            put(fields, "country", country);
            put(fields, "owner", owner);
            put(fields, "stage", stage);
            return fields;
        }

        private static void put(Map<String, String> fields, String name, @Nullable String value) {
            if (value != null) {
                fields.put(name, value);
            }
        }

        long seen() {
            try {
                return Long.parseLong(String.valueOf(edition));
            } catch (NumberFormatException none) {
                return -1;
            }
        }
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show(
            @PathParam("id") String id,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        Lead lead = require(id);
        return page(lead, LeadForm.of(lead), false, did, about);
    }

    @POST
    @Operation(hidden = true)
    public Response change(@PathParam("id") String id, @BeanParam Typed typed) {
        Lead lead = require(id);
        try {
            if (!changes.change(teams(), lead.id(), typed.fields(), typed.seen())) {
                return refused(lead, 409, Map.of("", "Somebody changed this lead meanwhile. Look again, then save."));
            }
        } catch (Problem problem) {
            return refused(lead, problem.status(), problem.byField(), typed);
        }
        return Response.seeOther(Back.to("/leads/" + id, "/worklist", "saved", id))
                .build();
    }

    @POST
    @Path("outcome")
    @Operation(hidden = true)
    public Response decide(@PathParam("id") String id, @FormParam("outcome") @Nullable String outcome) {
        if (outcome == null) {
            throw Problem.invalid("outcome", "is missing: won or lost");
        }
        changes.decide(teams(), require(id).id(), Outcome.of(outcome), null);
        String did = Outcome.of(outcome) == Outcome.WON ? "won" : "lost";
        return Response.seeOther(Back.to("/leads/" + id, "/worklist", did, id)).build();
    }

    @POST
    @Path("outcome/reopen")
    @Operation(hidden = true)
    public Response reopen(@PathParam("id") String id) {
        changes.decide(teams(), require(id).id(), null, null);
        return Response.seeOther(Back.to("/leads/" + id, "/worklist", "reopened", id))
                .build();
    }

    private Response refused(Lead lead, int status, Map<String, String> wrong) {
        TemplateInstance page = page(lead, LeadForm.of(lead).saying(wrong), true, null, null);
        return Response.status(status).entity(page).build();
    }

    private Response refused(Lead lead, int status, Map<String, String> wrong, Typed typed) {
        LeadForm form = LeadForm.of(lead).with(typed.fields()).saying(wrong);
        return Response.status(status)
                .entity(page(lead, form, true, null, null))
                .build();
    }

    private TemplateInstance page(
            Lead lead, LeadForm form, boolean editing, @Nullable String did, @Nullable String about) {
        LeadScreen screen = screens.of(caller.get(), lead, form, editing);
        Shell shell = shells.of(lead.title(), Place.WORKLIST).saying(Toasts.of(did, about, screen.back()));
        return Templates.lead(shell, screen);
    }

    private Lead require(String id) {
        return leads.find(teams(), new LeadId(Ids.stated(id))).orElseThrow(Problem::notFound);
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
