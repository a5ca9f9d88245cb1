package salesinsights.ui.followup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.page.Choice;

/**
 * The follow-up rules of a team.
 *
 * @param from the team whose rules they are; null for those that come with the product
 * @param own true if they are the team's own
 * @param version what a change is made to
 * @param sequences of the team, which a rule can enrol in
 * @param editing the rule in the form; null if none is
 * @param dryRun how often they would have fired; null until asked for
 * @param wrong why the last click was refused
 */
record RulesScreen(
        String team,
        List<String> teams,
        @Nullable String from,
        boolean own,
        int version,
        List<RuleLine> rules,
        List<RuleLine> templates,
        List<VersionLine> versions,
        List<Choice> sequences,
        @Nullable RuleForm editing,
        @Nullable DryRunScreen dryRun,
        @Nullable String wrong) {
    RulesScreen {
        teams = List.copyOf(teams);
        rules = List.copyOf(rules);
        templates = List.copyOf(templates);
        versions = List.copyOf(versions);
        sequences = List.copyOf(sequences);
    }

    /** The place of a rule to be. */
    public int next() {
        return rules.size();
    }
}
