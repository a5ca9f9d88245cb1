package salesinsights.ui.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.score.Scores;

class HistoryChartTest {
    private static final Instant TODAY = Instant.parse("2026-05-31T15:00:00Z");
    private static final int DAYS = 90;

    @Test
    void everyDayIsAPointFromLeftToRightAndHigherScoresStandHigher() {
        HistoryChart chart = HistoryChart.of(past(DAYS, day -> day * 100 / DAYS));

        List<double[]> points = points(chart);
        assertThat(points).hasSize(DAYS + 1);
        assertThat(points.getFirst()).containsExactly(44, 164);
        assertThat(points.getLast()).containsExactly(988, 10);
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i)[0]).isGreaterThan(points.get(i - 1)[0]);
            assertThat(points.get(i)[1]).isLessThanOrEqualTo(points.get(i - 1)[1]);
        }
    }

    @Test
    void theLineIsReadOffAgainstTheMarksOfItsAxis() {
        HistoryChart chart = HistoryChart.of(past(DAYS, day -> day < 30 ? 0 : day < 60 ? 50 : 100));

        assertThat(chart.upwards()).extracting(HistoryChart.Mark::label).containsExactly("0", "50", "100");
        List<double[]> points = points(chart);
        for (int i = 0; i < 3; i++) {
            assertThat(points.get(15 + 30 * i)[1])
                    .isCloseTo(chart.upwards().get(i).at(), within(0.05));
        }
    }

    @Test
    void theFirstAndTheLastDayAreNamedAndSoAreSomeBetween() {
        HistoryChart chart = HistoryChart.of(past(DAYS, day -> 1));

        assertThat(chart.across())
                .extracting(HistoryChart.Mark::label)
                .containsExactly("2 Mar", "20 Mar", "7 Apr", "25 Apr", "13 May", "31 May");
        assertThat(chart.across()).extracting(HistoryChart.Mark::at).isSorted().allMatch(at -> at > 44 && at < 988);
    }

    @Test
    void theTableSaysTheSameOnceAWeekTheNewestFirst() {
        HistoryChart chart = HistoryChart.of(past(DAYS, day -> day));

        assertThat(chart.rows()).hasSize(13);
        assertThat(chart.rows().getFirst()).isEqualTo(new HistoryChart.Row("31 May", 90));
        assertThat(chart.rows().get(1)).isEqualTo(new HistoryChart.Row("24 May", 83));
    }

    private static List<Scores.Past> past(int days, java.util.function.IntUnaryOperator score) {
        return IntStream.rangeClosed(0, days)
                .mapToObj(day -> new Scores.Past(TODAY.minus(Duration.ofDays(days - day)), score.applyAsInt(day)))
                .toList();
    }

    private static List<double[]> points(HistoryChart chart) {
        return Stream.of(chart.line().split(" ", -1))
                .map(pair -> Stream.of(pair.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }
}
