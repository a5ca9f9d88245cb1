package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.outgoing.OutgoingAddresses;
import salesinsights.tracking.outgoing.OutgoingSockets;
import salesinsights.tracking.outgoing.Secrets;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** The servers that mail goes through: a team's own, else that of the nearest team above it, else the environment's. */
@Singleton
public class SmtpServers {
    private static final String VIEW = """
            select s.*, t.path,
                (select count(*) from copy_to_send c where c.team_id = s.team_id) as waiting
            from smtp_server s join team t on t.id = s.team_id
            where s.team_id = any (?)
            """;

    private final Database database;
    private final SmtpConfig config;
    private final Secrets secrets;
    private final OutgoingSockets sockets;
    private final OutgoingAddresses addresses;
    private final Scopes scopes;
    private final Clock clock;

    SmtpServers(
            Database database,
            SmtpConfig config,
            Secrets secrets,
            OutgoingSockets sockets,
            OutgoingAddresses addresses,
            Scopes scopes,
            Clock clock) {
        this.database = database;
        this.config = config;
        this.secrets = secrets;
        this.sockets = sockets;
        this.addresses = addresses;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** The server for a team's mail, in a transaction of its own; empty if there is none at all. */
    Optional<SmtpServer> of(TeamId team) {
        String nearest = """
                select s.* from team own
                join team above on own.path = above.path or starts_with(own.path, above.path || '/')
                join smtp_server s on s.team_id = above.id
                where own.id = ? order by length(above.path) desc limit 1
                """;
        return scopes.asWorker(() -> database.first(nearest, this::server, team.value()))
                .or(this::ofEnvironment);
    }

    /**
     * The same where there has to be one.
     *
     * @throws Problem if there is none
     */
    SmtpServer require(TeamId team) {
        return of(team).orElseThrow(() -> Problem.refused(
                "no-smtp-server",
                "Nothing can be sent: this team has no SMTP server, and none is configured (insights.smtp.host)."));
    }

    private Optional<SmtpServer> ofEnvironment() {
        return config.host()
                .map(host -> new SmtpServer(
                        "environment",
                        host,
                        config.port(),
                        config.tls() ? SmtpSecurity.TLS : config.starttls() ? SmtpSecurity.STARTTLS : SmtpSecurity.NONE,
                        config.username().orElse(null),
                        config.password().orElse(null),
                        config.timeout(),
                        null));
    }

    private SmtpServer server(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        SmtpEntry.Stated stated = stated(row);
        return new SmtpServer(
                id + "." + row.getLong("edition"),
                stated.host(),
                stated.port(),
                stated.security(),
                stated.username(),
                stated.password(),
                config.timeout(),
                sockets);
    }

    private SmtpEntry.Stated stated(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("password");
        UUID id = row.getObject("id", UUID.class);
        return new SmtpEntry.Stated(
                row.getString("name"),
                row.getString("host"),
                row.getInt("port"),
                SmtpSecurity.valueOf(row.getString("security")),
                row.getString("username"),
                sealed == null ? null : new String(secrets.open(sealed, id), StandardCharsets.UTF_8));
    }

    /** Those of these teams, in the caller's transaction. */
    public SmtpServerView.All all(Set<TeamId> teams) {
        return new SmtpServerView.All(
                database.list(VIEW + " order by t.path limit 1000", SmtpServers::view, ids(teams)));
    }

    /**
     * One of these teams' servers, in the caller's transaction.
     *
     * @throws Problem (404) if these teams have no such server
     */
    public SmtpServerView view(Set<TeamId> teams, UUID id) {
        return database.first(VIEW + " and s.id = ?", SmtpServers::view, ids(teams), id)
                .orElseThrow(Problem::notFound);
    }

    /**
     * Gives a team its server, in the caller's transaction; its mail goes there from now on.
     *
     * @throws Problem if something about it cannot be taken, or the team has one already
     */
    public SmtpServerView make(Team team, String user, SmtpEntry entry) {
        SmtpEntry.Stated stated = entry.over(null, addresses.allowPrivate());
        UUID id = Ids.next();
        int made = database.write(
                """
                insert into smtp_server (id, team_id, name, host, port, security, username, password, created_by,
                    created_at, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (team_id) do nothing
                """,
                id,
                team.id().value(),
                stated.name(),
                stated.host(),
                stated.port(),
                stated.security(),
                stated.username(),
                sealed(stated.password(), id),
                user,
                clock.instant(),
                clock.instant());
        if (made == 0) {
            throw Problem.conflict("The team has an SMTP server already: change that one.");
        }
        return view(Set.of(team.id()), id);
    }

    /**
     * Changes what is stated and leaves the rest, in the caller's transaction.
     *
     * @param edition the one that the caller saw; null for whatever is there
     * @throws Problem (404, 409, 400) if there is none, somebody was faster, or something cannot be taken
     */
    public SmtpServerView change(Set<TeamId> teams, UUID id, SmtpEntry entry, @Nullable Long edition) {
        String lock = "select * from smtp_server where id = ? and team_id = any (?) for update";
        Locked there = database.first(lock, row -> new Locked(stated(row), row.getLong("edition")), id, ids(teams))
                .orElseThrow(Problem::notFound);
        if (edition != null && edition != there.edition()) {
            throw Problem.conflict("Somebody else has changed this server in the meantime: look at it again.");
        }
        SmtpEntry.Stated stated = entry.over(there.stated(), addresses.allowPrivate());
        database.write(
                """
                update smtp_server set name = ?, host = ?, port = ?, security = ?, username = ?, password = ?,
                    edition = edition + 1, changed_at = ?, tested_at = null, trouble = null where id = ?
                """,
                stated.name(),
                stated.host(),
                stated.port(),
                stated.security(),
                stated.username(),
                sealed(stated.password(), id),
                clock.instant(),
                id);
        return view(teams, id);
    }

    private record Locked(SmtpEntry.Stated stated, long edition) {}

    private byte @Nullable [] sealed(@Nullable String password, UUID id) {
        return password == null ? null : secrets.seal(password.getBytes(StandardCharsets.UTF_8), id);
    }

    /**
     * Takes the team's server away: its mail goes through that of the team above, or of the environment.
     *
     * @throws Problem (404) if these teams have no such server
     */
    public void remove(Set<TeamId> teams, UUID id) {
        if (database.write("delete from smtp_server where id = ? and team_id = any (?)", id, ids(teams)) == 0) {
            throw Problem.notFound();
        }
    }

    /**
     * Connects and logs in without sending anything. Outside of a transaction: it may take as long as the server does.
     *
     * @return with what came out of it
     * @throws Problem (404) if these teams have no such server
     */
    public SmtpServerView tryOut(Set<TeamId> teams, UUID id) {
        String one = "select * from smtp_server where id = ? and team_id = any (?)";
        SmtpServer server = scopes.inTeams(teams, () -> database.first(one, this::server, id, ids(teams)))
                .orElseThrow(Problem::notFound);
        @Nullable String trouble;
        try (SmtpLine line = new SmtpLine(server)) {
            trouble = line.tryOut().orElse(null);
        }
        return scopes.inTeams(teams, () -> {
            database.write(
                    "update smtp_server set tested_at = ?, trouble = ? where id = ? and team_id = any (?)",
                    clock.instant(),
                    trouble,
                    id,
                    ids(teams));
            return view(teams, id);
        });
    }

    private static SmtpServerView view(ResultSet row) throws SQLException {
        return new SmtpServerView(
                row.getObject("id", UUID.class),
                Objects.requireNonNull(row.getString("path")),
                row.getString("name"),
                row.getString("host"),
                row.getInt("port"),
                SmtpSecurity.valueOf(row.getString("security")),
                row.getString("username"),
                row.getLong("edition"),
                row.getLong("waiting"),
                Database.instant(row, "tested_at"),
                row.getString("trouble"));
    }

    private static Database.Cells ids(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
