package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.outgoing.Secrets;
import salesinsights.tracking.team.TeamId;

/** Requests of providers as they came in. Every method runs in the caller's transaction. */
@Singleton
public class Deliveries {
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    private static final int OPEN_SHOWN = 100;

    private final Database database;
    private final Secrets secrets;
    private final Clock clock;

    Deliveries(Database database, Secrets secrets, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** One that is to be read. */
    record Waiting(UUID id, UUID endpoint, TeamId team, Provider provider, byte[] body, Instant receivedAt) {}

    /** Stores a body, sealed, before anything of it is read. */
    void store(Endpoints.Open endpoint, byte[] body) {
        UUID id = Ids.next();
        database.write(
                """
                insert into provider_delivery (id, team_id, endpoint_id, received_at, status, bytes, body, next_try_at)
                values (?, ?, ?, ?, 'WAITING', ?, ?, ?)
                """,
                id,
                endpoint.team().value(),
                endpoint.id(),
                clock.instant(),
                body.length,
                secrets.seal(body, id),
                clock.instant());
    }

    /** What a token that is good for one body is worth now. */
    enum Token {
        FRESH,
        /** The same request again. */
        REPEATED,
        /** Another body under a token that was used. */
        STOLEN
    }

    /** Takes a token for a body; two requests with the same one wait for each other. */
    Token take(Endpoints.Open endpoint, Proof.GenuineOnce proof, byte[] body) {
        database.write("delete from provider_token where expires_at < ?", clock.instant());
        String token = Leaf.digest(proof.token().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String digest = Leaf.digest(body);
        int fresh = database.write(
                "insert into provider_token (team_id, endpoint_id, token_hash, body_hash, expires_at)"
                        + " values (?, ?, ?, ?, ?) on conflict do nothing",
                endpoint.team().value(),
                endpoint.id(),
                token,
                digest,
                proof.until());
        if (fresh == 1) {
            return Token.FRESH;
        }
        boolean same = database.first(
                        "select body_hash from provider_token where endpoint_id = ? and token_hash = ?",
                        row -> row.getString(1),
                        endpoint.id(),
                        token)
                .filter(digest::equals)
                .isPresent();
        return same ? Token.REPEATED : Token.STOLEN;
    }

    /** Claims the one that has waited longest, if there is one. */
    Optional<Waiting> claim() {
        return database.first(
                """
                select d.id, d.endpoint_id, d.team_id, d.body, d.received_at, e.provider
                from provider_delivery d join provider_endpoint e on e.id = d.endpoint_id and e.status = 'ACTIVE'
                where d.status = 'WAITING' and d.next_try_at <= ?
                order by d.next_try_at, d.id limit 1 for update of d skip locked
                """,
                row -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Waiting(
                            id,
                            row.getObject("endpoint_id", UUID.class),
                            new TeamId(row.getLong("team_id")),
                            Provider.of(row.getString("provider")),
                            secrets.open(row.getBytes("body"), id),
                            row.getTimestamp("received_at").toInstant());
                },
                clock.instant());
    }

    /** It was read; without a body, nobody reads it again. */
    void read(Waiting one, int events, int recorded, byte @Nullable [] keep) {
        database.write(
                """
                update provider_delivery set status = 'READ', reason = null, events = ?, recorded = ?, body = ?,
                    read_at = ? where id = ?
                """, events, recorded, keep == null ? null : secrets.seal(keep, one.id()), clock.instant(), one.id());
    }

    /** It says nothing that can be read; the body stays for a look at it. */
    void unreadable(Waiting one, String reason) {
        database.write(
                "update provider_delivery set status = 'UNREADABLE', reason = ?, read_at = ? where id = ?",
                PlainText.line(reason, 500),
                clock.instant(),
                one.id());
    }

    /** It could not be read this time. */
    void again(UUID id, String reason) {
        database.write("""
                update provider_delivery set attempts = attempts + 1, reason = ?,
                    next_try_at = ?::timestamptz + least(power(2, attempts), ?) * interval '1 second' where id = ?
                """, PlainText.line(reason, 500), clock.instant(), LONGEST_REST.toSeconds(), id);
    }

    /**
     * An endpoint's requests, newest first.
     *
     * @param after cursor of an earlier page, null for the first
     * @param atMost 1 to 200
     */
    public DeliveryView.Page page(Set<TeamId> visible, UUID endpoint, @Nullable UUID after, int atMost) {
        List<DeliveryView> items = database.list(
                "select * from provider_delivery where team_id = any (?) and endpoint_id = ?"
                        + " and (?::uuid is null or id < ?::uuid) order by id desc limit ?",
                Deliveries::view,
                ids(visible),
                endpoint,
                after,
                after,
                atMost);
        return new DeliveryView.Page(
                items, items.size() < atMost ? null : items.getLast().id());
    }

    /** The newest reports of an endpoint that became no event. */
    public DeliveryView.OpenReports open(Set<TeamId> visible, UUID endpoint) {
        return new DeliveryView.OpenReports(database.list(
                """
                select * from provider_event where team_id = any (?) and endpoint_id = ?
                and outcome in ('UNMATCHED', 'UNKNOWN', 'UNREADABLE') order by received_at desc, event_key limit ?
                """,
                row -> new DeliveryView.OpenReport(
                        row.getString("outcome").toLowerCase(Locale.ROOT),
                        row.getString("word"),
                        row.getString("reason"),
                        row.getString("address"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getString("raw")),
                ids(visible),
                endpoint,
                OPEN_SHOWN));
    }

    /**
     * Has a request read again; what was recorded stays recorded once.
     *
     * @throws Problem 404 if there is none, 409 if its body is not kept
     */
    public void replay(Set<TeamId> visible, UUID endpoint, UUID delivery) {
        DeliveryView view = database.first(
                        "select * from provider_delivery where team_id = any (?) and endpoint_id = ? and id = ?",
                        Deliveries::view,
                        ids(visible),
                        endpoint,
                        delivery)
                .orElseThrow(Problem::notFound);
        if (!view.kept()) {
            throw Problem.conflict("Its body is not kept any more, so that it cannot be read again.");
        }
        database.write("""
                update provider_delivery set status = 'WAITING', reason = null, attempts = 0, next_try_at = ?
                where team_id = any (?) and id = ?
                """, clock.instant(), ids(visible), delivery);
    }

    /** Drops what is older than that; returns how many bodies. As a job. */
    int forget(Instant before) {
        database.write(
                "update provider_event set raw = null, address = null where received_at < ?"
                        + " and (raw is not null or address is not null)",
                before);
        database.write("delete from provider_delivery where received_at < ?::timestamptz - interval '90 days'", before);
        return database.write(
                "update provider_delivery set body = null where received_at < ? and body is not null"
                        + " and status <> 'WAITING'",
                before);
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        return new DeliveryView(
                row.getObject("id", UUID.class),
                row.getTimestamp("received_at").toInstant(),
                row.getString("status").toLowerCase(Locale.ROOT),
                row.getString("reason"),
                row.getInt("bytes"),
                row.getInt("events"),
                row.getInt("recorded"),
                row.getBytes("body") != null);
    }

    private static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
