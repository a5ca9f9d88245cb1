package salesinsights.tracking.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.outgoing.SecretRing;
import salesinsights.tracking.outgoing.Secrets;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.TrackingTokens;

/** Addresses that providers report to, by team. Every method runs in the caller's transaction. */
@Singleton
public class Endpoints {
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int MOST_PER_TEAM = 50;
    private static final int SECRET_BYTES = 24;

    private static final String VIEW = """
            select e.*, (select max(d.received_at) from provider_delivery d where d.endpoint_id = e.id) as last_at,
                (select count(*) from provider_delivery d where d.endpoint_id = e.id and d.status = 'WAITING') as waiting
            from provider_endpoint e where e.team_id = any (?)
            """;

    private final Database database;
    private final Secrets secrets;
    private final Teams teams;
    private final TrackingTokens tokens;
    private final ObjectMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Endpoints(Database database, Secrets secrets, Teams teams, TrackingTokens tokens, ObjectMapper json, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.teams = teams;
        this.tokens = tokens;
        this.json = json;
        this.clock = clock;
    }

    /** What it takes to look at a request. */
    record Open(UUID id, TeamId team, Provider provider, List<String> secrets, List<String> topics) {}

    /**
     * Makes an address.
     *
     * @return with the secret, if it was made here
     * @throws Problem if something about it cannot be taken
     */
    public EndpointView create(Team team, NewEndpoint wanted, String user) {
        Provider provider = Provider.of(wanted.provider());
        String name = NewEndpoint.named(wanted.name(), provider.label());
        List<String> topics = NewEndpoint.checkedTopics(provider, wanted.topics());
        refuseTooMany(team.id(), name);
        UUID id = Ids.next();
        String secret = secretFor(provider, wanted.secret());
        byte[] sealed =
                secret == null ? null : sealed(SecretRing.EMPTY.rotated(secret, Duration.ZERO, clock.instant()), id);
        database.write(
                """
                insert into provider_endpoint (id, team_id, provider, name, status, secret, topics, created_by,
                    created_at, changed_at)
                values (?, ?, ?, ?, 'ACTIVE', ?, ?, ?, ?, ?)
                """,
                id,
                team.id().value(),
                provider.code(),
                name,
                sealed,
                Database.texts(topics),
                user,
                clock.instant(),
                clock.instant());
        EndpointView made = require(Set.of(team.id()), id);
        return secret != null && provider.key() == Provider.Key.OURS ? made.showing(secret) : made;
    }

    private void refuseTooMany(TeamId team, String name) {
        List<String> names = database.list(
                "select name from provider_endpoint where team_id = ?", row -> row.getString(1), team.value());
        if (names.contains(name)) {
            throw Problem.conflict("The team already has an address of this name.");
        }
        if (names.size() >= MOST_PER_TEAM) {
            throw Problem.refused("too-many-endpoints", "A team has at most " + MOST_PER_TEAM + " addresses.");
        }
    }

