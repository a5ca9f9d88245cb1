package salesinsights.scoring.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.ReportView.Row;
import salesinsights.tracking.ground.Problem;

/** Puts rows in the order of a figure, where it rests on enough people to mean something. */
final class Ranking {
    private Ranking() {}

    /**
     * The metric of this id, or none if nothing was asked for.
     *
     * @throws Problem 400 at the field {@code rank}
     */
    static @Nullable Metric parse(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return null;
        }
        return Metric.ofRecipients().stream()
                .filter(metric -> metric.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("rank", "the id of a share in /api/reports/metrics"));
    }

    /** The highest first; rows of fewer than {@link ReportView#RANKED_FROM} people stand behind, without a place. */
    static List<Row> by(Metric metric, List<Row> rows) {
        Comparator<Row> highest = Comparator.comparingDouble(row -> -rate(row, metric));
        List<Row> ranked = new ArrayList<>();
        List<Row> enough = rows.stream()
                .filter(row -> isEnough(row, metric))
                .sorted(highest)
                .toList();
        for (Row row : enough) {
            boolean same = !ranked.isEmpty() && rate(ranked.getLast(), metric) == rate(row, metric);
            Integer place = same ? ranked.getLast().rank() : Integer.valueOf(ranked.size() + 1);
            ranked.add(row.ranked(Objects.requireNonNull(place)));
        }
        rows.stream().filter(row -> !isEnough(row, metric)).forEach(ranked::add);
        return ranked;
    }

    private static boolean isEnough(Row row, Metric metric) {
        return row.figure(metric).n() >= ReportView.RANKED_FROM;
    }

    private static double rate(Row row, Metric metric) {
        Double rate = row.figure(metric).rate();
        return rate == null ? 0 : rate;
    }
}
