package salesinsights.ui.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import salesinsights.scoring.report.Figure;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.ReportView;

/** Unique open rate by weekday and hour of sending; a cell of too few people has no colour. */
record HeatChart(List<Cell> cells, List<Day> days) {
    private static final List<String> NAMES = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final int LEFT = 52;
    private static final int WIDTH = 39;
    private static final int HEIGHT = 26;

    /** @param strength 0 to 1; nothing to colour is empty */
    record Cell(int x, int y, String strength, String words) {
        public int width() {
            return WIDTH - 2;
        }

        public int height() {
            return HEIGHT - 2;
        }
    }

    /** A line of the table. */
    record Day(String name, int y, List<String> hours) {}

    static HeatChart of(List<ReportView.Row> rows) {
        Map<String, Figure> rates = rows.stream()
                .collect(Collectors.toMap(ReportView.Row::key, row -> row.figure(Metric.UNIQUE_OPEN_RATE)));
        double highest = rates.values().stream()
                .filter(HeatChart::isEnough)
                .mapToDouble(HeatChart::rate)
                .max()
                .orElse(1);
        List<Cell> cells = new ArrayList<>();
        List<Day> days = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            List<String> hours = new ArrayList<>();
            for (int hour = 0; hour < 24; hour++) {
                Figure figure = rates.get("%d %02d".formatted(day + 1, hour));
                hours.add(figure == null ? "" : words(figure));
                cells.add(cell(day, hour, figure == null ? "" : strength(figure, highest), hours.getLast()));
            }
            days.add(new Day(NAMES.get(day), day * HEIGHT + 17, List.copyOf(hours)));
        }
        return new HeatChart(cells, days);
    }

    private static Cell cell(int day, int hour, String strength, String words) {
        String when = "%s %02d:00".formatted(NAMES.get(day), hour);
        return new Cell(
                LEFT + hour * WIDTH, day * HEIGHT, strength, when + ": " + (words.isEmpty() ? "nothing sent" : words));
    }

    private static String words(Figure figure) {
        return "%s of %,d".formatted(Shown.percent(figure.rate()), figure.n());
    }

    private static String strength(Figure figure, double highest) {
        return isEnough(figure) && highest > 0
                ? String.format(Locale.ROOT, "%.2f", 0.08 + 0.92 * rate(figure) / highest)
                : "";
    }

    private static boolean isEnough(Figure figure) {
        return figure.n() >= ReportView.RANKED_FROM;
    }

    private static double rate(Figure figure) {
        Double rate = figure.rate();
        return rate == null ? 0 : rate;
    }

    /** {@code 2 09} as {@code Tue 09:00}. */
    static String nameOf(String key) {
        return NAMES.get(key.charAt(0) - '1') + " " + key.substring(2) + ":00";
    }

    public List<Integer> hours() {
        return IntStream.range(0, 24).boxed().toList();
    }

    /** Where the label of an hour stands. */
    public int across(int hour) {
        return LEFT + hour * WIDTH + WIDTH / 2;
    }
}
