package salesinsights.tracking.mailbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Mail that came back, by REST: raw messages, one or several. */
@Path("/api/mail")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
class MailResource {
    private static final int LARGEST_BYTES = 25 * 1024 * 1024;
    private static final int MOST_FILES = 100;

    private final ReturnedMails returned;
    private final Assignments assignments;
    private final CurrentCaller caller;
    private final Scopes scopes;

    MailResource(ReturnedMails returned, Assignments assignments, CurrentCaller caller, Scopes scopes) {
        this.returned = returned;
        this.assignments = assignments;
        this.caller = caller;
        this.scopes = scopes;
    }

    /** Results in the order of the files. */
    record Results(List<MailResult> items) {
        Results {
            items = List.copyOf(items);
        }
    }

    @POST
    @Consumes("message/rfc822")
    public MailResult accept(byte[] raw, @QueryParam("team") @Nullable String team) {
        if (raw.length == 0) {
            throw Problem.unreadable("A message is needed as the body.", null);
        }
        MailResult result = acceptOne(raw, caller.teamFor(team).id());
        if (result.takenFor().equals("unreadable")) {
            throw Problem.unreadable(String.valueOf(result.reason()), null);
        }
        return result;
    }

    // Each file commits by itself: one that is damaged takes nothing away from its neighbours.
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Results acceptFiles(
            @RestForm(FileUpload.ALL) List<FileUpload> files, @QueryParam("team") @Nullable String team) {
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw Problem.invalid("files", "are 1 to " + MOST_FILES + " raw messages");
        }
        TeamId home = caller.teamFor(team).id();
        List<MailResult> results = new ArrayList<>();
        for (FileUpload file : files) {
            results.add(acceptOne(read(file), home));
        }
        return new Results(results);
    }

    private static byte[] read(FileUpload file) {
        try {
            return Files.readAllBytes(file.uploadedFile());
        } catch (IOException failed) {
            throw new IllegalStateException("an uploaded file could not be read", failed);
        }
    }

    private MailResult acceptOne(byte[] raw, TeamId home) {
        if (raw.length > LARGEST_BYTES) {
            throw Problem.tooLarge("A message has at most 25 MB.");
        }
        Set<TeamId> teams = caller.get().visibleTeamIds();
        return scopes.inTeams(teams, () -> returned.accept(raw, teams, home, EventSource.UPLOAD));
    }

    @GET
    @Path("/unmatched")
    @Transactional
    public UnmatchedNotice.Page unmatched(
            @QueryParam("after") @Nullable UUID after, @QueryParam("atMost") @DefaultValue("50") int atMost) {
        return returned.unmatched(caller.get().visibleTeamIds(), after, PageSize.checked(atMost));
    }

    /** Whom an unmatched notice is about: a recipient, or the newest mail to an address. */
    record Assignment(@Nullable UUID recipient, @Nullable String address) {}

    @POST
    @Path("/unmatched/{id}/assign")
    @Transactional
    public void assign(@PathParam("id") UUID id, @NotNull Assignment to) {
        Caller who = caller.get();
        assignments.assign(who.visibleTeamIds(), id, to.recipient(), to.address(), who.username());
    }

    @POST
    @Path("/unmatched/{id}/dismiss")
    @Transactional
    public void dismiss(@PathParam("id") UUID id) {
        Caller who = caller.get();
        assignments.dismiss(who.visibleTeamIds(), id, who.username());
    }

    @POST
    @Path("/unmatched/{id}/reopen")
    @Transactional
    public void reopen(@PathParam("id") UUID id) {
        assignments.reopen(caller.get().visibleTeamIds(), id);
    }
}
