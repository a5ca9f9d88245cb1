package salesinsights.tracking.team;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** The caller of this request, read once from the verified token. */
@RequestScoped
public class CurrentCaller {
    private final CurrentIdentityAssociation identity;
    private final Teams teams;
    private @Nullable Caller caller;

    CurrentCaller(CurrentIdentityAssociation identity, Teams teams) {
        this.identity = identity;
        this.teams = teams;
    }

    /** Who asks; only for requests that a guard let in. */
    public Caller get() {
        if (caller == null) {
            caller = read(identity.getIdentity());
        }
        return caller;
    }

    /**
     * The team that something new belongs to.
     *
     * @param path as the request names it, null for the caller's only team
     * @throws Problem if the team is not visible, or none is named and the caller has several
     */
    public Team teamFor(@Nullable String path) {
        if (path == null || path.isBlank()) {
            List<Team> own = get().ownTeams();
            if (own.size() == 1) {
                return own.getFirst();
            }
            throw Problem.invalid("team", "name the team, such as /teams/emea: you have " + own.size());
        }
        return get().visibleTeams().stream()
                .filter(team -> team.path().value().equals(path))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("team", "you have no such team"));
    }

    /** The log-in that the request's token belongs to. Reads nothing but the token. */
    public Session session() {
        return identity.getIdentity().getPrincipal() instanceof JsonWebToken token ? session(token) : Session.NONE;
    }

    Scope scope() {
        SecurityIdentity who = identity.getIdentity();
        return who.isAnonymous() ? new Scope.Nothing() : new Scope.OfTeams(get().visibleTeamIds());
    }

    private Caller read(SecurityIdentity who) {
        if (!(who.getPrincipal() instanceof JsonWebToken token)) {
            throw new IllegalStateException("the caller has no token");
        }
        Set<TeamPath> paths = new LinkedHashSet<>();
        claimed(token, "groups").stream()
                .filter(group -> group.startsWith(TeamPath.ROOT))
                .forEach(group -> {
                    paths.add(new TeamPath(group));
                });
        List<Team> own = paths.stream().map(teams::require).toList();
        boolean onlyRep = who.getRoles().stream()
                .noneMatch(Set.of(Caller.MANAGER, Caller.SYNC, Caller.ADMIN, Caller.PRIVACY)::contains);
        String username = text(token, "preferred_username", who.getPrincipal().getName());
        return new Caller(
                username,
                text(token, "name", username),
                text(token, "email", "").toLowerCase(Locale.ROOT),
                who.getRoles(),
                own,
                onlyRep ? own : teams.subtrees(own),
                session(token));
    }

    private static Session session(JsonWebToken token) {
        return new Session(
                text(token, "iss", ""),
                text(token, "sid", ""),
                text(token, "sub", ""),
                moment(token, "iat", Instant.EPOCH),
                moment(token, "exp", Instant.MAX));
    }

    private static Instant moment(JsonWebToken token, String claim, Instant otherwise) {
        Object value = token.getClaim(claim);
        return value instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : otherwise;
    }

    private static String text(JsonWebToken token, String claim, String otherwise) {
        Object value = token.getClaim(claim);
        String text = value instanceof JsonString json ? json.getString() : value == null ? "" : value.toString();
        return text.isBlank() ? otherwise : text;
    }

    private static List<String> claimed(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        if (!(value instanceof Collection<?> several)) {
            return List.of();
        }
        return several.stream()
                .map(one -> one instanceof JsonString json ? json.getString() : String.valueOf(one))
                .toList();
    }
}
