package salesinsights.scoring.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.ground.SheetText;

class FigureTest {
    @Property
    void theRateLiesInItsIntervalAndTheIntervalInNoughtToOne(
            @ForAll @IntRange(min = 1, max = 2_000_000) int denominator,
            @ForAll @IntRange(max = 2_000_000) int numerator) {
        Figure figure = Figure.of("x", Math.min(numerator, denominator), denominator);

        assertThat(figure.rate()).isBetween(figure.low(), figure.high());
        assertThat(figure.low()).isNotNegative();
        assertThat(figure.high()).isLessThanOrEqualTo(1);
    }

    /** Newcombe 1998, table I: 15 of 148. */
    @Test
    void theIntervalIsWilsons() {
        Figure figure = Figure.of("x", 15, 148);

        assertThat(figure.low()).isCloseTo(0.0624, within(0.00005));
        assertThat(figure.high()).isCloseTo(0.1605, within(0.00005));
    }

    @Test
    void moreThanAllIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.of("x", 2, 1));
    }

    /** A visible part of 400 among 2,000 people of whom 30 % open; the assumption holds, chance alone is at work. */
    @Test
    void theEstimatesIntervalCoversTheTruthInAbout95Of100Runs() {
        SplittableRandom chance = new SplittableRandom(20261122);
        int covered = 0;
        for (int run = 0; run < 1_000; run++) {
            int opened = (int) chance.doubles(400).filter(draw -> draw < 0.3).count();
            Figure figure = Figure.of("estimated-human-open-rate", opened, 400);
            if (requireNonNull(figure.low()) <= 0.3 && 0.3 <= requireNonNull(figure.high())) {
                covered++;
            }
        }
        assertThat(covered).isBetween(930, 970);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                " =1",
                "\u00a0=1",
                "\ufeff=1",
                "\"=1",
                "\uff1d1",
                "|x"
            })
    void whatASpreadsheetWouldComputeIsMadeText(String hostile) {
        assertThat(SheetText.harmless(hostile)).isEqualTo("'" + hostile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spring", "/teams/emea", "a=b", "日本", "1-2"})
    void ordinaryTextStaysAsItIs(String text) {
        assertThat(SheetText.harmless(text)).isEqualTo(text);
    }

    @Test
    void aLongPeriodGoesByWeeksFromMonday() {
        Period quarter = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31), ZoneId.of("Europe/Paris"));

        assertThat(quarter.steps())
                .startsWith(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 5))
                .hasSize(14);
    }

    @Test
    void theDayInWhichTheClocksGoForwardHas23Hours() {
        Period day = new Period(LocalDate.of(2026, 3, 29), LocalDate.of(2026, 3, 29), ZoneId.of("Europe/Berlin"));

        assertThat(day.begin()).isEqualTo(Instant.parse("2026-03-28T23:00:00Z"));
        assertThat(day.end()).isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));
    }

    @Test
    void withoutDatesAReportIsAboutTheLast30Days() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneId.of("UTC"));

        Period berlin = Period.parse(null, null, "Europe/Berlin", clock);

        assertThat(berlin.to()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(berlin.steps()).hasSize(30);
    }
}
