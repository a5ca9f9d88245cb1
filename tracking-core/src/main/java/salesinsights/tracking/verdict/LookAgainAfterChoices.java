package salesinsights.tracking.verdict;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.consent.ChoiceHeard;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Has downstream look again at what is known of a person who has chosen otherwise. */
@Singleton
class LookAgainAfterChoices implements ChoiceHeard {
    private static final String LOOK_AGAIN = """
            insert into judged_recipient (recipient_id, team_id)
            select r.id, ? from unnest(?::uuid[]) as r (id)
            where exists (select from verdict v where v.recipient_id = r.id) order by 1
            on conflict (recipient_id) do update set since = judged_recipient.since
            """;

    private final Database database;

    LookAgainAfterChoices(Database database) {
        this.database = database;
    }

    @Override
    public void chosen(TeamId team, List<UUID> recipients) {
        database.write(LOOK_AGAIN, team.value(), Database.uuids(recipients));
    }
}
