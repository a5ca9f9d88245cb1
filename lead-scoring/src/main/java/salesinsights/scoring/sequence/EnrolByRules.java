package salesinsights.scoring.sequence;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import salesinsights.scoring.followup.RuleEnrolments;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.campaign.TemplateMail;
import salesinsights.tracking.team.TeamId;

/** Enrols leads where a follow-up rule says so, in the name of whoever saved the sequence. */
@Singleton
class EnrolByRules implements RuleEnrolments {
    private final SequenceTable sequences;
    private final EnrolmentTable table;
    private final TemplateMail mail;

    EnrolByRules(SequenceTable sequences, EnrolmentTable table, TemplateMail mail) {
        this.sequences = sequences;
        this.table = table;
        this.mail = mail;
    }

    @Override
    public boolean has(TeamId team, UUID sequence) {
        return offered(team, sequence).isPresent();
    }

    private Optional<SequenceTable.Row> offered(TeamId team, UUID sequence) {
        return sequences.find(Set.of(team), sequence).filter(row -> row.state() != SequenceState.RETIRED);
    }

    @Override
    public void enrol(Lead lead, UUID sequence, String anchor) {
        String address = lead.email();
        if (address == null || lead.outcome() != null) {
            return;
        }
        offered(lead.teamId(), sequence)
                .filter(row -> mail.against(lead.teamId(), address).isEmpty())
                .ifPresent(row -> table.add(
                        row,
                        lead,
                        new EnrolmentTable.Sender(row.savedBy(), row.senderName(), row.senderAddress()),
                        anchor));
    }

    @Override
    public void takenBack(TeamId team, LeadId lead, String anchor) {
        table.takeBack(team, lead, anchor);
    }
}
