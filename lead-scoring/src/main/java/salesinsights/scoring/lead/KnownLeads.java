package salesinsights.scoring.lead;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The leads that a team already has under the external ids and addresses of a batch, and what follows for each row. */
record KnownLeads(Map<String, Row> byExternalId, Map<String, Row> byEmail) {
    record Row(
            UUID id, @Nullable String externalId, @Nullable String email) {}

    /** What is to be done with an incoming lead. */
    sealed interface Decision {}

    record Make() implements Decision {}

    record Update(UUID lead) implements Decision {}

    record Refuse(LeadField field, String why) implements Decision {}

    Decision decide(IncomingLead incoming) {
        String externalId = incoming.value(LeadField.EXTERNAL_ID);
        String email = incoming.value(LeadField.EMAIL);
        Row byId = externalId == null ? null : byExternalId.get(externalId);
        Row byAddress = email == null ? null : byEmail.get(email);
        if (byId != null && byAddress != null && !byId.equals(byAddress)) {
            return new Refuse(LeadField.EMAIL, "belongs to another lead of the team");
        }
        if (byId != null) {
            return new Update(byId.id());
        }
        if (byAddress == null) {
            return new Make();
        }
        return byAddress.externalId() == null || externalId == null
                ? new Update(byAddress.id())
                : new Refuse(LeadField.EMAIL, "belongs to the lead with external id " + byAddress.externalId());
    }
}
