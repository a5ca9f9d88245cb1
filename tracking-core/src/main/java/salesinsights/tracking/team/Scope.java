package salesinsights.tracking.team;

import java.util.Set;

/** Whose rows a transaction may touch. PostgreSQL enforces it: see {@link ScopeAtTransactionStart}. */
sealed interface Scope {
    /** Nobody's: what a transaction has that nobody gave a scope. It fails closed, with no rows. */
    record Nothing() implements Scope {}

    /** Rows of these teams. */
    record OfTeams(Set<TeamId> teams) implements Scope {
        public OfTeams {
            teams = Set.copyOf(teams);
        }
    }

    /** Rows of all teams, for jobs; no request ever runs with it. */
    record Worker() implements Scope {}
}
