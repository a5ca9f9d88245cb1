package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.WriteMark;

/**
 * A lead as fields of {@code sale.opportunity}, there and back. What the lead itself does not say is read from its contact
 * and party. The state is never written: in Tryton people move it, by buttons that check what a step needs.
 */
final class TrytonMapping {
    private static final List<String> RELATED =
            List.of("party", "contact", "party.name", "party.email", "party.phone", "contact.type", "contact.value");

    private final CrmMapping mapping;
    private final Map<LeadFact, String> fields = new EnumMap<>(LeadFact.class);

    TrytonMapping(CrmMapping mapping) {
        this.mapping = mapping;
        fields.put(LeadFact.NAME, mapping.field(LeadFact.NAME, "description"));
        fields.put(LeadFact.OWNER, mapping.field(LeadFact.OWNER, "employee"));
        fields.put(LeadFact.STAGE, "state");
        for (TrytonField own : TrytonField.values()) {
            if (own.fact != null) {
                fields.put(own.fact, mapping.field(own.fact, own.field));
            }
        }
    }

    /** The same, but nothing over there is spared: for leads that were erased. */
    TrytonMapping erasing() {
        return new TrytonMapping(
                new CrmMapping(mapping.fields(), mapping.owners(), mapping.stages(), mapping.teams(), Map.of()));
    }

    /** Every field that is read. */
    List<String> read() {
        Set<String> names = new LinkedHashSet<>(
                List.of("id", "create_date", "_timestamp", TrytonField.CHANGED_AT, TrytonField.DECIDED_AT, "state"));
        names.addAll(RELATED);
        names.addAll(fields.values());
        for (TrytonField own : TrytonField.values()) {
            names.add(own.field);
        }
        return List.copyOf(names);
    }

    private String field(LeadFact fact) {
        return fields.getOrDefault(fact, "");
    }

    /** A party that a new lead belongs to, as a search for its address gives it. */
    record Customer(int contact, JsonNode mechanism) {
        int party() {
            return mechanism.path("party").asInt();
        }
    }

