package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
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

/** A lead as an opportunity's fields, there and back. */
final class SalesforceMapping {
    static final String MARK = "SI_Mark__c";
    static final int NAME_AT_MOST = 120;
    static final int TEXT_AT_MOST = 255;
    private static final String POINTS = "SI_Points__c";
    private static final String VERSION = "SI_Version__c";
    private static final Duration UNTIL_CLOSED = Duration.ofDays(90);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");
    private static final Map<LeadFact, String> SHARED = Map.of(
            LeadFact.NAME, "Name",
            LeadFact.EMAIL, "SI_Email__c",
            LeadFact.COMPANY, "SI_Company__c",
            LeadFact.OWNER, "OwnerId",
            LeadFact.STAGE, "StageName");
    private static final Map<LeadFact, String> OURS = Map.of(
            LeadFact.SCORE, "SI_Score__c",
            LeadFact.GRADE, "SI_Grade__c",
            LeadFact.TIER, "SI_Tier__c",
            LeadFact.TREND, "SI_Trend__c",
            LeadFact.REASONS, "SI_Reasons__c",
            LeadFact.WIN_PROBABILITY, "SI_Win_Probability__c",
            LeadFact.LAST_TOUCH, "SI_Last_Touch__c");

    private final CrmMapping mapping;
    private final String firstStage;
    private final Map<LeadFact, String> fields = new EnumMap<>(LeadFact.class);

    SalesforceMapping(CrmMapping mapping, String firstStage) {
        this.mapping = mapping;
        this.firstStage = firstStage;
        SHARED.forEach((fact, field) -> fields.put(fact, checked(mapping.field(fact, field))));
        OURS.forEach((fact, field) -> fields.put(fact, checked(mapping.field(fact, field))));
    }

    /** Names go into queries. */
    private static String checked(String field) {
        if (!field.matches("[A-Za-z][A-Za-z0-9_]{0,79}")) {
            throw new IllegalArgumentException("not a field of Salesforce: " + field);
        }
        return field;
    }

    private String field(LeadFact fact) {
        return fields.getOrDefault(fact, "");
    }

    /** Every field that is read or written, ours first. */
    Set<String> read() {
        Set<String> names = new LinkedHashSet<>(List.of(SalesforceRows.ID, MARK, POINTS, VERSION));
        names.addAll(fields.values());
        names.addAll(List.of(
                "Id", "IsDeleted", "IsWon", "IsClosed", "CreatedDate", "SystemModstamp", "LastStageChangeDate"));
        return names;
    }

    static Instant moment(JsonNode written) {
        try {
            return OffsetDateTime.parse(written.asText(), MOMENT).toInstant();
        } catch (DateTimeParseException none) {
            return Instant.EPOCH;
        }
    }

