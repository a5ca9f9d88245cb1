package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/**
 * Which model holds for a team: that of the nearest team above it, itself included, that has published one. Held in memory
 * and read anew whenever anything was published or taken back anywhere; jobs ask in the transaction they score in.
 */
@Singleton
class Regimes {
    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private final ScoringModelTable table;
    private final Teams teams;
    private final Scopes scopes;
    private final Clock clock;
    private volatile Held held = new Held(-1, Map.of(), Instant.MIN);

    private record Held(long turns, Map<TeamPath, Regime> published, Instant askedAt) {
        /** Empty if no team on the way up has published one. */
        Optional<TeamPath> governor(TeamPath team) {
            return published.keySet().stream()
                    .filter(path -> path.covers(team))
                    .max(Comparator.comparingInt(path -> path.value().length()));
        }

        Regime of(TeamPath team) {
            return governor(team).map(published::get).orElse(Regime.SHIPPED);
        }
    }

    Regimes(ScoringModelTable table, Teams teams, Scopes scopes, Clock clock) {
        this.table = table;
        this.teams = teams;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** As committed at this moment; in a job's transaction, which sees all teams. */
    Function<TeamPath, Regime> newest() {
        Held now = held;
        long turns = table.turns();
        if (turns != now.turns()) {
            now = new Held(turns, read(), clock.instant());
            held = now;
        }
        return now::of;
    }

    /** For screens and REST: at most a second old. */
    Regime of(TeamPath team) {
        return fresh().of(team);
    }

    /** Where tiers and grades begin for each of these teams; one that nobody knows is missing. */
    Map<TeamId, Lines> lines(Set<TeamId> wanted) {
        Held now = fresh();
        return teams.all().stream()
                .filter(team -> wanted.contains(team.id()))
                .collect(Collectors.toMap(Team::id, team -> now.of(team.path()).lines()));
    }

    /** The teams that a model of this team would hold for: all below that have not published one of their own. */
    List<Team> governedBy(TeamPath team) {
        Held now = fresh();
        return teamsBelow(team).stream()
                .filter(one -> now.governor(one.path())
                        .map(governor -> governor.covers(team))
                        .orElse(true))
                .toList();
    }

    /** This team and all below it. */
    List<Team> teamsBelow(TeamPath team) {
        return teams.all().stream().filter(one -> team.covers(one.path())).toList();
    }

    private Held fresh() {
        if (held.askedAt().isBefore(clock.instant().minus(FRESH_FOR))) {
            scopes.runAsWorker(() -> {
                newest();
                held = new Held(held.turns(), held.published(), clock.instant());
            });
        }
        return held;
    }

    private Map<TeamPath, Regime> read() {
        return table.published().stream()
                .collect(Collectors.toMap(ScoringModelTable.Published::team, ScoringModelTable.Published::regime));
    }
}
