package salesinsights.scoring.followup;

import java.util.UUID;

/** What a rule does when it fires. */
sealed interface RuleAction {
    /** Opens a task; both texts may hold placeholders. */
    record Task(String title, String text, Due due, Whose owner) implements RuleAction {}

    /** Tells somebody; the text may hold placeholders. */
    record Notice(String text, Whose person) implements RuleAction {}

    /** Writes a named value to the lead, which the CRM's feed carries; the value may hold placeholders. */
    record Field(String name, String value) implements RuleAction {}

    /** Enrols the lead in a sequence of its team. */
    record Enrol(UUID sequence) implements RuleAction {}

    /**
     * How long the owner has, in working time.
     *
     * @param businessDays until the end of that day, 0 for today; of no meaning if there are hours
     * @param businessHours working hours from now, 0 if days count
     */
    record Due(int businessDays, int businessHours) {}

    /** As JSON and tables name it. */
    default String type() {
        return switch (this) {
            case Task task -> "task";
            case Notice notice -> "notice";
            case Field field -> "field";
            case Enrol enrol -> "sequence";
        };
    }
}
