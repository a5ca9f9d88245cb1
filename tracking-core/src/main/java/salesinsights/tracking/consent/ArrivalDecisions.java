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
import java.util.HashMap;
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
    private static final String KEEP = """
            insert into arrival_decision (recipient_id, fingerprint, team_id, policy_version, decision, since)
            select w.recipient, decode(w.fingerprint, 'hex'), r.team_id, w.version, w.decision::jsonb, ?
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as w (recipient, fingerprint, version, decision)
            join recipient r on r.id = w.recipient
            where not exists (select from arrival_decision a
                where a.recipient_id = w.recipient and a.fingerprint = decode(w.fingerprint, 'hex'))
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
        Map<TrackingDecision, Written> written = new HashMap<>();
        List<UUID> recipients = new ArrayList<>();
        List<String> fingerprints = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        List<String> decisions = new ArrayList<>();
        stored.forEach((recipient, decision) -> {
            Written text = written.computeIfAbsent(decision, this::written);
            recipients.add(recipient);
            fingerprints.add(text.fingerprint());
            versions.add(decision.policyVersion());
            decisions.add(text.decision());
        });
        database.write(
                KEEP,
                clock.instant(),
                Database.uuids(recipients),
                Database.texts(fingerprints),
                Database.texts(versions),
                Database.texts(decisions));
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
