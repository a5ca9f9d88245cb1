package salesinsights.scoring.worklist;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import salesinsights.tracking.ground.Problem;

/** What a worklist can show of a lead beside its name. */
public enum WorklistColumn {
    SCORE("Score"),
    WHY("Why"),
    NEXT("Next step"),
    TOUCH("Last human touch"),
    TASKS("Follow-ups"),
    GRADE("Fit"),
    WIN("To win"),
    STAGE("Stage"),
    OWNER("Owner"),
    TEAM("Team"),
    COMPANY("Company"),
    COUNTRY("Country"),
    SOURCE("Source");

    /** What is shown to who chose nothing. */
    public static final List<WorklistColumn> USUAL = List.of(SCORE, WHY, NEXT, TASKS, TOUCH);

    private final String label;

    WorklistColumn(String label) {
        this.label = label;
    }

    /** Its head on the screen. */
    public String label() {
        return label;
    }

    /** Lower case. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By its name in lower case.
     *
     * @throws Problem 400 at {@code columns}
     */
    @JsonCreator
    public static WorklistColumn named(String text) {
        for (WorklistColumn column : values()) {
            if (column.wire().equals(text)) {
                return column;
            }
        }
        throw Problem.invalid(
                "columns",
                "are score, why, next, touch, tasks, grade, win, stage, owner, team, company, country and source");
    }
}
