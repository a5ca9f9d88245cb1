package salesinsights.ui.session;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;

/** Who the bearer of this token is here. */
@Path("/api/me")
@Authenticated
class MeResource {
    /**
     * @param teams paths of the caller's own teams
     * @param visibleTeams paths of all teams whose leads the caller sees
     */
    record Me(String username, String name, List<String> roles, List<String> teams, List<String> visibleTeams) {
        static Me of(Caller caller) {
            return new Me(
                    caller.username(),
                    caller.name(),
                    caller.roles().stream().sorted().toList(),
                    paths(caller.ownTeams()),
                    paths(caller.visibleTeams()));
        }

        private static List<String> paths(List<Team> teams) {
            return teams.stream().map(team -> team.path().value()).sorted().toList();
        }
    }

    private final CurrentCaller caller;

    MeResource(CurrentCaller caller) {
        this.caller = caller;
    }

    /** The caller, as this application understands the token. */
    @GET
    public Me me() {
        return Me.of(caller.get());
    }
}
