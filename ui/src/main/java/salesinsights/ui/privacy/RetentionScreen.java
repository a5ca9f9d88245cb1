package salesinsights.ui.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.Retention;
import salesinsights.tracking.team.Team;

/** How long one team keeps each class of data. */
record RetentionScreen(String team, List<Team> teams, List<Retention.Rule> rules, Tried tried) {
    RetentionScreen {
        teams = List.copyOf(teams);
        rules = List.copyOf(rules);
    }

    /**
     * What was typed for one class.
     *
     * @param would what it would mean, null if it is wrong
     */
    record Tried(String name, String days, Retention.@Nullable Rule would, String wrong) {
        static final Tried NOTHING = new Tried("", "", null, "");
    }

    public boolean isTried(String name) {
        return tried.name().equals(name);
    }

    public String days(Retention.Rule rule) {
        return isTried(rule.name()) ? tried.days() : Integer.toString(rule.days());
    }
}
