package salesinsights.ui.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.PolicyDraftView;
import salesinsights.tracking.consent.PolicyPreview;
import salesinsights.tracking.consent.PolicyView;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * The country table, what is about to be changed in it, and all that was.
 *
 * @param publishedAt null for the table that the product ships with
 * @param preview whom the draft would affect; null while nothing is drafted, or if it cannot be published
 * @param region whose row is being written; empty if none
 * @param typed what stands in the forms
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record PolicyScreen(
        PolicyView table,
        @Nullable When publishedAt,
        PolicyDraftView draft,
        @Nullable PolicyPreview preview,
        List<Edition> editions,
        String region,
        Map<String, String> typed,
        Map<String, String> wrong) {
    private static final List<String> PURPOSES =
            List.of("open", "click", "web", "read_receipt", "score", "deliverability");

    PolicyScreen {
        editions = List.copyOf(editions);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** An edition as it is listed. */
    record Edition(int number, When at, String by, String note) {}

    public List<String> purposes() {
        return PURPOSES;
    }

    /** A purpose as a heading. */
    public String heading(String purpose) {
        return switch (purpose) {
            case "open" -> "Opens";
            case "click" -> "Links";
            case "web" -> "Web pages";
            case "read_receipt" -> "Read receipts";
            case "score" -> "Scoring";
            default -> "Delivery";
        };
    }

    public String words(@Nullable Mode mode) {
        return mode == null ? "" : word(mode);
    }

    static String word(Mode mode) {
        return switch (mode) {
            case OFF -> "off";
            case AGGREGATE -> "counted";
            case CONSENT -> "consent";
            case NOTICE -> "notice";
        };
    }

    public boolean isOverdue(String code) {
        return table.overdue().contains(code);
    }

    /** What changes in a row, in words. */
    public List<String> differences(PolicyDraftView.Change change) {
        return RowDifferences.of(change);
    }

    /** Counts of people by mode, in words. */
    public String counts(Map<Mode, Integer> counts) {
        StringBuilder words = new StringBuilder();
        counts.forEach((mode, people) -> words.append(words.isEmpty() ? "" : ", ")
                .append(String.format(Locale.ROOT, "%,d", people))
                .append(' ')
                .append(word(mode)));
        return words.toString();
    }

    public List<Choice> modes() {
        return List.of(
                new Choice("off", "Off"),
                new Choice("aggregate", "Counted only"),
                new Choice("consent", "With consent"),
                new Choice("notice", "With notice"));
    }

    public List<Choice> fallbacks() {
        return List.of(new Choice("off", "Off"), new Choice("aggregate", "Counted only"));
    }

    public List<Choice> signals() {
        return List.of(
                new Choice("stops", "Stops opens and web pages"),
                new Choice("stops-and-shown", "Stops them, and that is shown"),
                new Choice("ignored", "Nothing by law; heeded all the same"));
    }

    public String modeOf(String purpose) {
        return field("modes." + purpose);
    }

    public String wrongMode(String purpose) {
        return wrong("modes." + purpose);
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
