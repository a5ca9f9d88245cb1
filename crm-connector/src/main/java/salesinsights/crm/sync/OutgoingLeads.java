package salesinsights.crm.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.prediction.Predictions;
import salesinsights.scoring.score.LeadScore;
import salesinsights.scoring.score.Scores;
import salesinsights.tracking.team.TeamId;

/** Leads as CRMs are told about them. */
@Singleton
class OutgoingLeads {
    private final Leads leads;
    private final Scores scores;
    private final Predictions predictions;
    private final ObjectMapper json;
    private final Clock clock;

    OutgoingLeads(Leads leads, Scores scores, Predictions predictions, ObjectMapper json, Clock clock) {
        this.leads = leads;
        this.scores = scores;
        this.predictions = predictions;
        this.json = json;
        this.clock = clock;
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
        Map<LeadId, LeadScore> known = scores.of(found);
        Map<LeadId, Instant> touches = scores.lastTouches(known.keySet());
        Map<LeadId, Double> chances = predictions.probabilities(
                found.stream().map(Lead::teamId).collect(Collectors.toSet()),
                found.stream().map(Lead::id).toList());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return found.stream()
                .map(lead ->
                        outgoing(lead, told(known.get(lead.id()), chances.get(lead.id())), touches.get(lead.id()), now))
                .toList();
    }

    private Outgoing outgoing(Lead lead, CrmLead.@Nullable Score score, @Nullable Instant touchedAt, Instant now) {
        CrmLead told = new CrmLead(
                lead.id().value().toString(),
                lead.version(),
                now,
                lead.externalId(),
                lead.team().value(),
                lead.email(),
                nameOf(lead),
                lead.company(),
                lead.owner(),
                lead.stage().name().toLowerCase(Locale.ROOT),
                score,
                touchedAt);
        return new Outgoing(lead.id().value(), told, digestOf(told), factsOf(told));
    }

    /** Blank where the lead has nothing to be called by: what to call it on a screen is no name for a CRM to keep. */
    private static String nameOf(Lead lead) {
        boolean nameless =
                lead.name().isBlank() && lead.email() == null && lead.company().isBlank() && lead.externalId() == null;
        return nameless ? "" : lead.title();
    }

    private static CrmLead.@Nullable Score told(@Nullable LeadScore score, @Nullable Double chance) {
        if (score == null) {
            return null;
        }
        return new CrmLead.Score(
                score.score(),
                Math.round(score.points() * 10) / 10.0,
                score.grade().name(),
                score.tier().wire(),
                score.trend().name().toLowerCase(Locale.ROOT),
                score.reasons(),
                chance == null ? null : (Double) (Math.round(chance * 1_000) / 1_000.0));
    }

    private String digestOf(CrmLead told) {
        return digestOf(told, told.score(), told.lastTouchAt());
    }

    private String factsOf(CrmLead told) {
        return digestOf(told, null, null);
    }

    private String digestOf(CrmLead told, CrmLead.@Nullable Score score, @Nullable Instant touchedAt) {
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
                score,
                touchedAt);
        try {
            byte[] written = json.writeValueAsBytes(ageless);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("a record of texts is always JSON, SHA-256 part of every JDK", impossible);
        }
    }
}
