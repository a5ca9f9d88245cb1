package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamPath;

/**
 * Which rules hold for a team: those of the nearest team above it, itself included, that has some. Held in memory and
 * read anew whenever a version was saved anywhere; jobs ask in their own transaction.
 */
@Singleton
class HeldRules {
    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private final RuleSetTable table;
    private final Scopes scopes;
    private final Clock clock;
    private volatile Held held = new Held(-1, Map.of(), Instant.MIN);

    HeldRules(RuleSetTable table, Scopes scopes, Clock clock) {
        this.table = table;
        this.scopes = scopes;
        this.clock = clock;
    }

    private record Held(long turns, Map<TeamPath, List<FollowUpRule>> own, Instant askedAt) {
        Optional<TeamPath> governor(TeamPath team) {
            return own.keySet().stream()
                    .filter(path -> path.covers(team))
                    .max(Comparator.comparingInt(path -> path.value().length()));
        }

        Rules of(TeamPath team) {
            return governor(team)
                    .map(path -> new Rules(path, own.getOrDefault(path, List.of())))
                    .orElse(new Rules(null, ShippedRules.DEFAULT));
        }
    }

    /** Rules with the team that they are of, null for those that come with the product. */
    record Rules(@Nullable TeamPath from, List<FollowUpRule> rules) {
        Optional<FollowUpRule> rule(String id) {
            return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
        }
    }

    /** As committed at this moment; in a job's transaction, which sees all teams. */
    Function<TeamPath, Rules> newest() {
        Held now = held;
        long turns = table.turns();
        if (turns != now.turns()) {
            now = new Held(turns, Map.copyOf(table.own()), clock.instant());
            held = now;
        }
        return now::of;
    }

    /** For screens and REST: at most a second old. */
    Rules of(TeamPath team) {
        if (held.askedAt().isBefore(clock.instant().minus(FRESH_FOR))) {
            scopes.runAsWorker(() -> {
                newest();
                held = new Held(held.turns(), held.own(), clock.instant());
            });
        }
        return held.of(team);
    }
}