    void write(CrmLead lead, @Nullable JsonNode before, boolean isThere, ObjectNode row) {
        Map<LeadFact, String> shared = shared(lead, before, isThere);
        Map<LeadFact, String> all = before == null ? new EnumMap<>(LeadFact.class) : facts(before);
        all.putAll(shared);
        shared.forEach((fact, value) -> put(row, field(fact), value));
        if (!isThere) {
            row.put(
                    "CloseDate",
                    lead.asOf()
                            .plus(UNTIL_CLOSED)
                            .atOffset(ZoneOffset.UTC)
                            .toLocalDate()
                            .toString());
        }
        row.put(SalesforceRows.ID, lead.externalId())
                .put(MARK, WriteMark.of(all))
                .put(VERSION, Long.toString(lead.version()));
        writeScore(lead.score(), row);
        Instant touched = lead.lastTouchAt();
        put(
                row,
                field(LeadFact.LAST_TOUCH),
                touched == null ? "" : touched.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private void writeScore(CrmLead.@Nullable Score score, ObjectNode row) {
        if (score == null) {
            OURS.keySet().stream()
                    .filter(fact -> fact != LeadFact.LAST_TOUCH)
                    .forEach(fact -> row.putNull(field(fact)));
            row.putNull(POINTS);
            return;
        }
        row.put(field(LeadFact.SCORE), score.score()).put(POINTS, score.points());
        put(row, field(LeadFact.GRADE), score.grade());
        put(row, field(LeadFact.TIER), score.tier());
        put(row, field(LeadFact.TREND), score.trend());
        put(row, field(LeadFact.REASONS), lines(score.reasons()));
        row.put(field(LeadFact.WIN_PROBABILITY), score.winProbability());
    }

    private static void put(ObjectNode row, String field, String value) {
        if (value.isEmpty()) {
            row.putNull(field);
        } else {
            row.put(field, value);
        }
    }

    private Map<LeadFact, String> shared(CrmLead lead, @Nullable JsonNode before, boolean isThere) {
        Map<LeadFact, String> shared = new EnumMap<>(LeadFact.class);
        shared.put(LeadFact.NAME, cut(lead.name(), NAME_AT_MOST));
        shared.put(LeadFact.EMAIL, lead.email() == null ? "" : lead.email());
        shared.put(LeadFact.COMPANY, cut(lead.company(), TEXT_AT_MOST));
        Optional.ofNullable(lead.owner())
                .flatMap(mapping::ownerOf)
                .ifPresent(owner -> shared.put(LeadFact.OWNER, owner));
        if (!isThere) {
            shared.put(LeadFact.STAGE, stageOf(lead).orElse(firstStage));
            return shared;
        }
        if (before != null) {
            String there = facts(before).getOrDefault(LeadFact.STAGE, "");
            if (result(before) == Result.OPEN
                    && !lead.stage().equals(mapping.stages().get(there))) {
                stageOf(lead).ifPresent(stage -> shared.put(LeadFact.STAGE, stage));
            }
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
        return cut(
                reasons.stream().map(reason -> reason.replaceAll("\\R", " ")).collect(Collectors.joining("\n")), 4_000);
    }

    /** Salesforce counts characters as Java does; a pair of them that is one sign is not parted. */
    static String cut(String text, int atMost) {
        if (text.length() <= atMost) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(atMost - 1)) ? atMost - 1 : atMost);
    }

    Map<LeadFact, String> facts(JsonNode record) {
        Map<LeadFact, String> facts = new EnumMap<>(LeadFact.class);
        SHARED.keySet().forEach(fact -> facts.put(fact, record.path(field(fact)).asText("")));
        return facts;
    }

    boolean isOurs(JsonNode record) {
        // The owner is the integration's user unless somebody was mapped, and the mark was made without it.
        Map<LeadFact, String> facts = facts(record);
        String mark = record.path(MARK).asText("");
        if (WriteMark.of(facts).equals(mark)) {
            return true;
        }
        facts.remove(LeadFact.OWNER);
        return record.path("CreatedDate").equals(record.path("SystemModstamp"))
                && WriteMark.of(facts).equals(mark);
    }

    static Result result(JsonNode record) {
        if (record.path("IsWon").asBoolean()) {
            return Result.WON;
        }
        return record.path("IsClosed").asBoolean() ? Result.LOST : Result.OPEN;
    }

    /** The pushed state as the opportunity holds it; blank what has no place there. */
    CrmLead lead(JsonNode record) {
        Map<LeadFact, String> facts = facts(record);
        String email = facts.getOrDefault(LeadFact.EMAIL, "");
        JsonNode touched = record.path(field(LeadFact.LAST_TOUCH));
        return new CrmLead(
                record.path(SalesforceRows.ID).asText(""),
                record.path(VERSION).asLong(),
                Instant.EPOCH,
                null,
                "",
                email.isEmpty() ? null : email,
                facts.getOrDefault(LeadFact.NAME, ""),
                facts.getOrDefault(LeadFact.COMPANY, ""),
                mapping.usernameOf(facts.getOrDefault(LeadFact.OWNER, "")).orElse(null),
                mapping.stages().getOrDefault(facts.getOrDefault(LeadFact.STAGE, ""), ""),
                score(record),
                touched.isTextual() ? moment(touched) : null);
    }

    private CrmLead.@Nullable Score score(JsonNode record) {
        JsonNode score = record.path(field(LeadFact.SCORE));
        if (!score.isNumber()) {
            return null;
        }
        String reasons = record.path(field(LeadFact.REASONS)).asText("");
        JsonNode chance = record.path(field(LeadFact.WIN_PROBABILITY));
        return new CrmLead.Score(
                score.asInt(),
                record.path(POINTS).asDouble(),
                record.path(field(LeadFact.GRADE)).asText(""),
                record.path(field(LeadFact.TIER)).asText(""),
                record.path(field(LeadFact.TREND)).asText(""),
                reasons.isEmpty() ? List.of() : List.of(reasons.split("\n")),
                chance.isNumber() ? Double.valueOf(chance.asDouble()) : null);
    }
}
