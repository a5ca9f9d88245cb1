package salesinsights.crm.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.outgoing.SecretRing;
import salesinsights.tracking.outgoing.Secrets;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/** All connections. Every method runs in the caller's transaction; those for people name the teams they may see. */
@Singleton
public class Connections {
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final Rows rows = new Rows();
    private final Kinds kinds;
    private final Secrets secrets;
    private final Teams teams;
    private final ObjectMapper json;
    private final Clock clock;

    Connections(Kinds kinds, Secrets secrets, Teams teams, ObjectMapper json, Clock clock) {
        this.kinds = kinds;
        this.secrets = secrets;
        this.teams = teams;
        this.json = json;
        this.clock = clock;
    }

    private static final class Rows implements PanacheRepositoryBase<Connection, UUID> {}

    /** What a person changes: null leaves it. */
    public record Change(@Nullable String name, @Nullable Map<String, String> settings) {}

    /**
     * Makes a connection that runs at once, beginning with all leads of the team and the teams below it.
     *
     * @return with the secret, if one was made
     * @throws Problem if something about it cannot be taken, or the team has one of this name
     */
    public ConnectionView create(Team team, NewConnection wanted, String createdBy) {
        CrmKind kind = kinds.require(wanted.kind());
        ConnectionId id = new ConnectionId(Ids.next());
        Map<String, String> settings = Kinds.checked(kind, wanted.settings());
        String secret = kinds.secretFor(kind, wanted.secret());
        SecretRing ring =
                secret == null ? SecretRing.EMPTY : SecretRing.EMPTY.rotated(secret, Duration.ZERO, clock.instant());
        Kinds.opened(kind, new CrmSettings(id.value(), settings, ring.inForce(clock.instant())));
        refuseTaken(team.id(), wanted.name(), id);
        NewConnection taken =
                new NewConnection(wanted.team(), wanted.kind(), wanted.name(), settings, null, wanted.start());
        Connection connection = new Connection(id, team.id(), taken, createdBy, clock.instant());
        if (secret != null) {
            connection.lock(sealed(ring, id), clock.instant());
        }
        rows.persistAndFlush(connection);
        return viewOf(connection).showing(wanted.secret() == null ? secret : null);
    }

    private void refuseTaken(TeamId team, String name, ConnectionId self) {
        if (rows.count("teamId = ?1 and name = ?2 and id <> ?3", team.value(), name, self.value()) > 0) {
            throw Problem.conflict("The team already has a connection of this name.");
        }
    }

    /**
     * A page of connections, oldest first.
     *
     * @param after the last one of the page before
     * @param atMost 1 to 200
     */
    public List<ConnectionView> page(Set<TeamId> visible, @Nullable ConnectionId after, int atMost) {
        UUID from = after == null ? new UUID(0, 0) : after.value();
        return rows
                .find("teamId in ?1 and id > ?2 order by id", idsOf(visible), from)
                .page(Page.ofSize(atMost))
                .stream()
                .map(this::viewOf)
                .toList();
    }

    /** The connection, if one of these teams has it. */
    public Optional<ConnectionView> find(Set<TeamId> visible, ConnectionId id) {
        return row(visible, id).map(this::viewOf);
    }

    /**
     * The connection.
     *
     * @throws Problem 404 if none of these teams has it
     */
    public ConnectionView require(Set<TeamId> visible, ConnectionId id) {
        return viewOf(required(visible, id));
    }

    /** Changes name or settings. */
    public ConnectionView change(Set<TeamId> visible, ConnectionId id, Change change) {
        Connection connection = required(visible, id);
        if (change.name() != null) {
            String name = NewConnection.named(change.name());
            refuseTaken(connection.team(), name, id);
            connection.rename(name, clock.instant());
        }
        if (change.settings() != null) {
            CrmKind kind = kinds.require(connection.kind);
            Map<String, String> settings = Kinds.checked(kind, change.settings());
            Kinds.opened(kind, settingsOf(connection, settings, ringOf(connection)));
            connection.settle(settings, clock.instant());
        }
        return viewOf(connection);
    }

    /**
     * What stands for what.
     *
     * @throws Problem 404 if none of these teams has the connection
     */
    public CrmMapping mapping(Set<TeamId> visible, ConnectionId id) {
        return required(visible, id).mapping;
    }