    /**
     * What a push writes.
     *
     * @param before the record as it stands, null if there is none
     * @param customer whom a new record belongs to, null if that is not known for certain
     */
    ObjectNode values(CrmLead lead, @Nullable JsonNode before, @Nullable Customer customer) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Map<LeadFact, String> shared = shared(lead, before);
        shared.forEach((fact, value) -> put(values, fact, value));
        if (before == null) {
            shared.put(LeadFact.STAGE, "lead");
        }
        if (customer != null) {
            values.put("party", customer.party()).put("contact", customer.contact());
        }
        values.put(TrytonField.EXTERNAL_ID.field, lead.externalId());
        values.put(TrytonField.VERSION.field, lead.version());
        Map<LeadFact, String> all = before == null ? new EnumMap<>(LeadFact.class) : plain(before);
        all.putAll(shared);
        values.put(TrytonField.MARK.field, WriteMark.of(completed(all, relations(before, customer))));
        putScore(values, lead.score());
        values.set(
                field(LeadFact.LAST_TOUCH),
                lead.lastTouchAt() == null
                        ? values.nullNode()
                        : TrytonText.moment(lead.lastTouchAt().truncatedTo(ChronoUnit.SECONDS)));
        return values;
    }

    private void put(ObjectNode values, LeadFact fact, String value) {
        if (fact == LeadFact.OWNER) {
            values.set(field(fact), value.isEmpty() ? values.nullNode() : values.numberNode(Integer.parseInt(value)));
        } else {
            values.put(field(fact), value);
        }
    }

    /** What this push writes of the facts that both sides may change; an owner that nobody mapped is left alone. */
    private Map<LeadFact, String> shared(CrmLead lead, @Nullable JsonNode before) {
        Map<LeadFact, String> shared = new EnumMap<>(LeadFact.class);
        shared.put(LeadFact.NAME, TrytonText.oneLine(lead.name().isBlank() ? lead.externalId() : lead.name()));
        shared.put(LeadFact.EMAIL, lead.email() == null ? "" : TrytonText.oneLine(lead.email()));
        shared.put(LeadFact.COMPANY, TrytonText.oneLine(lead.company()));
        Optional<String> owner =
                Optional.ofNullable(lead.owner()).flatMap(mapping::ownerOf).filter(id -> id.matches("[0-9]{1,9}"));
        if (before == null || owner.isPresent()) {
            shared.put(LeadFact.OWNER, owner.orElse(""));
        }
        if (before != null) {
            shared.keySet().removeIf(fact -> !mapping.overwrites(fact));
        }
        return shared;
    }

    private void putScore(ObjectNode values, CrmLead.@Nullable Score score) {
        if (score == null) {
            for (LeadFact fact : List.of(
                    LeadFact.SCORE,
                    LeadFact.GRADE,
                    LeadFact.TIER,
                    LeadFact.TREND,
                    LeadFact.REASONS,
                    LeadFact.WIN_PROBABILITY)) {
                values.putNull(field(fact));
            }
            values.putNull(TrytonField.POINTS.field);
            return;
        }
        values.put(field(LeadFact.SCORE), score.score());
        values.put(TrytonField.POINTS.field, score.points());
        values.put(field(LeadFact.GRADE), score.grade());
        values.put(field(LeadFact.TIER), score.tier());
        values.put(field(LeadFact.TREND), score.trend());
        values.put(field(LeadFact.REASONS), TrytonText.lines(score.reasons()));
        values.put(field(LeadFact.WIN_PROBABILITY), score.winProbability());
    }

    /** What people over there may have changed. */
    Map<LeadFact, String> facts(JsonNode record) {
        return completed(plain(record), relations(record, null));
    }

    private Map<LeadFact, String> plain(JsonNode record) {
        Map<LeadFact, String> facts = new EnumMap<>(LeadFact.class);
        for (LeadFact fact : List.of(LeadFact.NAME, LeadFact.EMAIL, LeadFact.COMPANY, LeadFact.PHONE, LeadFact.STAGE)) {
            facts.put(fact, TrytonText.text(record.path(field(fact))));
        }
        facts.put(LeadFact.OWNER, TrytonText.reference(record.path(field(LeadFact.OWNER))));
        return facts;
    }

    private static Map<LeadFact, String> relations(@Nullable JsonNode record, @Nullable Customer customer) {
        JsonNode of = customer != null
                ? customer.mechanism()
                : record == null ? JsonNodeFactory.instance.objectNode() : record;
        JsonNode party = of.path("party.");
        JsonNode contact = customer != null ? of : of.path("contact.");
        boolean mail = contact.path("type").asText().equals("email");
        Map<LeadFact, String> relations = new EnumMap<>(LeadFact.class);
        relations.put(LeadFact.EMAIL, TrytonText.text(mail ? contact.path("value") : party.path("email")));
        relations.put(LeadFact.COMPANY, TrytonText.text(party.path("name")));
        relations.put(LeadFact.PHONE, TrytonText.text(party.path("phone")));
        return relations;
    }

    private static Map<LeadFact, String> completed(Map<LeadFact, String> facts, Map<LeadFact, String> relations) {
        Map<LeadFact, String> all = new EnumMap<>(facts);
        relations.forEach((fact, value) -> {
            if (all.getOrDefault(fact, "").isEmpty()) {
                all.put(fact, value);
            }
        });
        return all;
    }

    /** True if nobody but us wrote this state. */
    boolean isOurs(JsonNode record) {
        return WriteMark.of(facts(record)).equals(TrytonText.text(record.path(TrytonField.MARK.field)));
    }

    static @Nullable String externalId(JsonNode record) {
        String id = TrytonText.text(record.path(TrytonField.EXTERNAL_ID.field));
        return id.isEmpty() ? null : id;
    }

    static CrmOutcome.Result result(JsonNode record) {
        return switch (record.path("state").asText()) {
            case "won" -> CrmOutcome.Result.WON;
            case "lost", "cancelled" -> CrmOutcome.Result.LOST;
            default -> CrmOutcome.Result.OPEN;
        };
    }

    /** The pushed state as the record holds it; blank what has no place there. */
    CrmLead lead(JsonNode record) {
        Map<LeadFact, String> facts = facts(record);
        JsonNode touched = record.path(field(LeadFact.LAST_TOUCH));
        String email = facts.getOrDefault(LeadFact.EMAIL, "");
        return new CrmLead(
                TrytonText.text(record.path(TrytonField.EXTERNAL_ID.field)),
                record.path(TrytonField.VERSION.field).asLong(),
                Instant.EPOCH,
                null,
                "",
                email.isEmpty() ? null : email,
                facts.getOrDefault(LeadFact.NAME, ""),
                facts.getOrDefault(LeadFact.COMPANY, ""),
                mapping.usernameOf(facts.getOrDefault(LeadFact.OWNER, "")).orElse(null),
                mapping.stages().getOrDefault(facts.getOrDefault(LeadFact.STAGE, ""), ""),
                score(record),
                touched.has("hour") ? TrytonText.moment(touched) : null);
    }

    private CrmLead.@Nullable Score score(JsonNode record) {
        String tier = TrytonText.text(record.path(field(LeadFact.TIER)));
        if (tier.isEmpty()) {
            return null;
        }
        JsonNode chance = record.path(field(LeadFact.WIN_PROBABILITY));
        return new CrmLead.Score(
                record.path(field(LeadFact.SCORE)).asInt(),
                record.path(TrytonField.POINTS.field).asDouble(),
                TrytonText.text(record.path(field(LeadFact.GRADE))),
                tier,
                TrytonText.text(record.path(field(LeadFact.TREND))),
                TrytonText.text(record.path(field(LeadFact.REASONS))).lines().toList(),
                chance.isNumber() ? chance.asDouble() : null);
    }
}
