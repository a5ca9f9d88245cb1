package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.team.Team;

/** Exports what the ledger can prove about a person, and checks such exports. */
@Singleton
public class ConsentProofs {
    private static final int SEAL_BYTES = 32;
    private static final int MOST_ENTRIES = 10_000;

    private final ConsentLedger ledger;
    private final ConsentKeys keys;
    private final AuditLog audit;
    private final Clock clock;

    ConsentProofs(ConsentLedger ledger, ConsentKeys keys, AuditLog audit, Clock clock) {
        this.ledger = ledger;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /** All that these teams have on record about a person; noted in the audit log. In the caller's transaction. */
    public ConsentProof of(List<Team> teams, @Nullable String address, String actor) {
        EmailAddress whom = EmailAddress.of(address);
        Subject subject = keys.subject(whom.value());
        List<ConsentProof.Entry> entries = new ArrayList<>();
        for (Team team : teams) {
            ledger.sealed(team.id(), subject).forEach(one -> entries.add(entry(team, one)));
        }
        List<ConsentView.Chain> chains = teams.stream()
                .map(team -> ConsentView.Chain.of(team, ledger.check(team.id())))
                .toList();
        teams.stream()
                .filter(team -> entries.stream()
                        .anyMatch(one -> one.entry().team().equals(team.path().value())))
                .forEach(team -> audit.note(new AuditEntry(
                        team.id(),
                        AuditAction.EXPORT,
                        actor,
                        "consents:" + subject.hex(),
                        null,
                        Map.of("what", "proof of consent"))));
        return new ConsentProof(clock.instant(), whom.value(), subject.hex(), ConsentProof.HOW, entries, chains);
    }

    private static ConsentProof.Entry entry(Team team, ConsentLedger.Sealed one) {
        byte[] content = one.record().contentAfter(one.before());
        return new ConsentProof.Entry(
                ConsentView.of(team, one.opened()),
                Digests.hex(one.before()),
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(content, SEAL_BYTES, content.length)),
                Digests.hex(one.seal()));
    }

    /** Recomputes every seal of a file that somebody has; needs no database. */
    public ConsentProof.Checked check(ConsentProof.@Nullable File file) {
        if (file == null || file.entries() == null || file.entries().isEmpty()) {
            throw Problem.unreadable("A file as it was exported, with at least one entry, is expected.", null);
        }
        if (file.entries().size() > MOST_ENTRIES) {
            throw Problem.tooLarge("At most " + MOST_ENTRIES + " entries are checked at once.");
        }
        List<Integer> broken = new ArrayList<>();
        for (int i = 0; i < file.entries().size(); i++) {
            ConsentProof.Shown one = file.entries().get(i);
            if (one == null || !isGenuine(one)) {
                broken.add(i + 1);
            }
        }
        return new ConsentProof.Checked(broken.isEmpty(), file.entries().size(), broken);
    }

    private boolean isGenuine(ConsentProof.Shown one) {
        try {
            byte[] before = HexFormat.of().parseHex(String.valueOf(one.sealBefore()));
            byte[] content = Base64.getDecoder().decode(String.valueOf(one.content()));
            byte[] seal = HexFormat.of().parseHex(String.valueOf(one.seal()));
            byte[] whole = Arrays.copyOf(before, before.length + content.length);
            System.arraycopy(content, 0, whole, before.length, content.length);
            return before.length == SEAL_BYTES && MessageDigest.isEqual(keys.seal(whole), seal);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
