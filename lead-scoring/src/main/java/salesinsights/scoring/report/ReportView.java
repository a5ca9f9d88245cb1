package salesinsights.scoring.report;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import salesinsights.tracking.team.TeamPath;

/**
 * A report, ready for a table and a chart.
 *
 * @param by what the rows are
 * @param total all rows together, also those that {@code truncated} left out
 * @param rows by key
 * @param trend without gaps, by day of sending
 * @param truncated true if there are more rows than are shown
 * @param groupsOnly teams in works-council mode: of these, whole weeks in UTC of enough people are counted, nobody apart
 */
public record ReportView(
        Period period,
        Breakdown by,
        Row total,
        List<Row> rows,
        Trend trend,
        boolean truncated,
        List<Group> groupsOnly) {
    /** A team of which figures are shown from so many people on. */
    public record Group(TeamPath team, int minimum) {}

    /** What came of one person's mail. */
    public record Own(Period period, Row row) {}

    /**
     * One team, rep or campaign.
     *
     * @param key path, user name or campaign; empty for mail that names no campaign, and for the total
     */
    public record Row(String key, Counts counts, List<Figure> figures) {
        static Row of(String key, Counts counts) {
            return new Row(
                    key,
                    counts,
                    Arrays.stream(Metric.values())
                            .map(metric -> metric.of(counts))
                            .toList());
        }

        /** The figure of this metric. */
        public Figure figure(Metric metric) {
            return figures.stream()
                    .filter(figure -> figure.metric().equals(metric.id()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Parallel lists for a chart, one entry a step.
     *
     * @param step {@code days} or {@code weeks}
     * @param starts first day of each step
     */
    public record Trend(
            String step,
            List<LocalDate> starts,
            List<Long> sent,
            List<Long> delivered,
            List<Long> opened,
            List<Long> clicked,
            List<Long> answered) {}
}
