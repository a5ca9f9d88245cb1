package salesinsights.ui.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.LinkMap;
import salesinsights.scoring.report.LinkMaps;
import salesinsights.scoring.report.Period;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.PagePolicy;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Which links of a campaign's mail are clicked, over the picture of the mail. */
@Path("/reports/links")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class LinkPagesResource {
    private static final String POLICY = "Content-Security-Policy";

    private final LinkMaps maps;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    LinkPagesResource(LinkMaps maps, Shells shells, CurrentCaller caller, Clock clock) {
        this.maps = maps;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance links(Shell shell, LinkScreen screen);
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public Response links(
            @QueryParam("campaign") @DefaultValue("") String campaign,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone,
            @CookieParam("zone") @Nullable String usual) {
        LinkScreen screen = new LinkScreen(map(campaign, from, to, ViewersZone.of(zone, usual)));
        return Response.ok(Templates.links(shells.of("Links of a campaign", Place.REPORTS), screen))
                .header(POLICY, PagePolicy.FRAMING_OURSELVES)
                .build();
    }

    /** The mail as it looks, with figures at its links. It is somebody's HTML: nothing in it runs, loads or leads away. */
    @GET
    @Path("picture")
    @Transactional
    @Operation(hidden = true)
    public Response picture(
            @QueryParam("campaign") @DefaultValue("") String campaign,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("zone") @Nullable String zone) {
        return Response.ok(MailPicture.of(map(campaign, from, to, zone)))
                .header(POLICY, PagePolicy.STRANGE_HTML)
                .build();
    }

    private LinkMap map(String campaign, @Nullable String from, @Nullable String to, @Nullable String zone) {
        return maps.of(caller.get(), campaign, Period.parse(from, to, zone, clock));
    }
}
