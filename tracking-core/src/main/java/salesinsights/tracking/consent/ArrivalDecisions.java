package salesinsights.tracking.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.team.TeamId;

/** The decisions under which events were stored, kept once each, so that it can be said later why something is there. */
@Singleton
public class ArrivalDecisions {
    // Few decisions hold for many recipients: each travels once.
    private static final String KEEP = """
            with said as materialized (
                select number, decode(fingerprint, 'hex') as fingerprint, version, decision::jsonb as decision
                from unnest(?::text[], ?::text[], ?::text[]) with ordinality
                    as s (fingerprint, version, decision, number))
            insert into arrival_decision (recipient_id, fingerprint, team_id, policy_version, decision, since)
            select w.recipient, s.fingerprint, r.team_id, s.version, s.decision, ?
            from unnest(?::uuid[], ?::bigint[]) as w (recipient, number)
            join said s using (number)
            join recipient r on r.id = w.recipient
            where not exists (select from arrival_decision a
                where a.recipient_id = w.recipient and a.fingerprint = s.fingerprint)
            order by w.recipient
            on conflict do nothing
            """;

    private final Database database;
    private final ObjectMapper json;
    private final Clock clock;

    ArrivalDecisions(Database database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** A decision as it was kept; {@code since}: when an event was first stored under it. */
    record Kept(UUID recipient, TrackingDecision decision, Instant since) {}

    private record Written(String fingerprint, String decision) {}

    /** Keeps the decisions of recipients of whom something is stored now; in the caller's transaction. */
    public void keep(Map<UUID, TrackingDecision> stored) {
        if (stored.isEmpty()) {
            return;
        }
        Map<TrackingDecision, Long> numbers = new LinkedHashMap<>();
        List<UUID> recipients = new ArrayList<>();
        List<Long> said = new ArrayList<>();
        stored.forEach((recipient, decision) -> {
            recipients.add(recipient);
            said.add(numbers.computeIfAbsent(decision, fresh -> numbers.size() + 1L));
        });
        List<Written> written = numbers.keySet().stream().map(this::written).toList();
        database.write(
                KEEP,
                Database.texts(written.stream().map(Written::fingerprint).toList()),
                Database.texts(numbers.keySet().stream()
                        .map(TrackingDecision::policyVersion)
                        .toList()),
                Database.texts(written.stream().map(Written::decision).toList()),
                clock.instant(),
                Database.uuids(recipients),
                Database.longs(said));
    }

    private Written written(TrackingDecision decision) {
        try {
            String text = json.writeValueAsString(decision);
            return new Written(Digests.hex(Digests.sha256(text)), text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a decision is always JSON", impossible);
        }
    }

    /** Those of these recipients of a team, oldest first. */
    List<Kept> of(TeamId team, Collection<UUID> recipients) {
        return database.list(
                "select recipient_id, decision::text, since from arrival_decision"
                        + " where team_id = ? and recipient_id = any (?) order by since limit 5000",
                this::kept,
                team.value(),
                Database.uuids(recipients));
    }

    private Kept kept(ResultSet row) throws SQLException {
        try {
            return new Kept(
                    row.getObject("recipient_id", UUID.class),
                    json.readValue(row.getString("decision"), TrackingDecision.class),
                    Objects.requireNonNull(Database.instant(row, "since")));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored decision cannot be read", broken);
        }
    }
}
