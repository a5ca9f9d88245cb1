package salesinsights.scoring.score;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;

/** A line of the ledger; {@code reversalOf} names the line that it takes back. */
record ScoreEntry(
        UUID id,
        TeamId team,
        LeadId lead,
        String rule,
        String modelVersion,
        double delta,
        @Nullable Fading fading,
        Instant effectiveAt,
        Instant recordedAt,
        @Nullable UUID event,
        @Nullable UUID reversalOf,
        Map<String, String> parameters) {
    ScoreEntry {
        parameters = Map.copyOf(parameters);
    }

    /** What the entry is worth at a moment; nothing before it took effect. */
    double at(Instant moment) {
        if (fading == null) {
            return moment.isBefore(effectiveAt) ? 0 : delta;
        }
        return fading.fade(delta, effectiveAt, moment);
    }

    boolean isFit() {
        return fading == null;
    }

    boolean says(Earned earned) {
        return rule.equals(earned.rule())
                && modelVersion.equals(earned.version())
                && Double.compare(delta, earned.points()) == 0
                && java.util.Objects.equals(fading, earned.fading())
                && effectiveAt.equals(earned.effectiveAt())
                && java.util.Objects.equals(event, earned.event());
    }

    /** The line that takes this one back. */
    ScoreEntry reversed(UUID newId, Instant now) {
        return new ScoreEntry(
                newId, team, lead, rule, modelVersion, -delta, fading, effectiveAt, now, event, id, parameters);
    }
}
