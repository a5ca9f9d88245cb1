package salesinsights.ui.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.verdict.CatalogueChanges;
import salesinsights.tracking.verdict.CatalogueRow;
import salesinsights.tracking.verdict.CatalogueView;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** The catalogue of programs and networks, for administrators. */
@Path("/settings/catalogue")
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.TEXT_HTML)
class CataloguePagesResource {
    private static final URI HERE = URI.create("/settings/catalogue");
    private static final int NEWEST = Integer.MAX_VALUE;
    private static final int VERSIONS_SHOWN = 20;

    private final CatalogueChanges changes;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    CataloguePagesResource(CatalogueChanges changes, Shells shells, CurrentCaller caller, Clock clock) {
        this.changes = changes;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance catalogue(Shell shell, CatalogueScreen screen);
    }

    /** The form as it was filled in. */
    static final class Typed {
        @FormParam("kind")
        @Nullable
        String kind;

        @FormParam("name")
        @Nullable
        String name;

        @FormParam("match")
        @Nullable
        String match;

        @FormParam("actor")
        @Nullable
        String actor;

        @FormParam("scope")
        @Nullable
        String scope;

        @FormParam("certainty")
        @Nullable
        String certainty;

        @FormParam("source")
        @Nullable
        String source;

        @FormParam("follows")
        @Nullable
        String follows;

        @FormParam("publish")
        @Nullable
        String publish;

        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            put(fields, "kind", kind);
            put(fields, "name", name);
            put(fields, "match", match);
            put(fields, "actor", actor);
            put(fields, "scope", scope);
            put(fields, "certainty", certainty);
            put(fields, "source", source);
            return fields;
        }

        private static void put(Map<String, String> fields, String field, @Nullable String value) {
            if (value != null) {
                fields.put(field, value);
            }
        }

        CatalogueRow.Typed row() {
            return new CatalogueRow.Typed(kind, name, match, actor, scope, numberOr(certainty, -1), source);
        }
    }

    // None of these is transactional: trying and publishing take a transaction of their own.
    @GET
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did) {
        @Nullable
        String said = did == null
                ? null
                : switch (did) {
                    case "published" -> "Published. Recent events are judged anew.";
                    case "restored" -> "Restored. Recent events are judged anew.";
                    default -> null;
                };
        return page(Map.of(), Map.of(), null, said);
    }

    @POST
    @Operation(hidden = true)
    public Response add(@BeanParam Typed typed) {
        CatalogueView now = changes.current();
        List<CatalogueRow.@Nullable Typed> rows = new ArrayList<>(
                now.rows().stream().map(CataloguePagesResource::typed).toList());
        rows.add(typed.row());
        try {
            if (typed.publish == null) {
                CatalogueChanges.Preview preview = changes.preview(new CatalogueChanges.Draft(rows, null, null));
                return Response.ok(page(typed.fields(), Map.of(), preview, null))
                        .build();
            }
            return publish(rows, "Added " + typed.name, numberOr(typed.follows, now.number()));
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .entity(page(typed.fields(), problem.byField(), null, null))
                    .build();
        }
    }

    @POST
    @Path("remove")
    @Operation(hidden = true)
    public Response remove(@FormParam("place") @Nullable String place, @FormParam("follows") @Nullable String follows) {
        CatalogueView now = changes.current();
        int index = (int) numberOr(place, -1);
        if (index < 0 || index >= now.rows().size()) {
            throw Problem.notFound();
        }
        List<CatalogueRow.@Nullable Typed> rows = new ArrayList<>(
                now.rows().stream().map(CataloguePagesResource::typed).toList());
        rows.remove(index);
        return publish(rows, "Removed " + now.rows().get(index).name(), numberOr(follows, now.number()));
    }

    @POST
    @Path("restore")
    @Operation(hidden = true)
    public Response restore(@FormParam("number") @Nullable String number) {
        changes.restore((int) numberOr(number, -1), caller.get().username());
        return Response.seeOther(URI.create(HERE + "?did=restored")).build();
    }

    private Response publish(List<CatalogueRow.@Nullable Typed> rows, String note, double follows) {
        changes.publish(
                new CatalogueChanges.Draft(rows, note, (int) follows),
                caller.get().username());
        return Response.seeOther(URI.create(HERE + "?did=published")).build();
    }

    private static CatalogueRow.Typed typed(CatalogueRow row) {
        return new CatalogueRow.Typed(
                row.kind().name(),
                row.name(),
                row.match(),
                row.actor().name(),
                row.scope(),
                row.certainty(),
                row.source());
    }

    private static double numberOr(@Nullable String text, double otherwise) {
        try {
            return text == null || text.isBlank() ? otherwise : Double.parseDouble(text.strip());
        } catch (NumberFormatException none) {
            return otherwise;
        }
    }

    private TemplateInstance page(
            Map<String, String> typed,
            Map<String, String> wrong,
            CatalogueChanges.@Nullable Preview preview,
            @Nullable String said) {
        CatalogueScreen screen = QuarkusTransaction.requiringNew().call(() -> screen(typed, wrong, preview));
        Shell shell = shells.of("Catalogue", Place.SETTINGS);
        return Templates.catalogue(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE.toString())), screen);
    }

    private CatalogueScreen screen(
            Map<String, String> typed, Map<String, String> wrong, CatalogueChanges.@Nullable Preview preview) {
        CatalogueView now = changes.inForce();
        List<CatalogueScreen.Version> versions = changes.versions(NEWEST).stream()
                .limit(VERSIONS_SHOWN)
                .map(version -> new CatalogueScreen.Version(
                        version.number(),
                        When.of(version.publishedAt(), clock.instant()),
                        version.publishedBy(),
                        version.note(),
                        version.size(),
                        version.number() == now.number()))
                .toList();
        @Nullable
        When at = now.published() == null ? null : When.of(now.published().publishedAt(), clock.instant());
        return new CatalogueScreen(now, at, versions, typed, wrong, preview);
    }
}
