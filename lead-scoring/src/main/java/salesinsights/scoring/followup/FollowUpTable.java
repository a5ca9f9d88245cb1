package salesinsights.scoring.followup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/** Follow-ups as things with verbs, one at a time and locked. */
@Singleton
class FollowUpTable implements PanacheRepositoryBase<FollowUp, UUID> {
    FollowUpTable() {}

    /** The task, if one of these teams has it, held until the transaction ends. */
    Optional<FollowUp> hold(Set<TeamId> teams, UUID id) {
        return find(
                        "id = ?1 and teamId in ?2",
                        id,
                        teams.stream().map(TeamId::value).toList())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }
}
