package salesinsights.scoring.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * A report, ready for a table and a chart.
 *
 * @param by what the rows are
 * @param total all mail of the period, also that of rows which {@code truncated} left out
 * @param previous the same of as many days before; null where there are no such days
 * @param rows by key, or by rank if a ranking was asked for
 * @param measured what is no share: read time and response time
 * @param work shares of something else than recipients: punctuality
 * @param trend without gaps, by day of sending
 * @param estimate what the estimated human open rate takes for granted, in a sentence
 * @param truncated true if there are more rows than are shown
 * @param groupsOnly teams in works-council mode: of these, whole weeks in UTC of enough people are counted, nobody apart
 */
public record ReportView(
        Period period,
        Breakdown by,
        Row total,
        @Nullable Before previous,
        List<Row> rows,
        List<Spread> measured,
        List<Figure> work,
        Trend trend,
        String estimate,
        boolean truncated,
        List<Group> groupsOnly) {
    /** A ranking of fewer people than this is chance, and none is given. */
    public static final int RANKED_FROM = 30;

    /** A team of which figures are shown from so many people on. */
    public record Group(TeamPath team, int minimum) {}

    /** What came of one person's mail. */
    public record Own(Period period, Row row) {}

    /** The period before. */
    public record Before(Period period, Row total) {}

    /**
     * One team, rep, campaign, template, link, country or hour.
     *
     * @param key path, user name, name or address; empty for mail that names none, and for the total
     * @param rank from 1, if a ranking was asked for and at least {@value #RANKED_FROM} people are in the denominator
     */
    public record Row(
            String key,
            Counts counts,
            List<Figure> figures,
            @Nullable Integer rank) {
        static Row of(String key, Counts counts) {
            List<Figure> figures = Metric.ofRecipients().stream()
                    .map(metric -> metric.of(counts))
                    .toList();
            return new Row(key, counts, figures, null);
        }

        /** The figure of this metric. */
        public Figure figure(Metric metric) {
            return figures.stream()
                    .filter(figure -> figure.metric().equals(metric.id()))
                    .findFirst()
                    .orElseThrow();
        }

        Row ranked(int place) {
            return new Row(key, counts, figures, place);
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
