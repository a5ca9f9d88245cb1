package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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

/** A lead as fields of {@code crm.lead}, there and back. Odoo says {@code false} where nothing is. */
final class OdooMapping {
    private static final Map<LeadFact, String> SHARED = Map.of(
            LeadFact.NAME, "name",
            LeadFact.EMAIL, "email_from",
            LeadFact.COMPANY, "partner_name",
            LeadFact.PHONE, "phone",
            LeadFact.OWNER, "user_id",
            LeadFact.STAGE, "stage_id");

    private final CrmMapping mapping;
    private final Map<LeadFact, String> fields = new EnumMap<>(LeadFact.class);

    OdooMapping(CrmMapping mapping) {
        this.mapping = mapping;
        SHARED.forEach((fact, field) -> fields.put(fact, mapping.field(fact, field)));
        for (OdooField own : OdooField.values()) {
            if (own.fact != null) {
                fields.put(own.fact, mapping.field(own.fact, own.field));
            }
        }
    }

    /** Every field that is read. */
    List<String> read() {
        Set<String> names = new LinkedHashSet<>(List.of(
                "id",
                "create_date",
                "write_date",
                "date_closed",
                "date_last_stage_update",
                "active",
                "probability",
                "priority"));
        names.addAll(fields.values());
        for (OdooField own : OdooField.values()) {
            names.add(own.field);
        }
        return List.copyOf(names);
    }

    private String field(LeadFact fact) {
        return fields.getOrDefault(fact, "");
    }

    /**
     * The row of an import, by column.
     *
     * @param before the record as it stands, null if there is none
     */
    Map<String, String> row(CrmLead lead, @Nullable JsonNode before) {
        Map<String, String> row = new LinkedHashMap<>();
        if (before == null) {
            row.put("id", "sales_insights.lead_" + lead.externalId());
        } else {
            row.put(".id", before.path("id").asText());
        }
        Map<LeadFact, String> shared = shared(lead, before);
        shared.forEach((fact, value) -> row.put(isReference(fact) ? field(fact) + "/.id" : field(fact), value));
        row.put(OdooField.EXTERNAL_ID.field, lead.externalId());
        row.put(OdooField.VERSION.field, Long.toString(lead.version()));
        Map<LeadFact, String> all = before == null ? new EnumMap<>(LeadFact.class) : facts(before);
        all.putAll(shared);
        row.put(OdooField.MARK.field, WriteMark.of(all));
        putScore(row, lead.score());
        row.put(
                field(LeadFact.LAST_TOUCH),
                lead.lastTouchAt() == null
                        ? ""
                        : OdooText.moment(lead.lastTouchAt().truncatedTo(ChronoUnit.SECONDS)));
        priority(lead, before).ifPresent(stars -> row.put("priority", stars));
        return row;
    }

    private static boolean isReference(LeadFact fact) {
        return fact == LeadFact.OWNER || fact == LeadFact.STAGE;
    }

    /** What this push writes of the facts that both sides may change; an owner or stage that nobody mapped is left alone. */
    private Map<LeadFact, String> shared(CrmLead lead, @Nullable JsonNode before) {
        Map<LeadFact, String> shared = new EnumMap<>(LeadFact.class);
        shared.put(LeadFact.NAME, lead.name().isBlank() ? lead.externalId() : lead.name());
        shared.put(LeadFact.EMAIL, lead.email() == null ? "" : lead.email());
        shared.put(LeadFact.COMPANY, lead.company());
        Optional<String> owner = Optional.ofNullable(lead.owner()).flatMap(mapping::ownerOf);
        if (before == null || owner.isPresent()) {
            shared.put(LeadFact.OWNER, owner.orElse(""));
        }
        stage(lead, before).ifPresent(stage -> shared.put(LeadFact.STAGE, stage));
        if (before != null) {
            shared.keySet().removeIf(fact -> !mapping.overwrites(fact));
        }
        return shared;
    }

