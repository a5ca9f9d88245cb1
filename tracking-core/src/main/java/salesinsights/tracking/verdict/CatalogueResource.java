package salesinsights.tracking.verdict;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** The catalogue of programs and networks, and the administrator's versions of it. */
@Path("/api/catalogue")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ADMIN)
class CatalogueResource {
    private final CatalogueChanges changes;
    private final CurrentCaller caller;

    CatalogueResource(CatalogueChanges changes, CurrentCaller caller) {
        this.changes = changes;
        this.caller = caller;
    }

    /** The newest first; {@code next} is the number to ask before for older ones. */
    record Versions(List<CatalogueVersion> items, @Nullable Integer next) {}

    @GET
    @Transactional
    public CatalogueView inForce() {
        return changes.inForce();
    }

    @GET
    @Path("/versions")
    @Transactional
    public Versions versions(@QueryParam("before") @DefaultValue("2147483647") String before) {
        List<CatalogueVersion> items = changes.versions(number(before));
        @Nullable
        Integer next = items.isEmpty() || items.getLast().number() == 1
                ? null
                : items.getLast().number();
        return new Versions(items, next);
    }

    @GET
    @Path("/versions/{number}")
    @Transactional
    public CatalogueVersion version(@PathParam("number") String number) {
        return changes.version(number(number));
    }

    @POST
    @Path("/preview")
    public CatalogueChanges.Preview preview(CatalogueChanges.@Nullable Draft draft) {
        return changes.preview(draft);
    }

    // Not transactional: what is answered is read after what was written is there for all.
    @POST
    public CatalogueView publish(CatalogueChanges.@Nullable Draft draft) {
        changes.publish(draft, caller.get().username());
        return changes.current();
    }

    @POST
    @Path("/versions/{number}/restore")
    public CatalogueView restore(@PathParam("number") String number) {
        changes.restore(number(number), caller.get().username());
        return changes.current();
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw Problem.notFound();
        }
    }
}
