package salesinsights.crm.sheet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * A fact about a lead as a column of a table. What an import reads back has the name of the field there; what only this
 * product knows begins with {@code insights_}, which an import leaves out.
 */
public enum LeadFact {
    EXTERNAL_ID("external_id", one -> one.lead().externalId()),
    NAME("name", one -> one.lead().name()),
    EMAIL("email", one -> one.lead().email()),
    COMPANY("company", one -> one.lead().company()),
    PHONE("phone", one -> one.lead().phone()),
    COUNTRY("country", one -> one.lead().country()),
    OWNER("owner", one -> one.lead().owner()),
    STAGE("stage", one -> lower(one.lead().stage())),
    OUTCOME("outcome", one -> lower(one.lead().outcome())),
    OUTCOME_AT("outcome_at", one -> one.lead().outcomeAt()),
    SOURCE("source", one -> one.lead().source()),
    CREATED_AT("created_at", one -> one.lead().createdAt()),
    /** The product's own id. */
    ID("insights_id", one -> one.lead().id().value()),
    TEAM("insights_team", one -> one.lead().team().value()),
    /** 0 to 100. */
    SCORE("insights_score", one -> one.score().score()),
    /** What the score is made of, not rounded to it; one decimal. */
    POINTS("insights_points", one -> Math.round(one.score().points() * 10) / 10.0),
    /** Fit, A to D. */
    GRADE("insights_grade", one -> one.score().grade().name()),
    /** hot, warm or cold. */
    TIER("insights_tier", one -> one.score().tier().wire()),
    TREND("insights_trend", one -> lower(one.score().trend())),
    /** In words, the strongest first. */
    REASONS("insights_reasons", one -> String.join("; ", one.score().reasons())),
    /** 0 to 1, empty where no prediction is published. */
    WIN_PROBABILITY("insights_win_probability", one -> one.chance()),
    /** When a person last did something. */
    LAST_TOUCH_AT("insights_last_touch_at", one -> one.touchedAt());

    private final String column;
    private final Function<TableLead, @Nullable Object> value;

    LeadFact(String column, Function<TableLead, @Nullable Object> value) {
        this.column = column;
        this.value = value;
    }

    /** Its name on the wire, and in a table that nobody named otherwise. */
    public String column() {
        return column;
    }

    /** Text, number, moment or id; null if there is none. */
    @Nullable
    Object of(TableLead lead) {
        return value.apply(lead);
    }

    /**
     * By its column.
     *
     * @throws Problem 400 at {@code column}, naming all
     */
    static LeadFact named(String column) {
        return Arrays.stream(values())
                .filter(fact -> fact.column.equals(column))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "column",
                        "there is no such column; there are attribute.<its name> and " + String.join(", ", columns())));
    }

    private static List<String> columns() {
        return Arrays.stream(values()).map(LeadFact::column).toList();
    }

    private static @Nullable String lower(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