    /** The stated key, or one of ours; null if it comes later or there is none. */
    private @Nullable String secretFor(Provider provider, @Nullable String stated) {
        if (provider.key() == Provider.Key.OURS) {
            byte[] bytes = new byte[SECRET_BYTES];
            random.nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
        if (provider.key() == Provider.Key.NONE || stated == null || stated.isBlank()) {
            return null;
        }
        Dialects.requireKey(provider, stated.strip());
        return stated.strip();
    }

    /** All addresses of these teams, oldest first. */
    public List<EndpointView> all(Set<TeamId> visible) {
        return database.list(VIEW + " order by e.id limit 500", this::view, ids(visible));
    }

    /**
     * One address.
     *
     * @throws Problem (404) if these teams have none of this id
     */
    public EndpointView require(Set<TeamId> visible, UUID id) {
        return database.first(VIEW + " and e.id = ?", this::view, ids(visible), id)
                .orElseThrow(Problem::notFound);
    }

    /** Stops or goes on with reading what comes in; it is stored in the meantime. */
    public EndpointView pause(Set<TeamId> visible, UUID id, boolean paused) {
        database.write(
                "update provider_endpoint set status = ?, changed_at = ? where team_id = any (?) and id = ?",
                paused ? "PAUSED" : "ACTIVE",
                clock.instant(),
                ids(visible),
                id);
        return require(visible, id);
    }

    /** Names other topics. */
    public EndpointView topics(Set<TeamId> visible, UUID id, @Nullable List<String> topics) {
        List<String> checked = NewEndpoint.checkedTopics(require(visible, id).provider(), topics);
        database.write(
                "update provider_endpoint set topics = ?, changed_at = ? where team_id = any (?) and id = ?",
                Database.texts(checked),
                clock.instant(),
                ids(visible),
                id);
        return require(visible, id);
    }

    /**
     * Takes another secret; the one before stays in force beside it.
     *
     * @param stated the provider's key; ignored where the secret is made here
     * @param keepOldFor at most 30 days
     */
    public EndpointView rotate(Set<TeamId> visible, UUID id, @Nullable String stated, Duration keepOldFor) {
        if (keepOldFor.isNegative() || keepOldFor.compareTo(LONGEST_OVERLAP) > 0) {
            throw Problem.invalid("keepOldFor", "lies between nothing and 30 days");
        }
        Provider provider = require(visible, id).provider();
        String secret = secretFor(provider, stated);
        if (secret == null) {
            throw provider.makesSecret()
                    ? Problem.invalid("secret", "is needed: " + provider.words())
                    : Problem.refused("no-secret", "Amazon signs with its own certificate; there is no secret.");
        }
        SecretRing ring = database.first(
                        "select secret from provider_endpoint where team_id = any (?) and id = ? for update",
                        row -> ring(row.getBytes(1), id),
                        ids(visible),
                        id)
                .orElseThrow(Problem::notFound);
        SecretRing rotated = ring.rotated(secret, keepOldFor, clock.instant());
        database.write(
                "update provider_endpoint set secret = ?, changed_at = ? where team_id = any (?) and id = ?",
                sealed(rotated, id),
                clock.instant(),
                ids(visible),
                id);
        EndpointView view = require(visible, id);
        return provider.key() == Provider.Key.OURS ? view.showing(secret) : view;
    }

    /** Forgets it with its requests; events stay. */
    public void remove(Set<TeamId> visible, UUID id) {
        require(visible, id);
        database.write("delete from provider_endpoint where team_id = any (?) and id = ?", ids(visible), id);
    }

    /** For a request, as a job. */
    Optional<Open> open(UUID id) {
        return database.first(
                "select * from provider_endpoint where id = ?",
                row -> new Open(
                        id,
                        new TeamId(row.getLong("team_id")),
                        Provider.of(row.getString("provider")),
                        ring(row.getBytes("secret"), id).inForce(clock.instant()),
                        List.of((String[]) row.getArray("topics").getArray())),
                id);
    }

    private EndpointView view(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Provider provider = Provider.of(row.getString("provider"));
        int held = ring(row.getBytes("secret"), id).inForce(clock.instant()).size();
        boolean lacksKey = held == 0 && provider.key() != Provider.Key.NONE;
        boolean active = row.getString("status").equals("ACTIVE");
        return new EndpointView(
                id,
                teams.find(new TeamId(row.getLong("team_id"))).orElseThrow().path(),
                provider,
                row.getString("name"),
                lacksKey ? "needs-key" : active ? "active" : "paused",
                tokens.publicUrl() + "/w/" + id,
                provider.words(),
                List.of((String[]) row.getArray("topics").getArray()),
                held,
                row.getLong("waiting"),
                Database.instant(row, "last_at"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                null);
    }

    private byte[] sealed(SecretRing ring, UUID id) {
        try {
            return secrets.seal(json.writeValueAsBytes(ring), id);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts is always JSON", impossible);
        }
    }

    private SecretRing ring(byte @Nullable [] sealed, UUID id) {
        try {
            return sealed == null ? SecretRing.EMPTY : json.readValue(secrets.open(sealed, id), SecretRing.class);
        } catch (IOException broken) {
            throw new IllegalStateException("a sealed secret is not what was sealed", broken);
        }
    }

    private static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
