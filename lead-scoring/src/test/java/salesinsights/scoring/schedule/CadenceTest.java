package salesinsights.scoring.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
    @ParameterizedTest
    @CsvSource({
        // Tuesday, 3 March 2026; Berlin is an hour ahead until 29 March.
        "DAILY, 1, 08:00, Europe/Berlin, 2026-03-03T06:59:59Z, 2026-03-03T07:00:00Z",
        "DAILY, 1, 08:00, Europe/Berlin, 2026-03-03T07:00:00Z, 2026-03-04T07:00:00Z",
        "WEEKLY, 1, 08:00, Europe/Berlin, 2026-03-03T07:00:00Z, 2026-03-09T07:00:00Z",
        "WEEKLY, 2, 08:00, Europe/Berlin, 2026-03-03T06:00:00Z, 2026-03-03T07:00:00Z",
        "WEEKLY, 2, 08:00, Europe/Berlin, 2026-03-03T07:00:00Z, 2026-03-10T07:00:00Z",
        "WEEKLY, 7, 02:30, Europe/Berlin, 2026-03-23T00:00:00Z, 2026-03-29T01:30:00Z",
        "DAILY, 1, 02:30, Europe/Berlin, 2026-10-24T23:00:00Z, 2026-10-25T00:30:00Z",
        "DAILY, 1, 02:30, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        "MONTHLY, 28, 08:00, UTC, 2026-02-28T08:00:00Z, 2026-03-28T08:00:00Z",
        "MONTHLY, 1, 00:00, UTC, 2026-12-31T23:59:59Z, 2027-01-01T00:00:00Z",
        "MONTHLY, 15, 08:00, America/New_York, 2026-01-20T00:00:00Z, 2026-02-15T13:00:00Z",
        "DAILY, 1, 08:00, Pacific/Kiritimati, 2026-03-03T00:00:00Z, 2026-03-03T18:00:00Z"
    })
    void theNextMomentLiesBehindThisOne(
            Cadence cadence, int day, String at, String zone, String after, String expected) {
        assertThat(cadence.next(Instant.parse(after), day, LocalTime.parse(at), ZoneId.of(zone)))
                .isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "DAY, 2026-03-01, 2026-02-28, 2026-02-28",
        "DAY, 2028-03-01, 2028-02-29, 2028-02-29",
        "WEEK, 2026-03-02, 2026-02-23, 2026-03-01",
        "WEEK, 2026-03-08, 2026-02-23, 2026-03-01",
        "WEEK, 2027-01-01, 2026-12-21, 2026-12-27",
        "MONTH, 2026-03-31, 2026-02-01, 2026-02-28",
        "MONTH, 2028-03-01, 2028-02-01, 2028-02-29",
        "QUARTER, 2026-01-01, 2025-10-01, 2025-12-31",
        "QUARTER, 2026-05-31, 2026-01-01, 2026-03-31"
    })
    void aReportIsOfTheLastWholeTime(Span span, String today, String from, String to) {
        var period = span.before(LocalDate.parse(today), ZoneId.of("UTC"));

        assertThat(period.from()).isEqualTo(LocalDate.parse(from));
        assertThat(period.to()).isEqualTo(LocalDate.parse(to));
    }
}
