package salesinsights.tracking.consent;

import java.util.List;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/** Whoever works with what is recorded of people; make it a {@code @Singleton}. */
public interface ChoiceHeard {
    /** These recipients, all of one person, may be worked with otherwise than before. In the transaction of the choice. */
    void chosen(TeamId team, List<UUID> recipients);
}