    /** Maps anew; the connection is opened again with it. */
    public void map(Set<TeamId> visible, ConnectionId id, CrmMapping mapping) {
        Mappings.refuseBad(mapping);
        required(visible, id).map(mapping, clock.instant());
    }

    /** Stops it until it is resumed. */
    public ConnectionView pause(Set<TeamId> visible, ConnectionId id) {
        Connection connection = required(visible, id);
        connection.pause(clock.instant());
        return viewOf(connection);
    }

    /** Lets it go on from where it stopped, also after a failure. */
    public ConnectionView resume(Set<TeamId> visible, ConnectionId id) {
        Connection connection = required(visible, id);
        connection.resume(clock.instant());
        return viewOf(connection);
    }

    /**
     * Takes another secret; the old one stays in force beside it.
     *
     * @param stated null to have one made, if the kind can
     * @param keepOldFor at most 30 days
     */
    public ConnectionView rotateSecret(
            Set<TeamId> visible, ConnectionId id, @Nullable String stated, Duration keepOldFor) {
        if (keepOldFor.isNegative() || keepOldFor.compareTo(LONGEST_OVERLAP) > 0) {
            throw Problem.invalid("keepOldFor", "lies between nothing and 30 days");
        }
        Connection connection = required(visible, id);
        CrmKind kind = kinds.require(connection.kind);
        String secret = kinds.secretFor(kind, stated);
        if (secret == null) {
            throw Problem.refused("no-secret", "This kind of connection has no secret.");
        }
        SecretRing ring = ringOf(connection).rotated(secret, keepOldFor, clock.instant());
        Kinds.opened(kind, settingsOf(connection, connection.settings, ring));
        connection.lock(sealed(ring, id), clock.instant());
        return viewOf(connection).showing(stated == null ? secret : null);
    }

    /** Forgets it with all marks of what was pushed. What the CRM holds stays there. */
    public void remove(Set<TeamId> visible, ConnectionId id) {
        rows.delete(required(visible, id));
    }

    /** For the engine, as a job: it cannot go on. The sentence is cut to 500 characters. */
    public void fail(ConnectionId id, String sentence) {
        rows.findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
                .ifPresent(connection -> connection.fail(sentence, clock.instant()));
    }

    /** For the engine, as a job: what it takes to open the connection now; empty if it is gone. */
    Optional<Openable> openable(ConnectionId id) {
        return rows.findByIdOptional(id.value()).map(connection -> {
            SecretRing ring = ringOf(connection);
            return new Openable(
                    connection.kind,
                    settingsOf(connection, connection.settings, ring),
                    connection.revision,
                    ring.nextChange(clock.instant()));
        });
    }

    private Optional<Connection> row(Set<TeamId> visible, ConnectionId id) {
        return rows.find("id = ?1 and teamId in ?2", id.value(), idsOf(visible)).singleResultOptional();
    }

    private Connection required(Set<TeamId> visible, ConnectionId id) {
        return row(visible, id).orElseThrow(Problem::notFound);
    }

    private ConnectionView viewOf(Connection connection) {
        TeamPath path = teams.find(connection.team()).orElseThrow().path();
        return ConnectionView.of(connection, path);
    }

    private CrmSettings settingsOf(Connection connection, Map<String, String> settings, SecretRing ring) {
        return new CrmSettings(connection.id, settings, ring.inForce(clock.instant()), connection.mapping);
    }

    private byte[] sealed(SecretRing ring, ConnectionId id) {
        try {
            return secrets.seal(json.writeValueAsBytes(ring), id.value());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts is always JSON", impossible);
        }
    }

    private SecretRing ringOf(Connection connection) {
        if (connection.secret == null) {
            return SecretRing.EMPTY;
        }
        try {
            return json.readValue(
                    secrets.open(connection.secret, connection.id().value()), SecretRing.class);
        } catch (IOException broken) {
            throw new IllegalStateException("a sealed secret is not what was sealed", broken);
        }
    }

    private static List<Long> idsOf(Set<TeamId> teams) {
        return teams.stream().map(TeamId::value).toList();
    }
}
