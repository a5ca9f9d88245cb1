package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.tryton.TrytonMapping.Customer;
import salesinsights.crm.tryton.TrytonWrites.Row;

/**
 * Writes leads under our id, which the module keeps unique. A new lead belongs to the one party that has its address; to
 * none if several have it or nobody: whom to enter into the party book is for people to decide, and Tryton asks them for
 * it before a lead becomes an opportunity.
 */
final class TrytonPush {
    private static final int ADDRESSES_AT_MOST = 1_000;

    private final TrytonCalls calls;
    private final TrytonMapping mapping;
    private final TrytonMapping erasing;

    TrytonPush(TrytonCalls calls, TrytonMapping mapping) {
        this.calls = calls;
        this.mapping = mapping;
        this.erasing = mapping.erasing();
    }

    List<PushOutcome> push(List<CrmLead> batch) {
        calls.company();
        Map<String, JsonNode> before = known(batch);
        Map<String, Customer> customers = customers(batch.stream()
                .filter(lead -> !before.containsKey(lead.externalId()) && lead.email() != null)
                .map(lead -> String.valueOf(lead.email()))
                .distinct()
                .toList());
        List<Row> rows = batch.stream()
                .map(lead -> {
                    JsonNode there = before.get(lead.externalId());
                    return row(
                            mapping,
                            lead,
                            there,
                            there == null && lead.email() != null ? customers.get(lead.email()) : null);
                })
                .toList();
        return outcomes(batch, new TrytonWrites(calls, "sale.opportunity").carryOut(rows));
    }

    private static List<PushOutcome> outcomes(List<CrmLead> batch, Map<String, PushOutcome> outcomes) {
        return batch.stream()
                .map(lead -> Objects.requireNonNull(outcomes.get(lead.externalId())))
                .toList();
    }

    private Row row(TrytonMapping with, CrmLead lead, @Nullable JsonNode there, @Nullable Customer customer) {
        ObjectNode values = with.values(lead, there, customer);
        if (there == null) {
            // Without it, Tryton would take the employee of the connection's own user.
            if (!values.has("employee")) {
                values.putNull("employee");
            }
            return new Row(lead.externalId(), 0, "", values);
        }
        return new Row(
                lead.externalId(),
                there.path("id").asInt(),
                there.path("_timestamp").asText(),
                values);
    }

    /** Blanks these leads, and takes them out of the history that Tryton keeps; those that it does not have are forgotten. */
    List<PushOutcome> forget(List<CrmLead> erased) {
        Map<String, JsonNode> before = known(erased);
        List<Row> rows = new ArrayList<>();
        for (CrmLead lead : erased) {
            JsonNode there = before.get(lead.externalId());
            if (there != null) {
                Row row = row(erasing, lead, there, null);
                row.values().put(TrytonField.EMAIL.field, "").put(TrytonField.PHONE.field, "");
                if (there.path("state").asText().equals("lead")) {
                    row.values().putNull("party").putNull("contact");
                }
                rows.add(row);
            }
        }
        Map<String, PushOutcome> outcomes = new TrytonWrites(calls, "sale.opportunity").carryOut(rows);
        List<Integer> blanked = rows.stream()
                .filter(row -> outcomes.get(row.key()) instanceof PushOutcome.Stored)
                .map(Row::id)
                .toList();
        if (!blanked.isEmpty()) {
            calls.call("model.sale.opportunity.insights_forget", blanked);
        }
        erased.forEach(lead -> outcomes.putIfAbsent(lead.externalId(), new PushOutcome.Stored(lead.externalId())));
        return outcomes(erased, outcomes);
    }

    /** Records of these leads by our id; a record that came about over there by the id that the lead names. */
    private Map<String, JsonNode> known(List<CrmLead> batch) {
        List<String> ours = batch.stream().map(CrmLead::externalId).toList();
        List<Integer> theirs = batch.stream()
                .map(CrmLead::crmId)
                .filter(id -> id != null && id.matches("[0-9]{1,9}"))
                .map(id -> Integer.valueOf(String.valueOf(id)))
                .toList();
        ArrayNode domain = calls.domain(
                calls.mapper().getNodeFactory().textNode("OR"),
                calls.clause(TrytonField.EXTERNAL_ID.field, "in", ours),
                calls.clause("id", "in", theirs));
        Map<String, JsonNode> byExternal = new HashMap<>();
        Map<String, JsonNode> byId = new HashMap<>();
        for (JsonNode record :
                calls.find("sale.opportunity", domain, mapping.read(), List.of("id"), 2 * batch.size())) {
            byId.put(record.path("id").asText(), record);
            String external = TrytonMapping.externalId(record);
            if (external != null) {
                byExternal.put(external, record);
            }
        }
        batch.forEach(lead -> {
            JsonNode there = lead.crmId() == null ? null : byId.get(lead.crmId());
            if (there != null && TrytonMapping.externalId(there) == null) {
                byExternal.putIfAbsent(lead.externalId(), there);
            }
        });
        return byExternal;
    }

    private Map<String, Customer> customers(List<String> addresses) {
        if (addresses.isEmpty()) {
            return Map.of();
        }
        ArrayNode any = calls.mapper().createArrayNode().add("OR");
        addresses.forEach(address -> any.add(calls.clause("value", "ilike", literally(address))));
        Map<String, Map<Integer, Customer>> found = calls
                .find(
                        "party.contact_mechanism",
                        calls.domain(calls.clause("type", "=", "email"), any),
                        List.of("type", "value", "party", "party.name", "party.phone"),
                        List.of("id"),
                        ADDRESSES_AT_MOST)
                .stream()
                .map(row -> new Customer(row.path("id").asInt(), row))
                .collect(Collectors.groupingBy(
                        customer -> customer.mechanism().path("value").asText().toLowerCase(Locale.ROOT),
                        Collectors.toMap(Customer::party, customer -> customer, (first, again) -> first)));
        Map<String, Customer> certain = new HashMap<>();
        found.forEach((address, parties) -> {
            if (parties.size() == 1) {
                certain.put(address, parties.values().iterator().next());
            }
        });
        return certain;
    }

    private static String literally(String text) {
        return TrytonText.stored(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
