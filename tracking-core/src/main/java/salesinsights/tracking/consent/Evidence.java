package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.List;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.team.TeamId;

/** What was typed as evidence, under the key of the person: it goes with the key, and the ledger stays whole. */
@Singleton
class Evidence {
    private static final String SEALED = "sealed:";

    private final PersonKeys keys;

    Evidence(PersonKeys keys) {
        this.keys = keys;
    }

    Statement sealed(TeamId team, Statement said) {
        if (said.evidence().isEmpty()) {
            return said;
        }
        byte[] sealed = keys.seal(team, said.subject().hex(), said.evidence());
        return said.withEvidence(SEALED + Base64.getEncoder().encodeToString(sealed));
    }

    /** The same entries with what was typed; empty where the person was erased. */
    List<ConsentRecord> opened(TeamId team, List<ConsentRecord> entries) {
        PersonKeys.Ring ring = keys.ring(
                team,
                entries.stream()
                        .map(entry -> entry.statement().subject().hex())
                        .distinct()
                        .toList());
        return entries.stream().map(entry -> opened(ring, entry)).toList();
    }

    private static ConsentRecord opened(PersonKeys.Ring ring, ConsentRecord entry) {
        String stored = entry.statement().evidence();
        if (!stored.startsWith(SEALED)) {
            return entry;
        }
        byte[] sealed = Base64.getDecoder().decode(stored.substring(SEALED.length()));
        return entry.saying(entry.statement()
                .withEvidence(
                        ring.open(entry.statement().subject().hex(), sealed).orElse("")));
    }
}
