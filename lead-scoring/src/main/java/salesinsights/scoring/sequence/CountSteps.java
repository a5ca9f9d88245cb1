package salesinsights.scoring.sequence;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Counts;
import salesinsights.scoring.report.Figure;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.StepCounts;
import salesinsights.tracking.council.WorksCouncil;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Figures of a sequence, step by step. In the caller's transaction. */
@Singleton
public class CountSteps {
    private static final List<Metric> SHOWN =
            List.of(Metric.DELIVERY_RATE, Metric.UNIQUE_OPEN_RATE, Metric.CLICK_RATE, Metric.REPLY_RATE);

    private final Database database;
    private final Sequences sequences;
    private final StepCounts counts;
    private final WorksCouncil council;

    CountSteps(Database database, Sequences sequences, StepCounts counts, WorksCouncil council) {
        this.database = database;
        this.sequences = sequences;
        this.counts = counts;
        this.council = council;
    }

    /** How many did a step, and how many of them the way of {@code then}. */
    private record Done(String step, long times, long yes) {}

    private record At(String step, String state, @Nullable String cause, long times) {}

    /**
     * Counted at this moment.
     *
     * @throws salesinsights.tracking.ground.Problem 404 if it is another team's
     */
    public SequenceFigures of(Set<TeamId> teams, UUID id) {
        SequenceTable.Row row = sequences.row(teams, id);
        Set<TeamId> own = Set.of(row.team().id());
        Map<String, Done> done = database
                .list(
                        "select a.step, count(*) as times, count(*) filter (where a.result = 'YES') as yes"
                                + " from sequence_act a join enrolment e on e.team_id = a.team_id and e.id = a.enrolment_id"
                                + " where a.team_id = ? and e.sequence_id = ? group by a.step",
                        each -> new Done(each.getString("step"), each.getLong("times"), each.getLong("yes")),
                        row.team().id().value(),
                        id)
                .stream()
                .collect(Collectors.toMap(Done::step, each -> each));
        List<At> at = database.list(
                "select step, state, cause, count(*) as times from enrolment where team_id = ? and sequence_id = ?"
                        + " group by step, state, cause order by times desc",
                each -> new At(
                        each.getString("step"),
                        each.getString("state"),
                        each.getString("cause"),
                        each.getLong("times")),
                row.team().id().value(),
                id);
        boolean groupsOnly = isTooFew(row);
        Map<String, Counts> counted = groupsOnly ? Map.of() : counts.of(own, id);
        return new SequenceFigures(
                row.enrolled(),
                row.running(),
                at.stream()
                        .filter(each -> each.state().equals("DONE"))
                        .mapToLong(At::times)
                        .sum(),
                row.plan().steps().stream()
                        .map(step -> figures(step, done.get(step.id()), at, groupsOnly, counted))
                        .toList(),
                stops(at),
                groupsOnly);
    }

    private boolean isTooFew(SequenceTable.Row row) {
        Integer minimum = council.minimums(List.of(row.team())).get(row.team().id());
        if (minimum == null) {
            return false;
        }
        long people = database.first(
                        "select count(distinct person) from enrolment where team_id = ? and sequence_id = ?",
                        each -> each.getLong(1),
                        row.team().id().value(),
                        row.id())
                .orElse(0L);
        return people < minimum;
    }

    private static SequenceFigures.StepFigures figures(
            Step step, @Nullable Done done, List<At> at, boolean groupsOnly, Map<String, Counts> counted) {
        List<Figure> figures = step instanceof Step.Mail && !groupsOnly
                ? SHOWN.stream()
                        .map(metric -> metric.of(counted.getOrDefault(step.id(), Counts.NONE)))
                        .toList()
                : List.of();
        return new SequenceFigures.StepFigures(
                step.id(),
                step.type(),
                done == null ? 0 : done.times(),
                sum(at, step.id(), true),
                sum(at, step.id(), false),
                step instanceof Step.Branch && !groupsOnly ? (Long) (done == null ? 0L : done.yes()) : null,
                figures);
    }

    private static long sum(List<At> at, String step, boolean running) {
        return at.stream()
                .filter(each -> each.step().equals(step) && each.state().equals("RUNNING") == running)
                .filter(each -> !each.state().equals("DONE"))
                .mapToLong(At::times)
                .sum();
    }

    private static List<SequenceFigures.Stop> stops(List<At> at) {
        return Arrays.stream(Cause.values())
                .map(cause -> new SequenceFigures.Stop(
                        cause.wire(),
                        cause.words(),
                        at.stream()
                                .filter(each -> cause.wire().equals(each.cause()))
                                .mapToLong(At::times)
                                .sum()))
                .filter(stop -> stop.times() > 0)
                .sorted(java.util.Comparator.comparingLong(SequenceFigures.Stop::times)
                        .reversed())
                .toList();
    }
}
