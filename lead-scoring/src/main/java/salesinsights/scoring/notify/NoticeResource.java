package salesinsights.scoring.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/notices")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
class NoticeResource {
    private final Notices notices;
    private final NoticeSettings settings;
    private final CurrentCaller caller;
    private final Clock clock;

    NoticeResource(Notices notices, NoticeSettings settings, CurrentCaller caller, Clock clock) {
        this.notices = notices;
        this.settings = settings;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A page of what somebody is told.
     *
     * @param unread how many ring the bell, at most 100
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NoticeList(
            List<Notice> items, int unread, @Nullable String next) {}

    @GET
    @Operation(summary = "What I am told: what people did with my leads, newest first", operationId = "listNotices")
    public NoticeList list(
            @QueryParam("unread") boolean unread,
            @QueryParam("after") @Nullable String after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        settings.seen(caller.get());
        Notices.Page page = notices.page(caller.get(), unread, after, atMost);
        return new NoticeList(page.items(), notices.unread(caller.get()), page.next());
    }

    @POST
    @Path("{id}/read")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "I have read one", operationId = "readNotice")
    public void read(@PathParam("id") String id) {
        notices.read(caller.get(), Ids.stated(id));
    }

    /** Up to when; what came since stays unread. */
    record Until(@Nullable Instant until) {}

    record Read(int read) {}

    @POST
    @Path("read")
    @Operation(summary = "I have read all that came until a moment", operationId = "readNotices")
    public Read readAll(@Nullable Until stated) {
        Instant until = stated == null || stated.until() == null ? clock.instant() : stated.until();
        return new Read(notices.readUntil(caller.get(), until));
    }

    @GET
    @Path("setting")
    @Operation(summary = "What I want to be told", operationId = "getNoticeSetting")
    public Response setting() {
        return show(settings.of(caller.get()));
    }

    /** What somebody wants; what is missing is as usual. */
    record Wanted(
            @Nullable List<@Nullable NoticeCause> causes,
            @Nullable Double minimumConfidence,
            @Nullable Integer mostADay,
            @Nullable String digestAt) {}

    @PUT
    @Path("setting")
    @Operation(summary = "Change what I want to be told", operationId = "changeNoticeSetting")
    public Response change(@HeaderParam("If-Match") @Nullable String match, @Nullable Wanted wanted) {
        Long version = IfMatch.stated(match);
        NoticeSetting setting = wanted == null
                ? NoticeSetting.stated(null, null, null, null)
                : NoticeSetting.stated(
                        wanted.causes(), wanted.minimumConfidence(), wanted.mostADay(), wanted.digestAt());
        return show(settings.save(caller.get(), version, setting));
    }

    private static Response show(NoticeSetting setting) {
        return Response.ok(setting)
                .tag(new EntityTag(Integer.toString(setting.version())))
                .build();
    }
}
