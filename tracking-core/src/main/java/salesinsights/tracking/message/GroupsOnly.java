package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.council.WorksCouncil;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/**
 * What works-council mode leaves of who wrote a message. Messages are the team's and everybody in it works with them,
 * but who wrote which, read as a list, tells how each person works: it is left out for everybody except the person, and
 * looking at one person takes a reason that is noted. Whose a lead or a task is stays to be seen, and so does who wrote
 * to a lead in its timeline: that is how work is shared out, and whoever speaks with the customer next has to know it.
 * Everything runs in the caller's transaction.
 */
@Singleton
class GroupsOnly {
    private final WorksCouncil council;

    GroupsOnly(WorksCouncil council) {
        this.council = council;
    }

    /**
     * Teams whose messages of this sender may be listed.
     *
     * @param sender Keycloak name, null for everybody
     * @throws Problem 422 if that is none of them
     */
    Set<TeamId> listed(Caller who, @Nullable String sender) {
        if (sender == null || sender.equals(who.username())) {
            return who.visibleTeamIds();
        }
        Set<TeamId> groups = council.minimums(who.visibleTeams()).keySet();
        if (!groups.isEmpty() && groups.containsAll(who.visibleTeamIds())) {
            throw Problem.refused(
                    "groups-only",
                    "Your teams are seen as a group only. One person is looked at with a reason, which is noted:"
                            + " POST /api/reports/rep.");
        }
        return who.visibleTeamIds().stream()
                .filter(team -> !groups.contains(team))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The page as this caller may see it. */
    MessagePage shown(Caller who, MessagePage page) {
        Set<String> groups = groups(who);
        return page.without(
                row -> groups.contains(row.team()) && !who.username().equals(row.sentBy()));
    }

    /** The message as this caller may see it. */
    MessageView shown(Caller who, MessageView message) {
        boolean own = who.username().equals(message.sentBy());
        return !own && groups(who).contains(message.team()) ? message.withoutSender() : message;
    }

    private Set<String> groups(Caller who) {
        Set<TeamId> groups = council.minimums(who.visibleTeams()).keySet();
        return who.visibleTeams().stream()
                .filter(team -> groups.contains(team.id()))
                .map(team -> team.path().value())
                .collect(Collectors.toUnmodifiableSet());
    }
}
