package salesinsights.tracking.consent;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** The table as REST shows it; {@code limits} are those teams of the caller that are stricter than the law. */
public record PolicyView(String version, String note, List<Row> items, List<Limits> limits) {
    private static final String NOTE =
            "Read from law firms' digests and the sources named in each row. This is a default, not legal advice.";

    /** One country. */
    public record Row(
            String region,
            String name,
            Map<String, Mode> modes,
            Mode withoutConsent,
            String optOutSignal,
            boolean keepsNetwork,
            String source,
            LocalDate reviewedOn) {
        static Row of(Rule rule) {
            return new Row(
                    rule.region(),
                    rule.name(),
                    byWord(rule.modes()),
                    rule.withoutConsent(),
                    rule.optOutSignal(),
                    rule.keepsNetwork(),
                    rule.source(),
                    rule.reviewedOn());
        }
    }

    /** How far one team goes at most. */
    public record Limits(String team, Map<String, Mode> atMost) {}

    static PolicyView of(Policy policy, List<Team> teams, Function<TeamId, Map<Purpose, Mode>> limitsOf) {
        List<Limits> limits = teams.stream()
                .map(team -> new Limits(team.path().value(), byWord(limitsOf.apply(team.id()))))
                .filter(one -> !one.atMost().isEmpty())
                .toList();
        return new PolicyView(
                policy.version(), NOTE, policy.rules().stream().map(Row::of).toList(), limits);
    }

    private static Map<String, Mode> byWord(Map<Purpose, Mode> modes) {
        return modes.entrySet().stream()
                .collect(Collectors.toMap(one -> Choice.word(one.getKey()), Map.Entry::getValue));
    }
}
