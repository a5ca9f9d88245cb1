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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.AskForConsent;
import salesinsights.tracking.consent.ConsentProofs;
import salesinsights.tracking.consent.ConsentView;
import salesinsights.tracking.consent.Consents;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/**
 * The consent ledger: look somebody up, enter what the person said, ask by mail, take the proof out. Addresses are sent
 * in bodies, never in the page's own address, where logs and histories would keep them.
 */
@Path("/privacy/consents")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
@Produces(MediaType.TEXT_HTML)
class ConsentPagesResource {
    private static final String HERE = "/privacy/consents";

    private final Consents consents;
    private final AskForConsent asking;
    private final ConsentProofs proofs;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    ConsentPagesResource(
            Consents consents,
            AskForConsent asking,
            ConsentProofs proofs,
            Shells shells,
            CurrentCaller caller,
            Clock clock) {
        this.consents = consents;
        this.asking = asking;
        this.proofs = proofs;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "privacy")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance consents(Shell shell, ConsentsScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance empty() {
        return page(new TypedConsent(), Map.of(), null);
    }

    @POST
    @Operation(hidden = true)
    public Response look(@BeanParam Typed form) {
        TypedConsent typed = form.read();
        return answered(typed, null, () -> {});
    }

    @POST
    @Path("enter")
    @Operation(hidden = true)
    public Response enter(@BeanParam Typed form) {
        TypedConsent typed = form.read();
        return answered(
                typed,
                "Entered",
                () -> QuarkusTransaction.requiringNew()
                        .run(() -> consents.enter(
                                caller.teamFor(typed.team),
                                typed.entry(),
                                caller.get().username())));
    }

    @POST
    @Path("ask")
    @Operation(hidden = true)
    public Response ask(@BeanParam Typed form) {
        TypedConsent typed = form.read();
        return answered(
                typed, "Asked by mail", () -> asking.ask(caller.get(), caller.teamFor(typed.team), typed.question()));
    }

    @POST
    @Path("proof")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @Operation(hidden = true)
    public Response proof(@BeanParam Typed form) {
        TypedConsent typed = form.read();
        Caller who = caller.get();
        return Response.ok(
                        QuarkusTransaction.requiringNew()
                                .call(() -> proofs.of(who.visibleTeams(), typed.address, who.username())),
                        MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"proof-of-consent.json\"")
                .build();
    }

    private Response answered(TypedConsent typed, @Nullable String said, Runnable change) {
        try {
            change.run();
            if (said != null) {
                typed.evidence = null;
                typed.purposes = null;
            }
            return Response.ok(page(typed, Map.of(), said)).build();
        } catch (Problem problem) {
            Map<String, String> wrong = new LinkedHashMap<>();
            problem.fields().forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
            if (wrong.isEmpty()) {
                wrong.put("", problem.detail());
            }
            return Response.status(problem.status())
                    .entity(page(typed, wrong, null))
                    .build();
        }
    }

    private TemplateInstance page(TypedConsent typed, Map<String, String> wrong, @Nullable String said) {
        ConsentsScreen screen = QuarkusTransaction.requiringNew().call(() -> screen(typed, wrong));
        Shell shell = shells.of("Consents", caller.get().has(Caller.PRIVACY) ? Place.PRIVACY : Place.ELSEWHERE);
        return Templates.consents(said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE)), screen);
    }

    private ConsentsScreen screen(TypedConsent typed, Map<String, String> wrong) {
        Caller who = caller.get();
        boolean asked = typed.address != null && !typed.address.isBlank();
        Map<String, String> all = new LinkedHashMap<>(wrong);
        ConsentView.@Nullable Found found = null;
        if (asked && !wrong.containsKey("address")) {
            try {
                found = consents.about(who.visibleTeams(), typed.address);
            } catch (Problem noAddress) {
                all.putIfAbsent("address", noAddress.detail());
            }
        } else if (typed.address != null) {
            all.putIfAbsent("address", "is needed");
        }
        boolean mayProve = who.has(Caller.MANAGER) || who.has(Caller.ADMIN) || who.has(Caller.PRIVACY);
        return new ConsentsScreen(
                found == null ? null : entries(found),
                found == null ? List.of() : found.chains(),
                who.visibleTeams(),
                mayProve,
                typed.fields(),
                typed.ticked(),
                all);
    }

    private List<ConsentsScreen.Entry> entries(ConsentView.Found found) {
        return found.items().stream()
                .map(one -> new ConsentsScreen.Entry(
                        one,
                        When.of(one.recordedAt(), clock.instant()),
                        When.ofNullable(one.askAgainAt(), clock.instant())))
                .toList();
    }

    /** The form as it came in. */
    static final class Typed {
        @FormParam("address")
        @Nullable
        String address;

        @FormParam("team")
        @Nullable
        String team;

        @FormParam("purpose")
        @Nullable
        List<String> purposes;

        @FormParam("state")
        @Nullable
        String state;

        @FormParam("method")
        @Nullable
        String method;

        @FormParam("evidence")
        @Nullable
        String evidence;

        @FormParam("language")
        @Nullable
        String language;

        private TypedConsent read() {
            TypedConsent typed = new TypedConsent();
            typed.address = address;
            typed.team = team;
            typed.purposes = purposes;
            typed.state = state;
            typed.method = method;
            typed.evidence = evidence;
            typed.language = language;
            return typed;
        }
    }
}
