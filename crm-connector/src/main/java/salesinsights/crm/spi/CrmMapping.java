package salesinsights.crm.spi;

import java.util.Map;
import java.util.Optional;

/**
 * What stands for what, as a person set it up.
 *
 * @param fields the CRM's field for a fact of ours; what is absent goes to the connector's own field
 * @param owners the CRM's id by our user name
 * @param stages our stage ({@code new attempting connected qualified disqualified}) by the CRM's id of its stage
 * @param teams path of the team that a record goes to, by the CRM's id of its owner; else the connection's own
 * @param winners who wins if both sides changed a fact; what is absent is {@link Winner#NEWEST}
 */
public record CrmMapping(
        Map<LeadFact, String> fields,
        Map<String, String> owners,
        Map<String, String> stages,
        Map<String, String> teams,
        Map<LeadFact, Winner> winners) {
    /** Nothing is mapped: the connector's own fields, no owners, and the newest wins. */
    public static final CrmMapping NONE = new CrmMapping(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** Who wins if both sides changed a fact. */
    public enum Winner {
        /** The CRM's value is taken over; ours is written when the record is made, never over one that is there. */
        CRM,
        /** Our value is written, what the CRM says is not taken over. */
        WE,
        /** Whoever changed it last. */
        NEWEST
    }

    public CrmMapping {
        fields = Map.copyOf(fields);
        owners = Map.copyOf(owners);
        stages = Map.copyOf(stages);
        teams = Map.copyOf(teams);
        winners = Map.copyOf(winners);
    }

    /** The CRM's field for a fact. */
    public String field(LeadFact fact, String otherwise) {
        return fields.getOrDefault(fact, otherwise);
    }

    /** True if a push may write this fact over what an existing record holds. A new record gets every fact. */
    public boolean overwrites(LeadFact fact) {
        return fact.isOurs() || winner(fact) != Winner.CRM;
    }

    /** Who wins; meaningless for facts that are ours alone. */
    public Winner winner(LeadFact fact) {
        return winners.getOrDefault(fact, Winner.NEWEST);
    }

    /** The CRM's id of one of our users, if somebody mapped it. */
    public Optional<String> ownerOf(String username) {
        return Optional.ofNullable(owners.get(username));
    }

    /** Our user behind a CRM's owner, if somebody mapped it. */
    public Optional<String> usernameOf(String crmOwner) {
        return owners.entrySet().stream()
                .filter(owner -> owner.getValue().equals(crmOwner))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }
}