    /** A stage of the lead's own kind, unless the record is in one already: several of theirs may be one of ours. */
    private Optional<String> stage(CrmLead lead, @Nullable JsonNode before) {
        if (before != null && lead.stage().equals(mapping.stages().get(OdooText.reference(before.path("stage_id"))))) {
            return Optional.empty();
        }
        return mapping.stages().entrySet().stream()
                .filter(stage -> stage.getValue().equals(lead.stage()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private void putScore(Map<String, String> row, CrmLead.@Nullable Score score) {
        row.put(field(LeadFact.SCORE), score == null ? "" : Integer.toString(score.score()));
        row.put(OdooField.POINTS.field, score == null ? "" : Double.toString(score.points()));
        row.put(field(LeadFact.GRADE), score == null ? "" : score.grade());
        row.put(field(LeadFact.TIER), score == null ? "" : score.tier());
        row.put(field(LeadFact.TREND), score == null ? "" : score.trend());
        row.put(field(LeadFact.REASONS), score == null ? "" : OdooText.lines(score.reasons()));
        Double chance = score == null ? null : score.winProbability();
        row.put(field(LeadFact.WIN_PROBABILITY), chance == null ? "" : chance.toString());
    }

    /**
     * Stars by tier, as long as nobody set others. The field {@code probability} is never written: that would end Odoo's own
     * prediction for the lead, and its prediction does not look at the stars.
     */
    private Optional<String> priority(CrmLead lead, @Nullable JsonNode before) {
        String wanted = stars(lead.score() == null ? "" : lead.score().tier());
        if (before == null) {
            return Optional.of(wanted);
        }
        boolean ours = before.path("priority").asText().equals(stars(OdooText.text(before.path(field(LeadFact.TIER)))));
        return ours ? Optional.of(wanted) : Optional.empty();
    }

    private static String stars(String tier) {
        return switch (tier) {
            case "hot" -> "3";
            case "warm" -> "1";
            default -> "0";
        };
    }

    /** What people over there may have changed. */
    Map<LeadFact, String> facts(JsonNode record) {
        Map<LeadFact, String> facts = new EnumMap<>(LeadFact.class);
        SHARED.keySet().forEach(fact -> {
            JsonNode value = record.path(field(fact));
            facts.put(fact, isReference(fact) ? OdooText.reference(value) : OdooText.text(value));
        });
        return facts;
    }

    /** True if nobody but us wrote this state. */
    boolean isOurs(JsonNode record) {
        Map<LeadFact, String> facts = facts(record);
        String mark = OdooText.text(record.path(OdooField.MARK.field));
        if (WriteMark.of(facts).equals(mark)) {
            return true;
        }
        // A new record has Odoo's own first stage, which we could not foresee.
        facts.remove(LeadFact.STAGE);
        boolean untouched = record.path("write_date").equals(record.path("create_date"));
        return untouched && WriteMark.of(facts).equals(mark);
    }

    static @Nullable String externalId(JsonNode record) {
        String id = OdooText.text(record.path(OdooField.EXTERNAL_ID.field));
        return id.isEmpty() ? null : id;
    }

    static CrmOutcome.Result result(JsonNode record) {
        if (!record.path("active").asBoolean(true)) {
            return CrmOutcome.Result.LOST;
        }
        return record.path("probability").asDouble() >= 100 ? CrmOutcome.Result.WON : CrmOutcome.Result.OPEN;
    }

    /** The pushed state as the record holds it; blank what has no place there. */
    CrmLead lead(JsonNode record) {
        Map<LeadFact, String> facts = facts(record);
        String touched = OdooText.text(record.path(field(LeadFact.LAST_TOUCH)));
        String email = facts.getOrDefault(LeadFact.EMAIL, "");
        String version = OdooText.text(record.path(OdooField.VERSION.field));
        return new CrmLead(
                OdooText.text(record.path(OdooField.EXTERNAL_ID.field)),
                version.isEmpty() ? 0 : Long.parseLong(version),
                Instant.EPOCH,
                null,
                "",
                email.isEmpty() ? null : email,
                facts.getOrDefault(LeadFact.NAME, ""),
                facts.getOrDefault(LeadFact.COMPANY, ""),
                mapping.usernameOf(facts.getOrDefault(LeadFact.OWNER, "")).orElse(null),
                mapping.stages().getOrDefault(facts.getOrDefault(LeadFact.STAGE, ""), ""),
                score(record),
                touched.isEmpty() ? null : OdooText.moment(record.path(field(LeadFact.LAST_TOUCH))));
    }

    private CrmLead.@Nullable Score score(JsonNode record) {
        String tier = OdooText.text(record.path(field(LeadFact.TIER)));
        if (tier.isEmpty()) {
            return null;
        }
        String reasons = OdooText.text(record.path(field(LeadFact.REASONS)));
        double chance = record.path(field(LeadFact.WIN_PROBABILITY)).asDouble();
        return new CrmLead.Score(
                record.path(field(LeadFact.SCORE)).asInt(),
                record.path(OdooField.POINTS.field).asDouble(),
                OdooText.text(record.path(field(LeadFact.GRADE))),
                tier,
                OdooText.text(record.path(field(LeadFact.TREND))),
                reasons.isEmpty() ? List.of() : reasons.lines().toList(),
                chance == 0 ? null : chance);
    }
}
