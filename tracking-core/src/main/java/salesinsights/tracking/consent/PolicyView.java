package salesinsights.tracking.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/**
 * The table as REST shows it.
 *
 * @param number of the edition, 0 for the table that the product ships with
 * @param items rows past their review date are in {@code overdue}, too
 * @param overdue regions that somebody should have looked at again by now
 * @param limits those teams of the caller that are stricter than the law
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyView(
        int number,
        String version,
        String note,
        @Nullable String publishedBy,
        @Nullable Instant publishedAt,
        List<Row> items,
        List<String> overdue,
        List<Limits> limits) {
    public PolicyView {
        items = List.copyOf(items);
        overdue = List.copyOf(overdue);
        limits = List.copyOf(limits);
    }

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
            LocalDate reviewedOn,
            LocalDate reviewBy) {
        static Row of(Rule rule) {
            return new Row(
                    rule.region(),
                    rule.name(),
                    byWord(rule.modes()),
                    rule.withoutConsent(),
                    rule.optOutSignal(),
                    rule.keepsNetwork(),
                    rule.source(),
                    rule.reviewedOn(),
                    rule.reviewBy());
        }
    }

    /** How far one team goes at most. */
    public record Limits(String team, Map<String, Mode> atMost) {}

    static PolicyView of(
            PolicyInForce.Known known,
            LocalDate today,
            List<Team> teams,
            Function<TeamId, Map<Purpose, Mode>> limitsOf) {
        Policy policy = known.policy();
        PolicyRows.Edition edition = known.edition();
        List<Limits> limits = teams.stream()
                .map(team -> new Limits(team.path().value(), byWord(limitsOf.apply(team.id()))))
                .filter(one -> !one.atMost().isEmpty())
                .toList();
        return new PolicyView(
                known.number(),
                policy.version(),
                NOTE,
                edition == null ? null : edition.publishedBy(),
                edition == null ? null : edition.publishedAt(),
                policy.rules().stream().map(Row::of).toList(),
                policy.rules().stream()
                        .filter(rule -> rule.reviewBy().isBefore(today))
                        .map(Rule::region)
                        .toList(),
                limits);
    }

    private static Map<String, Mode> byWord(Map<Purpose, Mode> modes) {
        return modes.entrySet().stream()
                .collect(Collectors.toMap(one -> Choice.word(one.getKey()), Map.Entry::getValue));
    }
}
