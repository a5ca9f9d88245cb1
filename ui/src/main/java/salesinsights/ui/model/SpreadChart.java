package salesinsights.ui.model;

import java.util.ArrayList;
import java.util.List;

/** Open leads by score, before and after, side by side in tenths; a drawing that needs no script. */
record SpreadChart(
        List<Bar> bars, List<CalibrationChart.Mark> across, List<CalibrationChart.Mark> upwards, List<Row> rows) {
    private static final double LEFT = 60;
    private static final double WIDTH = 90;
    private static final double BOTTOM = 214;
    private static final double HEIGHT = 200;

    /** A bar; {@code style} is {@code a} before, {@code b} after. */
    record Bar(double x, double y, double height, String style) {}

    /** The same as numbers. */
    record Row(String range, int before, int after) {}

    static SpreadChart of(List<Integer> before, List<Integer> after) {
        int most = 1;
        for (int leads : before) {
            most = Math.max(most, leads);
        }
        for (int leads : after) {
            most = Math.max(most, leads);
        }
        List<Bar> bars = new ArrayList<>();
        List<CalibrationChart.Mark> across = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            double x = LEFT + i * WIDTH;
            bars.add(bar(x + 8, before.get(i), most, "a"));
            bars.add(bar(x + 46, after.get(i), most, "b"));
            String range = i * 10 + "\u2013" + (i * 10 + 10);
            across.add(new CalibrationChart.Mark(x + WIDTH / 2, range));
            rows.add(new Row(range, before.get(i), after.get(i)));
        }
        return new SpreadChart(
                bars,
                across,
                List.of(
                        new CalibrationChart.Mark(BOTTOM, "0"),
                        new CalibrationChart.Mark(BOTTOM - HEIGHT, Integer.toString(most))),
                rows);
    }

    private static Bar bar(double x, int leads, int most, String style) {
        double height = HEIGHT * leads / most;
        return new Bar(x, BOTTOM - height, height, style);
    }
}
