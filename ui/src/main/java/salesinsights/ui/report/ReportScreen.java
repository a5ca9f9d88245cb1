package salesinsights.ui.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Breakdown;
import salesinsights.scoring.report.Figure;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.ReportView;
import salesinsights.scoring.report.Spread;
import salesinsights.ui.page.Choice;

/** A report as the page shows it. */
record ReportScreen(
        ReportView report, HeatChart heat, @Nullable String rank, LocalDate today) {
    private static final List<Metric> COLUMNS = List.of(
            Metric.DELIVERY_RATE, Metric.UNIQUE_OPEN_RATE, Metric.CLICK_RATE, Metric.REPLY_RATE, Metric.BOUNCE_RATE);

    /** A line of the breakdown. */
    record Line(
            String key,
            String place,
            long sent,
            List<Shown> cells,
            String messages,
            @Nullable String links) {}

    /** A step of the trend, in words. */
    record Step(LocalDate start, long sent, long delivered, long opened, long clicked, long answered) {}

    public LocalDate from() {
        return report.period().from();
    }

    public LocalDate to() {
        return report.period().to();
    }

    public String zone() {
        return report.period().zone().getId();
    }

    public boolean isEmpty() {
        return report.total().counts().sent() == 0;
    }

    public String by() {
        return report.by().id();
    }

    public String byTitle() {
        return titleOf(report.by());
    }

    public boolean isTruncated() {
        return report.truncated();
    }

    public String estimate() {
        return report.estimate();
    }

    public List<Choice> breakdowns() {
        return Arrays.stream(Breakdown.values())
                .map(by -> new Choice(by.id(), "By " + titleOf(by).toLowerCase(Locale.ROOT)))
                .toList();
    }

    public List<Choice> ranks() {
        List<Choice> ranks = new ArrayList<>(List.of(new Choice("", "In the order of names")));
        COLUMNS.forEach(metric ->
                ranks.add(new Choice(metric.id(), "Highest " + metric.title().toLowerCase(Locale.ROOT) + " first")));
        return ranks;
    }

    public boolean isRankedBy(Choice choice) {
        return choice.value().equals(rank == null ? "" : rank);
    }

    public boolean isRanked() {
        return rank != null && !rank.isEmpty();
    }

    private static String titleOf(Breakdown by) {
        return switch (by) {
            case TEAM -> "Team";
            case REP -> "Rep";
            case CAMPAIGN -> "Campaign";
            case TEMPLATE -> "Template";
            case LINK -> "Link";
            case SEGMENT -> "Segment (country)";
            case HOUR -> "Weekday and hour";
        };
    }

    /** Periods that end today. */
    public List<Choice> presets() {
        return List.of(preset(7), preset(30), preset(90));
    }

    private Choice preset(int days) {
        String address = "/reports?by=%s&from=%s&to=%s".formatted(by(), today.minusDays(days - 1L), today);
        return new Choice(address, days + " days");
    }

    /** True if this preset is what is shown. */
    public boolean shows(Choice preset) {
        return preset.value().equals("/reports?by=%s&from=%s&to=%s".formatted(by(), from(), to()));
    }

    public String csv() {
        return address("/reports/team.csv");
    }

    public String xlsx() {
        return address("/reports/team.xlsx");
    }

    public String conversion() {
        return address("/reports/conversion");
    }

    private String address(String path) {
        return "%s?by=%s&from=%s&to=%s&zone=%s".formatted(path, by(), from(), to(), encoded(zone()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public List<Shown> total() {
        ReportView.Before before = report.previous();
        return Metric.ofRecipients().stream()
                .map(metric -> Shown.of(
                        metric,
                        report.total().figure(metric),
                        before == null ? null : before.total().figure(metric)))
                .toList();
    }

    /** The period that the changes are against, in words. */
    public String previous() {
        ReportView.Before before = report.previous();
        return before == null
                ? ""
                : before.period().from() + " to " + before.period().to();
    }

    public List<Shown> work() {
        List<Shown> work = new ArrayList<>();
        for (Spread spread : report.measured()) {
            work.add(Shown.of(metricOf(spread.metric()), spread));
        }
        for (Figure figure : report.work()) {
            work.add(Shown.of(metricOf(figure.metric()), figure));
        }
        return work;
    }

    private static Metric metricOf(String id) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    public List<String> columns() {
        return COLUMNS.stream().map(Metric::title).toList();
    }

    public List<Line> rows() {
        return report.rows().stream().map(this::line).toList();
    }

    private Line line(ReportView.Row row) {
        Integer place = row.rank();
        return new Line(
                row.key().isEmpty() ? nobodyNamed() : nameOf(row.key()),
                place == null ? "fewer than " + ReportView.RANKED_FROM : "#" + place,
                row.counts().sent(),
                COLUMNS.stream()
                        .map(metric -> Shown.of(metric, row.figure(metric)))
                        .toList(),
                address("/reports/messages") + "&key=" + encoded(row.key()),
                report.by() == Breakdown.CAMPAIGN && !row.key().isEmpty()
                        ? address("/reports/links") + "&campaign=" + encoded(row.key())
                        : null);
    }

    private String nameOf(String key) {
        return report.by() == Breakdown.HOUR ? HeatChart.nameOf(key) : key;
    }

    private String nobodyNamed() {
        if (report.by() == Breakdown.REP) {
            return "people of teams shown as groups";
        }
        return report.groupsOnly().isEmpty() ? "none" : "none, or too few people";
    }

    public List<ReportView.Group> groupsOnly() {
        return report.groupsOnly();
    }

    public String step() {
        return report.trend().step().equals("weeks") ? "week" : "day";
    }

    public List<Step> trend() {
        ReportView.Trend trend = report.trend();
        return IntStream.range(0, trend.starts().size())
                .mapToObj(i -> new Step(
                        trend.starts().get(i),
                        trend.sent().get(i),
                        trend.delivered().get(i),
                        trend.opened().get(i),
                        trend.clicked().get(i),
                        trend.answered().get(i)))
                .toList();
    }

    public TrendChart chart() {
        return TrendChart.of(report.trend());
    }

    public FunnelChart funnel() {
        return FunnelChart.of(report.total().counts());
    }
}
