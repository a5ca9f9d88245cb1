package salesinsights.tracking.team;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who asks.
 *
 * @param username Keycloak's name for the person or the service account; also the owner's name on leads
 * @param name for display
 * @param email lower case, empty if Keycloak knows none
 * @param roles the product's roles that Keycloak gave
 * @param ownTeams the teams the caller is a member of
 * @param visibleTeams the teams whose rows the caller may see: for a rep the own ones, for every other role the
 *     subtrees below them
 * @param session the log-in that the request belongs to
 */
public record Caller(
        String username,
        String name,
        String email,
        Set<String> roles,
        List<Team> ownTeams,
        List<Team> visibleTeams,
        Session session) {
    /** Role names as they stand in Keycloak, for {@code @RolesAllowed}. */
    public static final String REP = "sales-rep";

    public static final String MANAGER = "sales-manager";
    public static final String SYNC = "crm-sync";
    public static final String ADMIN = "admin";
    public static final String PRIVACY = "privacy-officer";

    public Caller {
        roles = Set.copyOf(roles);
        ownTeams = List.copyOf(ownTeams);
        visibleTeams = List.copyOf(visibleTeams);
    }

    /** Somebody on whose behalf a job works, without being logged in. */
    public Caller(
            String username,
            String name,
            String email,
            Set<String> roles,
            List<Team> ownTeams,
            List<Team> visibleTeams) {
        this(username, name, email, roles, ownTeams, visibleTeams, Session.NONE);
    }

    /** Ids of {@link #visibleTeams}, for the explicit team predicate that every query carries. */
    public Set<TeamId> visibleTeamIds() {
        return visibleTeams.stream().map(Team::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Paths of {@link #visibleTeams}, in order: what a form offers. */
    public List<String> visiblePaths() {
        return visibleTeams.stream().map(team -> team.path().value()).sorted().toList();
    }

    /** True if the team's rows may be seen. */
    public boolean sees(TeamId team) {
        return visibleTeamIds().contains(team);
    }

    /** True if Keycloak gave the role. */
    public boolean has(String role) {
        return roles.contains(role);
    }
}
