package salesinsights.tracking.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.seal.SealedChain;
import salesinsights.tracking.seal.Seals;

/**
 * The log of what somebody may ask about one day. An entry is committed with what it tells of: everything runs in the
 * caller's transaction. Writers of a team queue at the end of its chain, so note last in a transaction.
 */
@Singleton
public class AuditLog {
    private final Database database;
    private final SealedChain chain;
    private final Seals seals;
    private final PersonKeys keys;
    private final ObjectMapper json;
    private final Clock clock;

    AuditLog(Database database, Seals seals, PersonKeys keys, ObjectMapper json, Clock clock) {
        this.database = database;
        this.chain = new SealedChain(database, "audit_chain");
        this.seals = seals;
        this.keys = keys;
        this.json = json;
        this.clock = clock;
    }

    /** What is encrypted for the entry's subject. */
    record Detail(@Nullable String reason, Map<String, String> facts) {}

    /** Appends an entry. */
    public void note(AuditEntry entry) {
        byte[] detail = keys.seal(entry.team(), AuditEntry.keyOwner(entry.subject()), detail(entry));
        SealedChain.End end = chain.locked(entry.team());
        AuditRecord next = new AuditRecord(
                Ids.next(),
                entry.team(),
                end.position() + 1,
                entry.action().name(),
                entry.actor(),
                entry.subject(),
                detail,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        byte[] seal = seals.seal(next.contentAfter(end.seal()));
        insert(next, seal);
        chain.move(entry.team(), new SealedChain.End(next.position(), seal));
    }

    private String detail(AuditEntry entry) {
        try {
            return json.writeValueAsString(new Detail(entry.reason(), entry.facts()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written as JSON", impossible);
        }
    }

    private void insert(AuditRecord entry, byte[] seal) {
        database.write(
                """
                insert into audit_entry (id, team_id, position, action, actor, subject, detail, recorded_at, seal)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entry.id(),
                entry.team().value(),
                entry.position(),
                entry.action(),
                entry.actor(),
                entry.subject(),
                entry.detail(),
                entry.recordedAt(),
                seal);
    }
}
