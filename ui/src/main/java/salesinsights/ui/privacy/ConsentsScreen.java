package salesinsights.ui.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ConsentView;
import salesinsights.tracking.team.Team;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * What the ledger says about one person, and the forms for what the person said elsewhere.
 *
 * @param entries newest first; null while nobody was looked up
 * @param mayProve true if the caller may take the proof out of the house
 * @param typed what stands in the forms
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record ConsentsScreen(
        @Nullable List<Entry> entries,
        List<ConsentView.Chain> chains,
        List<Team> teams,
        boolean mayProve,
        Map<String, String> typed,
        Set<String> ticked,
        Map<String, String> wrong) {
    private static final List<String> PURPOSES =
            List.of("mail", "open", "click", "web", "read_receipt", "score", "deliverability");

    ConsentsScreen {
        chains = List.copyOf(chains);
        teams = List.copyOf(teams);
        typed = Map.copyOf(typed);
        ticked = Set.copyOf(ticked);
        wrong = Map.copyOf(wrong);
    }

    /** An entry of the ledger. */
    record Entry(ConsentView entry, When at, @Nullable When askAgainAt) {}

    /** Where the person stands on one purpose with one team. */
    record Stand(String team, String purpose, String state, When since) {}

    /** The newest entry of each purpose, by team. */
    public List<Stand> standings() {
        Map<String, Stand> newest = new LinkedHashMap<>();
        if (entries != null) {
            entries.forEach(one -> newest.putIfAbsent(
                    one.entry().team() + " " + one.entry().purpose(),
                    new Stand(
                            one.entry().team(),
                            heading(one.entry().purpose()),
                            words(one.entry().state()),
                            one.at())));
        }
        return List.copyOf(newest.values());
    }

    /** A state as the ledger has it, in words. */
    public String words(String state) {
        return switch (state) {
            case "granted" -> "agreed";
            case "denied" -> "refused";
            case "revoked" -> "withdrew";
            case "objected" -> "objects";
            case "lifted" -> "took the objection back";
            default -> state;
        };
    }

    public String heading(String purpose) {
        return switch (purpose) {
            case "mail" -> "Mail";
            case "open" -> "Opens";
            case "click" -> "Links";
            case "web" -> "Web pages";
            case "read_receipt" -> "Read receipts";
            case "score" -> "Scoring";
            default -> "Delivery";
        };
    }

    public List<String> purposes() {
        return PURPOSES;
    }

    public boolean isTicked(String purpose) {
        return ticked.contains(purpose);
    }

    public List<Choice> states() {
        return List.of(
                new Choice("granted", "Agreed"),
                new Choice("denied", "Refused"),
                new Choice("revoked", "Withdrew the consent"),
                new Choice("objected", "Objects"));
    }

    public List<Choice> methods() {
        return Choice.of("written", "spoken", "form");
    }

    public List<Choice> languages() {
        return List.of(
                new Choice("en", "English"),
                new Choice("de", "German"),
                new Choice("fr", "French"),
                new Choice("it", "Italian"),
                new Choice("es", "Spanish"));
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
