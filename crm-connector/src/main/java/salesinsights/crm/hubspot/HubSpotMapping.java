package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmOutcome.Result;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.WriteMark;

/** A lead as a deal's properties, there and back. All values are strings, and an empty one is none. */
final class HubSpotMapping {
    static final String MARK = "si_mark";
    static final String ENTERED = "hs_v2_date_entered_current_stage";
    static final String MODIFIED = "hs_lastmodifieddate";
    private static final String POINTS = "si_points";
    private static final String VERSION = "si_version";
    private static final Map<LeadFact, String> SHARED = Map.of(
            LeadFact.NAME, "dealname",
            LeadFact.EMAIL, "si_email",
            LeadFact.COMPANY, "si_company",
            LeadFact.OWNER, "hubspot_owner_id",
            LeadFact.STAGE, "dealstage");
    private static final Map<LeadFact, String> OURS = Map.of(
            LeadFact.SCORE, "si_score",
            LeadFact.GRADE, "si_grade",
            LeadFact.TIER, "si_tier",
            LeadFact.TREND, "si_trend",
            LeadFact.REASONS, "si_reasons",
            LeadFact.WIN_PROBABILITY, "si_win_probability",
            LeadFact.LAST_TOUCH, "si_last_touch");

    private final CrmMapping mapping;
    private final String firstStage;
    private final Map<LeadFact, String> fields = new EnumMap<>(LeadFact.class);

    /** @param firstStage where a deal begins whose stage nobody mapped */
    HubSpotMapping(CrmMapping mapping, String firstStage) {
        this.mapping = mapping;
        this.firstStage = firstStage;
        SHARED.forEach((fact, field) -> fields.put(fact, mapping.field(fact, field)));
        OURS.forEach((fact, field) -> fields.put(fact, mapping.field(fact, field)));
    }

    private String field(LeadFact fact) {
        return fields.getOrDefault(fact, "");
    }

    String stageField() {
        return field(LeadFact.STAGE);
    }

    List<String> read() {
        Set<String> names = new LinkedHashSet<>(fields.values());
        names.addAll(List.of(
                HubSpotCalls.ID,
                MARK,
                POINTS,
                VERSION,
                ENTERED,
                MODIFIED,
                "createdate",
                "hs_is_closed",
                "hs_is_closed_won"));
        return List.copyOf(names);
    }

    Map<String, String> properties(CrmLead lead, @Nullable JsonNode before) {
        Map<LeadFact, String> shared = shared(lead, before);
        Map<LeadFact, String> all = before == null ? new EnumMap<>(LeadFact.class) : facts(before);
        all.putAll(shared);
        Map<String, String> properties = new LinkedHashMap<>();
        shared.forEach((fact, value) -> properties.put(field(fact), value));
        properties.put(MARK, WriteMark.of(all));
        properties.put(VERSION, Long.toString(lead.version()));
        CrmLead.Score score = lead.score();
        Double chance = score == null ? null : score.winProbability();
        properties.put(field(LeadFact.SCORE), score == null ? "" : Integer.toString(score.score()));
        properties.put(POINTS, score == null ? "" : Double.toString(score.points()));
        properties.put(field(LeadFact.GRADE), score == null ? "" : score.grade());
        properties.put(field(LeadFact.TIER), score == null ? "" : score.tier());
        properties.put(field(LeadFact.TREND), score == null ? "" : score.trend());
        properties.put(field(LeadFact.REASONS), score == null ? "" : lines(score.reasons()));
        properties.put(field(LeadFact.WIN_PROBABILITY), chance == null ? "" : chance.toString());
        Instant touched = lead.lastTouchAt();
        properties.put(field(LeadFact.LAST_TOUCH), touched == null ? "" : Long.toString(touched.toEpochMilli()));
        return properties;
    }

