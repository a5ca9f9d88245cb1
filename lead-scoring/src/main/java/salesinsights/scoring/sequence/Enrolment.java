package salesinsights.scoring.sequence;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;

/** A running row of table enrolment, with what it runs on. */
record Enrolment(
        UUID id,
        Team team,
        UUID sequence,
        Plan plan,
        LeadId lead,
        String person,
        String senderName,
        String senderAddress,
        String step,
        Instant stepSince,
        Instant startedAt) {
    /** On whose behalf mail goes out. */
    Caller sender() {
        return new Caller(person, senderName, senderAddress, Set.of(Caller.REP), List.of(team), List.of(team));
    }

    /** The same at another step. */
    Enrolment at(String next, Instant since) {
        return new Enrolment(id, team, sequence, plan, lead, person, senderName, senderAddress, next, since, startedAt);
    }
}
