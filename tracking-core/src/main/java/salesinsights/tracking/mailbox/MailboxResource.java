package salesinsights.tracking.mailbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** Mailboxes of the caller's teams, for those who answer for them. */
@Path("/api/mailboxes")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
class MailboxResource {
    private final Mailboxes mailboxes;
    private final CurrentCaller caller;

    MailboxResource(Mailboxes mailboxes, CurrentCaller caller) {
        this.mailboxes = mailboxes;
        this.caller = caller;
    }

    /** A page; {@code next} is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(List<MailboxView> items, @Nullable UUID next) {}

    @GET
    @Transactional
    public Listed list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("atMost") @DefaultValue("50") @Min(1) @Max(200) int atMost) {
        List<MailboxView> page = mailboxes.page(visible(), after, atMost);
        return new Listed(page, page.size() < atMost ? null : page.getLast().id());
    }

    @POST
    @Transactional
    public Response create(@NotNull NewMailbox wanted) {
        MailboxView made = mailboxes.create(
                caller.teamFor(wanted.team()), wanted, caller.get().username());
        return Response.created(URI.create("/api/mailboxes/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("{id}")
    @Transactional
    public MailboxView get(@PathParam("id") UUID id) {
        return mailboxes.require(visible(), id);
    }

    @PATCH
    @Path("{id}")
    @Transactional
    public MailboxView change(@PathParam("id") UUID id, @NotNull NewMailbox change) {
        return mailboxes.change(visible(), id, change);
    }

    @DELETE
    @Path("{id}")
    @Transactional
    public void remove(@PathParam("id") UUID id) {
        mailboxes.remove(visible(), id);
    }

    @POST
    @Path("{id}/pause")
    @Transactional
    public MailboxView pause(@PathParam("id") UUID id) {
        return mailboxes.pause(visible(), id);
    }

    @POST
    @Path("{id}/resume")
    @Transactional
    public MailboxView resume(@PathParam("id") UUID id) {
        return mailboxes.resume(visible(), id);
    }

    // Not transactional: nothing in the database waits while the server is asked.
    @POST
    @Path("{id}/test")
    public MailboxTried test(@PathParam("id") UUID id) {
        Set<TeamId> teams = visible();
        return mailboxes.attempt(QuarkusTransaction.requiringNew().call(() -> mailboxes.attempt(teams, id)));
    }

    private Set<TeamId> visible() {
        return caller.get().visibleTeamIds();
    }
}
