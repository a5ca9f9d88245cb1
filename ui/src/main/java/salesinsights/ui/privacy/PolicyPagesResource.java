package salesinsights.ui.privacy;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.PolicyChanged;
import salesinsights.tracking.consent.PolicyDraftView;
import salesinsights.tracking.consent.PolicyDrafts;
import salesinsights.tracking.consent.PolicyPreviews;
import salesinsights.tracking.consent.PolicyTables;
import salesinsights.tracking.consent.PolicyView;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** The country table, for administrators and privacy officers. */
@Path("/privacy/policy")
@RolesAllowed({Caller.ADMIN, Caller.PRIVACY})
@Produces(MediaType.TEXT_HTML)
class PolicyPagesResource {
    private static final URI HERE = URI.create("/privacy/policy");
    private static final int EDITIONS_SHOWN = 20;

    private final PolicyTables tables;
    private final PolicyDrafts drafts;
    private final PolicyPreviews previews;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    PolicyPagesResource(
            PolicyTables tables,
            PolicyDrafts drafts,
            PolicyPreviews previews,
            Shells shells,
            CurrentCaller caller,
            Clock clock) {
        this.tables = tables;
        this.drafts = drafts;
        this.previews = previews;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "privacy")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance policy(Shell shell, PolicyScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance table(
            @QueryParam("region") @Nullable String region, @QueryParam("did") @Nullable String did) {
        String code = region == null ? "" : region.strip().toUpperCase(Locale.ROOT);
        @Nullable
        String said = did == null
                ? null
                : switch (did) {
                    case "drafted" -> "Written into the draft; nothing has changed yet";
                    case "discarded" -> "Taken out of the draft";
                    case "published" -> "Published; it holds everywhere within seconds";
                    default -> null;
                };
        return page(code, null, Map.of(), said);
    }

    @POST
    @Path("row")
    @Operation(hidden = true)
    public Response write(@BeanParam Typed form) {
        TypedRow typed = form.read();
        return answered(
                typed.region(),
                typed.fields(),
                "drafted",
                () -> drafts.write(
                        typed.region(),
                        typed.entry(),
                        typed.seen(),
                        caller.get().username()));
    }

    @POST
    @Path("discard")
    @Operation(hidden = true)
    public Response discard(@FormParam("region") @Nullable String region, @FormParam("seen") @Nullable String seen) {
        String which = region == null || region.isBlank() ? null : region;
        return answered(
                "",
                Map.of(),
                "discarded",
                () -> drafts.discard(which, String.valueOf(seen), caller.get().username()));
    }

    @POST
    @Path("publish")
    @Operation(hidden = true)
    public Response publish(@FormParam("note") @Nullable String note, @FormParam("seen") @Nullable String seen) {
        Map<String, String> typed = Map.of("note", note == null ? "" : note);
        return answered(
                "",
                typed,
                "published",
                () -> drafts.publish(note, String.valueOf(seen), PolicyChanged.Publisher.of(caller.get())));
    }

    private Response answered(String region, Map<String, String> typed, String did, Runnable change) {
        try {
            QuarkusTransaction.requiringNew().run(change);
            return Response.seeOther(URI.create(HERE + "?did=" + did)).build();
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .entity(page(region, typed, wrong(problem), null))
                    .build();
        }
    }

    private static Map<String, String> wrong(Problem problem) {
        Map<String, String> wrong = new LinkedHashMap<>();
        problem.fields().forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
        if (wrong.isEmpty()) {
            wrong.put("", problem.detail());
        }
        return wrong;
    }

    private TemplateInstance page(
            String region, @Nullable Map<String, String> typed, Map<String, String> wrong, @Nullable String said) {
        PolicyScreen screen = QuarkusTransaction.requiringNew().call(() -> screen(region, typed, wrong));
        Shell shell = shells.of("Country table", caller.get().has(Caller.PRIVACY) ? Place.PRIVACY : Place.SETTINGS);
        return Templates.policy(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE.toString())), screen);
    }

    private PolicyScreen screen(String region, @Nullable Map<String, String> typed, Map<String, String> wrong) {
        Caller who = caller.get();
        PolicyView table = tables.seenBy(who);
        PolicyDraftView draft = drafts.view();
        List<PolicyScreen.Edition> editions = drafts.editions(Integer.MAX_VALUE).items().stream()
                .limit(EDITIONS_SHOWN)
                .map(one -> new PolicyScreen.Edition(
                        one.number(), When.of(one.publishedAt(), clock.instant()), one.publishedBy(), one.note()))
                .toList();
        return new PolicyScreen(
                table,
                When.ofNullable(table.publishedAt(), clock.instant()),
                draft,
                draft.changes().isEmpty() || draft.refusal() != null ? null : previews.of(who.visibleTeamIds()),
                editions,
                region,
                typed == null || typed.isEmpty() ? TypedRow.fields(region, table, draft) : typed,
                wrong);
    }

    /** The form as it came in. */
    static final class Typed {
        @FormParam("region")
        @Nullable
        String region;

        @FormParam("seen")
        @Nullable
        String seen;

        @FormParam("name")
        @Nullable
        String name;

        @FormParam("open")
        @Nullable
        String open;

        @FormParam("click")
        @Nullable
        String click;

        @FormParam("web")
        @Nullable
        String web;

        @FormParam("read_receipt")
        @Nullable
        String readReceipt;

        @FormParam("score")
        @Nullable
        String score;

        @FormParam("deliverability")
        @Nullable
        String deliverability;

        @FormParam("withoutConsent")
        @Nullable
        String withoutConsent;

        @FormParam("optOutSignal")
        @Nullable
        String optOutSignal;

        @FormParam("keepsNetwork")
        @Nullable
        String keepsNetwork;

        @FormParam("source")
        @Nullable
        String source;

        @FormParam("reviewedOn")
        @Nullable
        String reviewedOn;

        @FormParam("reviewBy")
        @Nullable
        String reviewBy;

        private TypedRow read() {
            TypedRow typed = new TypedRow();
            typed.region = region;
            typed.seen = seen;
            typed.name = name;
            typed.open = open;
            typed.click = click;
            typed.web = web;
            typed.readReceipt = readReceipt;
            typed.score = score;
            typed.deliverability = deliverability;
            typed.withoutConsent = withoutConsent;
            typed.optOutSignal = optOutSignal;
            typed.keepsNetwork = keepsNetwork;
            typed.source = source;
            typed.reviewedOn = reviewedOn;
            typed.reviewBy = reviewBy;
            return typed;
        }
    }
}
