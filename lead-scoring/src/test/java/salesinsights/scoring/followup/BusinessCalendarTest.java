package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "{5}")
    @CsvFileSource(resources = "business-days.csv", numLinesToSkip = 1)
    void soManyBusinessDaysLater(String country, String zone, String from, int days, String expected, String why) {
        BusinessCalendar calendar = Calendars.of(country, zone);
        Instant start = LocalDateTime.parse(from).atZone(calendar.zone()).toInstant();

        Instant due = calendar.plusBusinessDays(start, days);

        assertThat(due).as(why).isEqualTo(ZonedDateTime.parse(expected).toInstant());
    }

    /** The expected moments were found minute by minute, by a program of another language with a zone table of its own. */
    @ParameterizedTest(name = "{5}")
    @CsvFileSource(resources = "quiet-hours.csv", numLinesToSkip = 1)
    void quietHoursEnd(String zone, LocalTime from, LocalTime to, Instant moment, Instant end, String why) {
        assertThat(new QuietHours(from, to).end(moment, ZoneId.of(zone)))
                .as(why)
                .isEqualTo(end);
    }

    /** Found in the same way. */
    @ParameterizedTest(name = "{7}")
    @CsvFileSource(resources = "business-hours.csv", numLinesToSkip = 1)
    void soManyWorkingHoursLater(
            String zone,
            LocalTime opens,
            LocalTime closes,
            String closed,
            Instant from,
            int hours,
            Instant due,
            String why) {
        Set<String> free = closed == null ? Set.of() : Set.of(closed.split(" "));
        BusinessCalendar calendar = new BusinessCalendar(
                ZoneId.of(zone),
                EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                day -> free.contains(day.toString()),
                opens,
                closes,
                null,
                null);

        assertThat(calendar.plusBusinessHours(from, hours)).as(why).isEqualTo(due);
    }

    @Property
    void whatIsDueFallsOnABusinessDayAndNeverEarlier(
            @ForAll @IntRange(max = 4 * 366 * 24 * 60) int minutes, @ForAll @IntRange(max = 20) int days) {
        BusinessCalendar berlin = Calendars.of("DE", "Europe/Berlin");
        Instant from = BEGIN.plus(Duration.ofMinutes(minutes));

        Instant due = berlin.plusBusinessDays(from, days);

        assertThat(berlin.isOpenOn(due.atZone(berlin.zone()).toLocalDate())).isTrue();
        // An hour that comes twice is meant the first time.
        assertThat(due).isAfterOrEqualTo(from.minus(Duration.ofHours(1)));
        assertThat(berlin.plusBusinessDays(from, days + 1)).isAfter(due.minus(Duration.ofHours(1)));
    }

    @Property
    void theClosingLiesAlwaysAheadOnABusinessDay(
            @ForAll @IntRange(max = 4 * 366 * 24 * 60) int minutes, @ForAll @IntRange(max = 5) int days) {
        BusinessCalendar paris = Calendars.of("FR", "Europe/Paris");
        Instant from = BEGIN.plus(Duration.ofMinutes(minutes));

        Instant closing = paris.closingAfter(from, days);

        assertThat(closing).isAfter(from);
        assertThat(closing.atZone(paris.zone()).getHour()).isEqualTo(17);
        assertThat(paris.isOpenOn(closing.atZone(paris.zone()).toLocalDate())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Mars/Olympus", "''", "CEST+99"})
    void anUnknownTimeZoneIsUtc(String zone) {
        assertThat(Calendars.of("DE", zone).zone()).isEqualTo(ZoneId.of("UTC"));
    }

    @Test
    void anUnknownCountryHasWeekendsOnly() {
        BusinessCalendar nowhere = Calendars.of("ZZ", "UTC");

        assertThat(nowhere.isOpenOn(LocalDate.of(2026, 12, 25))).isTrue();
        assertThat(nowhere.isOpenOn(LocalDate.of(2026, 12, 26))).isFalse();
    }

    @Test
    void aWeekWithoutAWorkingDayCannotBe() {
        Set<DayOfWeek> all = EnumSet.allOf(DayOfWeek.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BusinessCalendar(ZoneId.of("UTC"), all, day -> false));
    }
}
