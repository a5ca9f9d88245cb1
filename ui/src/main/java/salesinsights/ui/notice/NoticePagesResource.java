package salesinsights.ui.notice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.notify.NoticeSettings;
import salesinsights.scoring.notify.Notices;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

@Path("/notices")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
@Transactional
class NoticePagesResource {
    private static final int SHOWN = 50;
    private static final URI HERE = URI.create("/notices");
    private static final String ID = "{id: [0-9a-f-]{36}}";

    private final Notices notices;
    private final NoticeSettings settings;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    NoticePagesResource(Notices notices, NoticeSettings settings, Shells shells, CurrentCaller caller, Clock clock) {
        this.notices = notices;
        this.settings = settings;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "notice")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Shell shell, NoticesScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@QueryParam("unread") boolean unread, @QueryParam("after") @Nullable String after) {
        Instant now = clock.instant();
        Notices.Page page = notices.page(caller.get(), unread, after, SHOWN);
        return Templates.list(
                shells.of("Notices", Place.NOTICES),
                new NoticesScreen(
                        page.items().stream().map(one -> NoticeRow.of(one, now)).toList(),
                        unread,
                        page.next(),
                        after == null || after.isBlank(),
                        now.toString()));
    }

    /** How many ring the bell; asked for by every page. */
    record Bell(int unread) {}

    @GET
    @Path("bell")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response bell() {
        settings.seen(caller.get());
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        return Response.ok(new Bell(notices.unread(caller.get())))
                .cacheControl(never)
                .build();
    }

    @POST
    @Path(ID + "/open")
    @Operation(hidden = true)
    public Response open(@PathParam("id") String id, @FormParam("lead") @Nullable String lead) {
        notices.read(caller.get(), Ids.stated(id));
        return Response.seeOther(lead == null ? HERE : URI.create("/leads/" + Ids.stated(lead)))
                .build();
    }

    @POST
    @Path("read")
    @Operation(hidden = true)
    public Response readAll(@FormParam("until") @Nullable String until) {
        notices.readUntil(caller.get(), momentOf(until));
        return Response.seeOther(HERE).build();
    }

    private Instant momentOf(@Nullable String until) {
        try {
            return until == null ? clock.instant() : Instant.parse(until);
        } catch (DateTimeParseException strange) {
            return clock.instant();
        }
    }
}
