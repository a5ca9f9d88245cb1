package salesinsights.scoring.lead;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the columns of a file are probably for: by their names, else by what they hold. */
final class Suggestions {
    private Suggestions() {}

    static List<ColumnUse> of(ReadLeadFile.Found found) {
        Set<LeadField> taken = EnumSet.noneOf(LeadField.class);
        List<ColumnUse> uses = new ArrayList<>();
        for (int i = 0; i < found.header().size(); i++) {
            ColumnGuess guess = found.guesses().get(i);
            Optional<LeadField> field =
                    LeadField.ofHeader(found.header().get(i)).filter(taken::add);
            boolean ours = ColumnMapping.isOurOwn(found.header().get(i));
            uses.add(field.<ColumnUse>map(ColumnUse.Field::new)
                    .orElseGet(() -> ours ? new ColumnUse.Skip() : new ColumnUse.Attribute(guess.type())));
        }
        for (int i = 0; i < uses.size() && !taken.contains(LeadField.EMAIL); i++) {
            if (uses.get(i) instanceof ColumnUse.Attribute
                    && found.guesses().get(i).looksLikeAddresses()) {
                taken.add(LeadField.EMAIL);
                uses.set(i, new ColumnUse.Field(LeadField.EMAIL));
            }
        }
        return uses;
    }

    /** True if some column says which lead a row is about. */
    static boolean identify(List<ColumnUse> uses) {
        return uses.contains(new ColumnUse.Field(LeadField.EXTERNAL_ID))
                || uses.contains(new ColumnUse.Field(LeadField.EMAIL));
    }
}
