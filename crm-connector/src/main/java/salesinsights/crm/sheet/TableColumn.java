package salesinsights.crm.sheet;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** What stands in a column of a table of leads, and what the column is called. */
sealed interface TableColumn {
    /** More than any importer maps by hand. */
    int MOST = 100;

    int LONGEST_NAME = 100;
    String ATTRIBUTE = "attribute.";

    /** Its head. */
    String name();

    /** What stands in it for this lead: text, number, moment or id; null for an empty cell. */
    @Nullable
    Object of(TableLead lead);

    /** Something that every lead has. */
    record Of(LeadFact fact, String name) implements TableColumn {
        @Override
        public @Nullable Object of(TableLead lead) {
            return fact.of(lead);
        }
    }

    /** What an import kept beside the fields. */
    record Attribute(String attribute, String name) implements TableColumn {
        @Override
        public @Nullable Object of(TableLead lead) {
            return lead.lead().attributes().get(attribute);
        }
    }

    /** All facts under their own names. */
    static List<TableColumn> all() {
        return Arrays.stream(LeadFact.values())
                .<TableColumn>map(fact -> new Of(fact, fact.column()))
                .toList();
    }

    /**
     * Reads what somebody wants, in this order.
     *
     * @param wanted {@code insights_score}, {@code insights_score:Score} to call it otherwise, {@code attribute.Segment};
     *     none for all
     * @throws Problem 400 at {@code column}
     */
    static List<TableColumn> of(List<String> wanted) {
        List<String> stated = wanted.stream().filter(one -> !one.isBlank()).toList();
        if (stated.isEmpty()) {
            return all();
        }
        if (stated.size() > MOST) {
            throw Problem.invalid(
                    "column", "is there %,d times; at most %d are written".formatted(stated.size(), MOST));
        }
        Set<String> names = new HashSet<>();
        return stated.stream()
                .map(TableColumn::one)
                .peek(one -> once(names, one.name()))
                .toList();
    }

    private static TableColumn one(String text) {
        int colon = text.indexOf(':');
        String what = (colon < 0 ? text : text.substring(0, colon)).strip();
        String called = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (what.startsWith(ATTRIBUTE)) {
            String attribute = what.substring(ATTRIBUTE.length());
            return new Attribute(attribute, checked(called.isEmpty() ? attribute : called));
        }
        LeadFact fact = LeadFact.named(what);
        return new Of(fact, checked(called.isEmpty() ? fact.column() : called));
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("column", "a column's name has 1 to 100 characters, without line ends and tabs");
        }
        return name;
    }

    private static void once(Set<String> names, String name) {
        if (!names.add(name)) {
            throw Problem.invalid("column", "two columns cannot both be called \"" + name + "\"");
        }
    }
}
