package salesinsights.ui.lead;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import salesinsights.scoring.score.Scores;

/** A lead's score over the last weeks, as a drawing that needs no script; {@code rows} are the same once a week. */
record HistoryChart(String line, List<Mark> across, List<Mark> upwards, List<Row> rows) {
    private static final double LEFT = 44;
    private static final double RIGHT = 988;
    private static final double TOP = 10;
    private static final double BOTTOM = 164;
    private static final int LABELS = 6;
    private static final int WEEK = 7;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    /** A label of an axis. */
    record Mark(double at, String label) {}

    /** The score of a day. */
    record Row(String day, int score) {}

    static HistoryChart of(List<Scores.Past> past) {
        String line = java.util.stream.IntStream.range(0, past.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        x(i, past.size()),
                        y(past.get(i).score())))
                .collect(Collectors.joining(" "));
        List<Mark> across = new ArrayList<>();
        for (int i = 0; i < LABELS; i++) {
            int place = (past.size() - 1) * i / (LABELS - 1);
            across.add(new Mark(Math.clamp(x(place, past.size()), LEFT + 20, RIGHT - 20), day(past.get(place))));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = past.size() - 1; i >= 0; i -= WEEK) {
            rows.add(new Row(day(past.get(i)), past.get(i).score()));
        }
        return new HistoryChart(
                line, across, List.of(new Mark(y(0), "0"), new Mark(y(50), "50"), new Mark(y(100), "100")), rows);
    }

    private static String day(Scores.Past past) {
        return DAY.format(LocalDate.ofInstant(past.at(), ZoneOffset.UTC));
    }

    private static double x(int place, int of) {
        return LEFT + (RIGHT - LEFT) * place / (of - 1);
    }

    private static double y(int score) {
        return BOTTOM - (BOTTOM - TOP) * score / 100;
    }
}
