package salesinsights.ui.notice;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.notify.NoticeCause;
import salesinsights.scoring.notify.NoticeSetting;
import salesinsights.scoring.notify.NoticeSettings;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Everybody's own: of what, how sure, how often. Not transactional: refusals are shown. */
@Path("/settings/notices")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class NoticeSettingPagesResource {
    private static final URI SAVED = URI.create("/settings/notices?did=saved");
    private static final double HUNDRED = 100;

    private final NoticeSettings settings;
    private final Shells shells;
    private final CurrentCaller caller;

    NoticeSettingPagesResource(NoticeSettings settings, Shells shells, CurrentCaller caller) {
        this.settings = settings;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "notice")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance setting(Shell shell, SettingScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did) {
        Shell shell = shells.of("What to tell me", Place.NOTICES);
        return Templates.setting(
                "saved".equals(did) ? shell.saying(new Shell.Toast("Saved", null, "/settings/notices")) : shell,
                SettingScreen.of(now(), caller.get().email()));
    }

    private NoticeSetting now() {
        return QuarkusTransaction.requiringNew().call(() -> settings.of(caller.get()));
    }

    @POST
    @Operation(hidden = true)
    public Response save(
            @FormParam("cause") @Nullable List<String> causes,
            @FormParam("percent") @Nullable String percent,
            @FormParam("most-a-day") @Nullable String mostADay,
            @FormParam("digest-at") @Nullable String digestAt,
            @FormParam("version") @Nullable String version) {
        List<NoticeCause> wanted = new ArrayList<>();
        try {
            (causes == null ? List.<String>of() : causes).forEach(one -> wanted.add(NoticeCause.named(one)));
            NoticeSetting stated = NoticeSetting.stated(wanted, number(percent) / HUNDRED, whole(mostADay), digestAt);
            Long seen = version == null ? null : Long.valueOf(whole(version));
            QuarkusTransaction.requiringNew().call(() -> settings.save(caller.get(), seen, stated));
            return Response.seeOther(SAVED).build();
        } catch (Problem problem) {
            Map<String, String> wrong = new LinkedHashMap<>();
            problem.fields().forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
            boolean changed = problem.status() == Response.Status.PRECONDITION_FAILED.getStatusCode();
            SettingScreen screen = new SettingScreen(
                    SettingScreen.causes(wanted),
                    percent == null ? "" : percent,
                    mostADay == null ? "" : mostADay,
                    digestAt == null ? "" : digestAt,
                    caller.get().email(),
                    now().version(),
                    wrong,
                    changed
                            ? "This was changed meanwhile, in another window perhaps. Look at it and save again."
                            : null);
            return Response.status(changed ? Response.Status.CONFLICT.getStatusCode() : problem.status())
                    .entity(Templates.setting(shells.of("What to tell me", Place.NOTICES), screen))
                    .build();
        }
    }

    /** Nothing that is allowed if it is no number, so that the form says so at its field with all else that is wrong. */
    private static double number(@Nullable String typed) {
        try {
            return Double.parseDouble(typed == null ? "" : typed.strip());
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    private static int whole(@Nullable String typed) {
        try {
            return Integer.parseInt(typed == null ? "" : typed.strip());
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
