package salesinsights.crm.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import salesinsights.crm.spi.CrmLead;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.team.TeamId;

/** Leads as CRMs are told about them. */
@Singleton
class OutgoingLeads {
    private final Leads leads;
    private final ObjectMapper json;

    OutgoingLeads(Leads leads, ObjectMapper json) {
        this.leads = leads;
        this.json = json;
    }

    /** Those of the leads that these teams have, as they are now. */
    List<Outgoing> of(Set<TeamId> teams, Collection<UUID> ids) {
        return tell(leads.of(teams, ids.stream().map(LeadId::new).toList()));
    }

    /**
     * What is told about leads that were read before in the same transaction. What hangs on a lead is read after it, so
     * that its version is never newer than what is told under it.
     */
    List<Outgoing> tell(List<Lead> found) {
        return found.stream().map(this::outgoing).toList();
    }

    private Outgoing outgoing(Lead lead) {
        CrmLead told = new CrmLead(
                lead.id().value().toString(),
                lead.version(),
                lead.updatedAt(),
                lead.externalId(),
                lead.team().value(),
                lead.email(),
                lead.title(),
                lead.company(),
                lead.owner(),
                lead.stage().name().toLowerCase(Locale.ROOT),
                null,
                null);
        return new Outgoing(lead.id().value(), told, digestOf(told));
    }

    private String digestOf(CrmLead told) {
        CrmLead ageless = new CrmLead(
                told.externalId(),
                0,
                Instant.EPOCH,
                told.sourceId(),
                told.team(),
                told.email(),
                told.name(),
                told.company(),
                told.owner(),
                told.stage(),
                told.score(),
                told.lastTouchAt());
        try {
            byte[] written = json.writeValueAsBytes(ageless);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("a record of texts is always JSON, SHA-256 part of every JDK", impossible);
        }
    }
}
