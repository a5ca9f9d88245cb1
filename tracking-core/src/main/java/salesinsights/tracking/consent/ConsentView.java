package salesinsights.tracking.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.consent.ConsentRecord.Text;
import salesinsights.tracking.team.Team;

/** An entry of the ledger as REST shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsentView(
        UUID id,
        String team,
        long position,
        String purpose,
        String state,
        Instant recordedAt,
        String method,
        @Nullable Text text,
        String evidence,
        String enteredBy,
        String policyVersion,
        @Nullable Instant askAgainAt) {

    /** Whether a team's chain is whole. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Chain(
            String team,
            boolean intact,
            long records,
            @Nullable Long brokenAt) {
        static Chain of(Team team, ConsentLedger.Check check) {
            return new Chain(team.path().value(), check.intact(), check.records(), check.brokenAt());
        }
    }

    /** A person's entries with the proof that they are what was once written. */
    public record Found(List<ConsentView> items, List<Chain> chains) {}

    static ConsentView of(Team team, ConsentRecord record) {
        Statement said = record.statement();
        return new ConsentView(
                record.id(),
                team.path().value(),
                record.position(),
                Choice.word(said.matter()),
                Choice.word(said.state()),
                record.recordedAt(),
                Choice.word(said.method()),
                said.text(),
                said.evidence(),
                said.enteredBy(),
                record.policyVersion(),
                record.askAgainAt());
    }
}
