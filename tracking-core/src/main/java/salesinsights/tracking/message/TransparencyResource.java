package salesinsights.tracking.message;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;

/** The line about tracking in a team's own words. */
@Path("/api/transparency-texts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.MANAGER, Caller.ADMIN, Caller.PRIVACY})
class TransparencyResource {
    private final TransparencyTexts texts;
    private final CurrentCaller caller;

    TransparencyResource(TransparencyTexts texts, CurrentCaller caller) {
        this.texts = texts;
        this.caller = caller;
    }

    /** What recipients are told, by language: {@code shipped} holds where {@code own} has nothing. */
    record TextsView(String team, Map<String, TransparencyText> own, Map<String, TransparencyText> shipped) {
        TextsView {
            own = Map.copyOf(own);
            shipped = Map.copyOf(shipped);
        }
    }

    /** What a request may say. */
    record Stated(@Nullable String text, @Nullable String link) {}

    @GET
    @Transactional
    public TextsView all(@QueryParam("team") @Nullable String team) {
        return view(caller.teamFor(team));
    }

    @PUT
    @Path("/{language}")
    @Transactional
    public TextsView set(
            @PathParam("language") String language,
            @QueryParam("team") @Nullable String team,
            @Nullable Stated stated) {
        if (stated == null) {
            throw Problem.unreadable("A text and the words of its link are needed as the body.", null);
        }
        Team owner = caller.teamFor(team);
        String text = stated.text() == null ? "" : stated.text();
        String link = stated.link() == null ? "" : stated.link();
        texts.set(owner.id(), language, new TransparencyText(text, link));
        return view(owner);
    }

    @DELETE
    @Path("/{language}")
    @Transactional
    public TextsView drop(@PathParam("language") String language, @QueryParam("team") @Nullable String team) {
        Team owner = caller.teamFor(team);
        texts.drop(owner.id(), language);
        return view(owner);
    }

    private TextsView view(Team team) {
        return new TextsView(
                team.path().value(), new TreeMap<>(texts.of(team.id())), new TreeMap<>(TransparencyText.SHIPPED));
    }
}
