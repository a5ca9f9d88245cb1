package salesinsights.ui.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import salesinsights.scoring.report.ReportView;

/**
 * The trend as lines of a drawing of {@value #WIDTH} by {@value #HEIGHT} units: computed here, so that the page needs no
 * script to show it.
 */
record TrendChart(List<Series> series, List<Mark> across, List<Mark> upwards) {
    static final int WIDTH = 1000;
    static final int HEIGHT = 240;
    private static final int LEFT = 44;
    private static final int BOTTOM = 26;
    private static final int TOP = 10;
    private static final int MARKS_ACROSS = 7;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    /** A line: its name, its class in the style sheet, its points as SVG takes them. */
    record Series(String name, String style, String points) {}

    /** A label of an axis. */
    record Mark(double at, String label) {}

    static TrendChart of(ReportView.Trend trend) {
        long highest =
                round(trend.sent().stream().mapToLong(Long::longValue).max().orElse(0));
        List<Series> series = List.of(
                line("sent", "a", trend.sent(), highest),
                line("opened", "b", trend.opened(), highest),
                line("clicked", "c", trend.clicked(), highest),
                line("answered", "d", trend.answered(), highest));
        return new TrendChart(series, across(trend.starts()), upwards(highest));
    }

    private static Series line(String name, String style, List<Long> values, long highest) {
        String points = IntStream.range(0, values.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%.1f,%.1f", x(i, values.size()), y(values.get(i), highest)))
                .collect(Collectors.joining(" "));
        return new Series(name, style, points);
    }

    private static double x(int index, int count) {
        double width = WIDTH - LEFT - 12.0;
        return LEFT + (count == 1 ? width / 2 : width * index / (count - 1));
    }

    private static double y(long value, long highest) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (double) value / highest;
    }

    /** The next number that halves well: 10, 20, 50, 100 ... */
    private static long round(long highest) {
        long unit = 4;
        while (unit < highest) {
            unit = Long.toString(unit).charAt(0) == '2' ? unit / 2 * 5 : unit * 2;
        }
        return unit;
    }

    private static List<Mark> upwards(long highest) {
        List<Mark> marks = new ArrayList<>();
        for (long quarter = 0; quarter <= 4; quarter += 2) {
            long value = highest * quarter / 4;
            marks.add(new Mark(y(value, highest), "%,d".formatted(value)));
        }
        return marks;
    }

    private static List<Mark> across(List<LocalDate> starts) {
        int every = Math.max(1, (starts.size() + MARKS_ACROSS - 1) / MARKS_ACROSS);
        return IntStream.range(0, starts.size())
                .filter(i -> i % every == 0)
                .mapToObj(i -> new Mark(x(i, starts.size()), DAY.format(starts.get(i))))
                .toList();
    }
}
