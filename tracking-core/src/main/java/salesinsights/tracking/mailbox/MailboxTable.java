package salesinsights.tracking.mailbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.outgoing.Secrets;
import salesinsights.tracking.team.TeamId;

/** Mailboxes as rows. Every method runs in the caller's transaction. */
@Singleton
class MailboxTable {
    private static final String VIEW = """
            select m.*, t.path, p.sentence, p.failing_since, p.read_at, coalesce(p.taken_in, 0) taken_in,
                   coalesce(p.backlog, 0) backlog
            from mailbox m join team t on t.id = m.team_id left join mailbox_progress p on p.mailbox_id = m.id
            """;

    private final Database database;
    private final Secrets secrets;
    private final ObjectMapper json;

    MailboxTable(Database database, Secrets secrets, ObjectMapper json) {
        this.database = database;
        this.secrets = secrets;
        this.json = json;
    }

    /** A mailbox to be read; {@code changedAt} tells whether it is still the same. */
    record Watched(UUID id, Instant changedAt) {}

    /** A row with all that it takes to open it. */
    record Row(
            UUID id,
            TeamId team,
            String name,
            String kind,
            MailboxSettings settings,
            MailboxSecret secret,
            boolean configured) {}

    void insert(Row row, @Nullable String relayAddress, String by, Instant now) {
        database.write(
                "insert into mailbox (id, team_id, name, kind, relay_address, settings, secret, configured, created_by,"
                        + " created_at, changed_at) values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)",
                row.id(),
                row.team().value(),
                row.name(),
                row.kind(),
                relayAddress,
                written(row.settings()),
                sealed(row.secret(), row.id()),
                row.configured(),
                by,
                now,
                now);
    }

    void update(Row row, Instant now) {
        database.write(
                "update mailbox set name = ?, settings = ?::jsonb, secret = ?, changed_at = ? where id = ? and team_id = ?",
                row.name(),
                written(row.settings()),
                sealed(row.secret(), row.id()),
                now,
                row.id(),
                row.team().value());
    }

    void pause(UUID id, TeamId team, boolean paused, Instant now) {
        database.write(
                "update mailbox set paused = ?, changed_at = ? where id = ? and team_id = ?",
                paused,
                now,
                id,
                team.value());
    }

    void delete(UUID id, TeamId team) {
        database.write("delete from mailbox where id = ? and team_id = ?", id, team.value());
    }

    /** Removes what the configuration does not name any more. */
    void deleteConfiguredBut(Collection<UUID> kept) {
        database.write("delete from mailbox where configured and not id = any (?)", Database.uuids(kept));
    }

    List<MailboxView> page(Set<TeamId> teams, @Nullable UUID after, int atMost) {
        return database.list(
                VIEW + "where m.team_id = any (?) and (?::uuid is null or m.id > ?) order by m.id limit ?",
                this::view,
                ids(teams),
                after,
                after,
                atMost);
    }

    Optional<MailboxView> find(Set<TeamId> teams, UUID id) {
        return database.first(VIEW + "where m.team_id = any (?) and m.id = ?", this::view, ids(teams), id);
    }

    boolean isTaken(TeamId team, String name, UUID self) {
        return database.first(
                        "select 1 from mailbox where team_id = ? and name = ? and id <> ?",
                        row -> 1,
                        team.value(),
                        name,
                        self)
                .isPresent();
    }

    Optional<Row> row(Set<TeamId> teams, UUID id) {
        return database.first("select * from mailbox where team_id = any (?) and id = ?", this::read, ids(teams), id);
    }

    /** As a worker: a mailbox of whatever team. */
    Optional<Row> row(UUID id) {
        return database.first("select * from mailbox where id = ? and not paused", this::read, id);
    }

    /** As a worker: what is to be read, the oldest first. */
    List<Watched> watched(int atMost) {
        return database.list(
                "select id, changed_at from mailbox where kind = 'IMAP' and not paused order by id limit ?",
                row -> new Watched(
                        row.getObject(1, UUID.class), row.getTimestamp(2).toInstant()),
                atMost);
    }

    /** As a worker: the team whose relay address this is. */
    Optional<TeamId> ofRelayAddress(String address) {
        return database.first(
                "select team_id from mailbox where relay_address = ? and not paused",
                row -> new TeamId(row.getLong(1)),
                address.toLowerCase(Locale.ROOT));
    }

    /** Keeps the refresh token that the endpoint gave instead of the old one. */
    void keepSecret(UUID id, MailboxSecret secret) {
        database.write("update mailbox set secret = ? where id = ?", sealed(secret, id), id);
    }

    private MailboxView view(ResultSet row) throws SQLException {
        MailboxSettings settings = settings(row);
        boolean imap = row.getString("kind").equals("IMAP");
        boolean oauth = imap && settings.signIn() == MailboxSettings.SignIn.OAUTH2;
        boolean failing = row.getTimestamp("failing_since") != null;
        Timestamp read = row.getTimestamp("read_at");
        return new MailboxView(
                row.getObject("id", UUID.class),
                row.getString("path"),
                row.getString("name"),
                row.getString("kind").toLowerCase(Locale.ROOT),
                imap ? settings.host() : null,
                imap ? settings.port() : null,
                imap ? settings.security().name().toLowerCase(Locale.ROOT) : null,
                imap ? settings.username() : null,
                imap ? settings.signIn().name().toLowerCase(Locale.ROOT) : null,
                imap ? settings.folder() : null,
                oauth ? settings.tokenUrl() : null,
                oauth ? settings.clientId() : null,
                oauth ? settings.scope() : null,
                row.getString("relay_address"),
                row.getBoolean("paused") ? "paused" : failing ? "failing" : "active",
                failing ? row.getString("sentence") : "",
                read == null ? null : read.toInstant(),
                row.getLong("taken_in"),
                row.getLong("backlog"),
                row.getBoolean("configured"));
    }

    private Row read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        byte[] sealed = row.getBytes("secret");
        return new Row(
                id,
                new TeamId(row.getLong("team_id")),
                row.getString("name"),
                row.getString("kind"),
                settings(row),
                sealed == null ? new MailboxSecret("", "", "") : opened(sealed, id),
                row.getBoolean("configured"));
    }

    private MailboxSettings settings(ResultSet row) throws SQLException {
        try {
            return json.readValue(row.getString("settings"), MailboxSettings.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a mailbox's settings are not what was written", broken);
        }
    }

    private MailboxSecret opened(byte[] sealed, UUID id) {
        try {
            return json.readValue(secrets.open(sealed, id), MailboxSecret.class);
        } catch (IOException broken) {
            throw new IllegalStateException("a sealed secret is not what was sealed", broken);
        }
    }

    private byte @Nullable [] sealed(MailboxSecret secret, UUID id) {
        try {
            return secret.isEmpty() ? null : secrets.seal(json.writeValueAsBytes(secret), id);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts is always JSON", impossible);
        }
    }

    private String written(MailboxSettings settings) {
        try {
            return json.writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts is always JSON", impossible);
        }
    }

    private static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
