package salesinsights.crm.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.IncomingLead;
import salesinsights.scoring.lead.Intake;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadField;
import salesinsights.scoring.lead.LeadIntake;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** Leads that a sync job brings, many at once; each item stands for itself. In the caller's transaction. */
@Singleton
class TakeLeads {
    private final LeadIntake intake;
    private final Leads leads;

    TakeLeads(LeadIntake intake, Leads leads) {
        this.intake = intake;
        this.leads = leads;
    }

    /**
     * One lead, found by its source id, else by its address; what is null stays as it is.
     *
     * @param sourceId the id in the CRM, unique in the team
     * @param country ISO code or English name
     * @param owner user name here
     * @param stage new, attempting, connected, qualified or disqualified
     */
    @Schema(name = "SyncLead")
    record Item(
            @Nullable String sourceId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String company,
            @Nullable String phone,
            @Nullable String country,
            @Nullable String owner,
            @Nullable String stage) {}

    /** {@code status} is created, updated, unchanged or invalid ({@code message} says why). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SyncLeadResult")
    record ItemResult(
            int index,
            String status,
            @Nullable String externalId,
            @Nullable String message) {}

    /** Results in the order of the items. */
    List<ItemResult> take(TeamId team, List<@Nullable Item> items) {
        Map<Integer, String> wrong = new HashMap<>();
        Map<Integer, IncomingLead> incoming = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (int index = 0; index < items.size(); index++) {
            try {
                IncomingLead read = read(index, items.get(index));
                refuseRepeated(keys, read);
                incoming.put(index, read);
            } catch (IllegalArgumentException refused) {
                wrong.put(index, String.valueOf(refused.getMessage()));
            }
        }
        Map<Integer, Lead> before = known(team, incoming);
        Intake taken = intake.accept(team, List.copyOf(incoming.values()));
        for (Problem.Field refused : taken.refused()) {
            wrong.put(refused.row() - 1, refused.field() + " " + refused.message());
        }
        incoming.keySet().removeAll(wrong.keySet());
        return results(items.size(), wrong, before, known(team, incoming));
    }

    private static List<ItemResult> results(
            int size, Map<Integer, String> wrong, Map<Integer, Lead> before, Map<Integer, Lead> after) {
        List<ItemResult> results = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            Lead now = after.get(index);
            if (now == null) {
                results.add(new ItemResult(index, "invalid", null, wrong.getOrDefault(index, "was not taken")));
            } else {
                Lead then = before.get(index);
                boolean same = then != null && then.edition() == now.edition();
                String status = then == null ? "created" : same ? "unchanged" : "updated";
                results.add(new ItemResult(index, status, now.id().value().toString(), null));
            }
        }
        return results;
    }

    private Map<Integer, Lead> known(TeamId team, Map<Integer, IncomingLead> incoming) {
        Map<Integer, Lead> known = new HashMap<>();
        incoming.forEach((index, lead) -> find(team, lead).ifPresent(found -> known.put(index, found)));
        return known;
    }

    private Optional<Lead> find(TeamId team, IncomingLead lead) {
        String id = lead.fields().get(LeadField.EXTERNAL_ID);
        String email = lead.fields().get(LeadField.EMAIL);
        Optional<Lead> found = id == null ? Optional.empty() : leads.byExternalId(team, id);
        return found.isPresent() || email == null ? found : leads.byEmail(team, email);
    }

    private static void refuseRepeated(Set<String> keys, IncomingLead lead) {
        for (LeadField key : List.of(LeadField.EXTERNAL_ID, LeadField.EMAIL)) {
            String value = lead.fields().get(key);
            if (value != null && !keys.add(key + " " + value)) {
                throw new IllegalArgumentException("an earlier item has this " + key.wire());
            }
        }
    }

    private static IncomingLead read(int index, @Nullable Item item) {
        if (item == null || (item.sourceId() == null && item.email() == null)) {
            throw new IllegalArgumentException("an item has a sourceId or an email");
        }
        Map<LeadField, String> fields = new EnumMap<>(LeadField.class);
        put(fields, LeadField.EXTERNAL_ID, "sourceId", item.sourceId());
        put(fields, LeadField.NAME, "name", item.name());
        put(fields, LeadField.EMAIL, "email", item.email());
        put(fields, LeadField.COMPANY, "company", item.company());
        put(fields, LeadField.PHONE, "phone", item.phone());
        put(fields, LeadField.COUNTRY, "country", item.country());
        put(fields, LeadField.OWNER, "owner", item.owner());
        put(fields, LeadField.STAGE, "stage", item.stage());
        return new IncomingLead(index + 1, fields, Map.of());
    }

    private static void put(Map<LeadField, String> fields, LeadField field, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            try {
                fields.put(field, field.read(value));
            } catch (IllegalArgumentException unreadable) {
                throw new IllegalArgumentException(name + " " + unreadable.getMessage(), unreadable);
            }
        }
    }
}
