package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.verdict.JudgedEvent;
import salesinsights.tracking.verdict.JudgedEvents;

/** What is known of leads' mail, in one statement per team and one for the events. */
@Singleton
class LeadEvents {
    private final JudgedEvents events;
    private final SentMail mail;

    LeadEvents(JudgedEvents events, SentMail mail) {
        this.events = events;
        this.mail = mail;
    }

    /** Events that may be scored; a lead that nothing is known of is missing. */
    Map<LeadId, List<JudgedEvent>> of(List<Lead> leads) {
        Map<UUID, LeadId> leadOf = new HashMap<>();
        leads.stream()
                .filter(lead -> lead.email() != null)
                .collect(Collectors.groupingBy(Lead::teamId))
                .forEach((team, ofTeam) -> {
                    Map<String, LeadId> byAddress =
                            ofTeam.stream().collect(Collectors.toMap(lead -> String.valueOf(lead.email()), Lead::id));
                    for (SentTo sent : mail.to(team, byAddress.keySet())) {
                        leadOf.put(sent.recipient(), java.util.Objects.requireNonNull(byAddress.get(sent.address())));
                    }
                });
        return leadOf.isEmpty()
                ? Map.of()
                : events.scorable(leadOf.keySet()).stream()
                        .collect(Collectors.groupingBy(
                                event -> java.util.Objects.requireNonNull(leadOf.get(event.recipient()))));
    }
}
