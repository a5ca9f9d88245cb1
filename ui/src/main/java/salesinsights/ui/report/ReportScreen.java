package salesinsights.ui.report;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Breakdown;
import salesinsights.scoring.report.Figure;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.ReportView;
import salesinsights.ui.page.Choice;

/** A report as the page shows it. */
record ReportScreen(ReportView report, LocalDate today) {
    private static final List<Metric> COLUMNS = List.of(
            Metric.DELIVERY_RATE, Metric.UNIQUE_OPEN_RATE, Metric.CLICK_RATE, Metric.REPLY_RATE, Metric.BOUNCE_RATE);

    /** A figure with everything that it rests on, in words. */
    record Shown(String title, String rate, String interval, String count, String definition) {
        static Shown of(Metric metric, Figure figure) {
            return new Shown(
                    metric.title(),
                    percent(figure.rate()),
                    between(figure),
                    "%,d of %,d".formatted(figure.numerator(), figure.denominator()),
                    metric.formula() + ". " + metric.exclusions());
        }
    }

    /** A line of the breakdown. */
    record Line(String key, long sent, List<Shown> cells) {}

    /** A step of the trend, in words. */
    record Step(LocalDate start, long sent, long delivered, long opened, long clicked, long answered) {}

    public LocalDate from() {
        return report.period().from();
    }

    public LocalDate to() {
        return report.period().to();
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

    public List<Choice> breakdowns() {
        return Arrays.stream(Breakdown.values())
                .map(by -> new Choice(by.id(), "By " + titleOf(by).toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static String titleOf(Breakdown by) {
        return switch (by) {
            case TEAM -> "Team";
            case REP -> "Rep";
            case CAMPAIGN -> "Campaign";
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
        return preset.value().equals(address("/reports"));
    }

    public String csv() {
        return address("/reports/team.csv");
    }

    private String address(String path) {
        return "%s?by=%s&from=%s&to=%s".formatted(path, by(), from(), to());
    }

    public List<Shown> total() {
        return Arrays.stream(Metric.values())
                .map(metric -> Shown.of(metric, report.total().figure(metric)))
                .toList();
    }

    public List<String> columns() {
        return COLUMNS.stream().map(Metric::title).toList();
    }

    public List<Line> rows() {
        return report.rows().stream()
                .map(row -> new Line(
                        row.key().isEmpty() ? nobodyNamed() : row.key(),
                        row.counts().sent(),
                        COLUMNS.stream()
                                .map(metric -> Shown.of(metric, row.figure(metric)))
                                .toList()))
                .toList();
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

    static String percent(@Nullable Double rate) {
        return rate == null ? "\u2013" : String.format(Locale.ROOT, "%.1f\u202f%%", rate * 100);
    }

    private static String between(Figure figure) {
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null
                ? "nobody to count yet"
                : String.format(Locale.ROOT, "%.1f \u2013 %.1f\u202f%%", low * 100, high * 100);
    }
}
