package salesinsights.ui.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import salesinsights.scoring.prediction.ModelCard;

/** What was said against what was seen, as a drawing that needs no script. */
record CalibrationChart(String line, String ideal, List<Mark> across, List<Mark> upwards) {
    private static final double LEFT = 80;
    private static final double RIGHT = 960;
    private static final double TOP = 10;
    private static final double BOTTOM = 274;

    /** A label of an axis. */
    record Mark(double at, String label) {}

    static CalibrationChart of(List<ModelCard.Bin> bins) {
        String line = bins.stream()
                .filter(bin -> bin.leads() > 0)
                .map(bin -> point(bin.said(), bin.seen()))
                .collect(Collectors.joining(" "));
        return new CalibrationChart(
                line,
                point(0, 0) + " " + point(1, 1),
                IntStream.rangeClosed(0, 5)
                        .mapToObj(i -> new Mark(x(i / 5.0), i * 20 + " %"))
                        .toList(),
                IntStream.rangeClosed(0, 2)
                        .mapToObj(i -> new Mark(y(i / 2.0), i * 50 + " %"))
                        .toList());
    }

    private static String point(double said, double seen) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x(said), y(seen));
    }

    private static double x(double share) {
        return LEFT + (RIGHT - LEFT) * share;
    }

    private static double y(double share) {
        return BOTTOM - (BOTTOM - TOP) * share;
    }
}