    private Map<LeadFact, String> shared(CrmLead lead, @Nullable JsonNode before) {
        Map<LeadFact, String> shared = new EnumMap<>(LeadFact.class);
        shared.put(LeadFact.NAME, lead.name());
        shared.put(LeadFact.EMAIL, lead.email() == null ? "" : lead.email());
        shared.put(LeadFact.COMPANY, lead.company());
        Optional.ofNullable(lead.owner())
                .flatMap(mapping::ownerOf)
                .ifPresent(owner -> shared.put(LeadFact.OWNER, owner));
        if (before == null) {
            shared.put(LeadFact.STAGE, stageOf(lead).orElse(firstStage));
            return shared;
        }
        String there = facts(before).getOrDefault(LeadFact.STAGE, "");
        boolean leaveStage = result(before) != Result.OPEN
                || lead.stage().equals(mapping.stages().get(there));
        if (!leaveStage) {
            stageOf(lead).ifPresent(stage -> shared.put(LeadFact.STAGE, stage));
        }
        shared.keySet().removeIf(fact -> !mapping.overwrites(fact));
        return shared;
    }

    private Optional<String> stageOf(CrmLead lead) {
        return mapping.stages().entrySet().stream()
                .filter(stage -> stage.getValue().equals(lead.stage()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    static String lines(List<String> reasons) {
        return reasons.stream().map(HubSpotMapping::oneLine).collect(Collectors.joining("\n"));
    }

    static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    Map<LeadFact, String> facts(JsonNode record) {
        Map<LeadFact, String> facts = new EnumMap<>(LeadFact.class);
        SHARED.keySet().forEach(fact -> facts.put(fact, HubSpotCalls.text(record, field(fact))));
        return facts;
    }

    boolean isOurs(JsonNode record) {
        return WriteMark.of(facts(record)).equals(HubSpotCalls.text(record, MARK));
    }

    static Result result(JsonNode record) {
        if (HubSpotCalls.text(record, "hs_is_closed_won").equals("true")) {
            return Result.WON;
        }
        return HubSpotCalls.text(record, "hs_is_closed").equals("true") ? Result.LOST : Result.OPEN;
    }

    /** HubSpot writes moments as ISO 8601 in answers; milliseconds are taken, too. */
    static Instant moment(String written) {
        try {
            return written.matches("-?[0-9]{1,15}")
                    ? Instant.ofEpochMilli(Long.parseLong(written))
                    : Instant.parse(written);
        } catch (DateTimeParseException none) {
            return Instant.EPOCH;
        }
    }

    /** The pushed state as the deal holds it; blank what has no place there. */
    CrmLead lead(JsonNode record) {
        Map<LeadFact, String> facts = facts(record);
        String email = facts.getOrDefault(LeadFact.EMAIL, "");
        String touched = HubSpotCalls.text(record, field(LeadFact.LAST_TOUCH));
        String version = HubSpotCalls.text(record, VERSION);
        return new CrmLead(
                HubSpotCalls.text(record, HubSpotCalls.ID),
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
                touched.isEmpty() ? null : moment(touched));
    }

    private CrmLead.@Nullable Score score(JsonNode record) {
        String score = HubSpotCalls.text(record, field(LeadFact.SCORE));
        if (score.isEmpty()) {
            return null;
        }
        String reasons = HubSpotCalls.text(record, field(LeadFact.REASONS));
        String chance = HubSpotCalls.text(record, field(LeadFact.WIN_PROBABILITY));
        return new CrmLead.Score(
                (int) Double.parseDouble(score),
                Double.parseDouble(HubSpotCalls.text(record, POINTS)),
                HubSpotCalls.text(record, field(LeadFact.GRADE)),
                HubSpotCalls.text(record, field(LeadFact.TIER)),
                HubSpotCalls.text(record, field(LeadFact.TREND)),
                reasons.isEmpty() ? List.of() : List.of(reasons.split("\n", -1)),
                chance.isEmpty() ? null : Double.valueOf(chance));
    }
}
