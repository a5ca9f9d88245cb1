package salesinsights.ui.local;

import java.util.List;

/** A team of the demo: where its leads live, who owns them, and how many there are. */
record DemoPlace(String team, List<String> reps, String manager, List<String> countries, int leads) {
    static final List<DemoPlace> ALL = List.of(
            new DemoPlace(
                    "/teams/emea", List.of("rita", "mona"), "mona", List.of("FR", "GB", "IT", "ES", "NL", "SE"), 1200),
            new DemoPlace("/teams/emea/dach", List.of("dario"), "mona", List.of("DE", "AT", "CH"), 700),
            new DemoPlace("/teams/us", List.of("sam", "mark"), "mark", List.of("US", "US-CA", "CA"), 1100));

    /** Lower-case first step of the team's name, used in identifiers. */
    String key() {
        return team.substring(team.lastIndexOf('/') + 1);
    }
}
