package salesinsights.scoring.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Stage;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class SendWindowsTest {
    private static final Set<DayOfWeek> WORKING = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    @Inject
    SendWindows windows;

    @Inject
    Rows rows;

    @Inject
    Scopes scopes;

    @ParameterizedTest
    @CsvSource({
        // Inside, before, after, over the weekend, over a holiday: Berlin, 09:00 to 17:00.
        "DE, '', 2026-03-03T10:00:00Z, 2026-03-03T10:00:00Z",
        "DE, '', 2026-03-03T05:00:00Z, 2026-03-03T08:00:00Z",
        "DE, '', 2026-03-03T16:00:00Z, 2026-03-04T08:00:00Z",
        "DE, '', 2026-03-06T17:00:00Z, 2026-03-09T08:00:00Z",
        "DE, '', 2026-04-02T20:00:00Z, 2026-04-07T07:00:00Z",
        // The clocks go forward between Friday and Monday.
        "DE, '', 2026-03-27T17:00:00Z, 2026-03-30T07:00:00Z",
        // India at half past, a leap day.
        "IN, '', 2028-02-29T00:00:00Z, 2028-02-29T03:30:00Z",
        // The zone of the lead goes before the country's; one that is none does not.
        "DE, America/New_York, 2026-03-03T10:00:00Z, 2026-03-03T14:00:00Z",
        "DE, Mars/Olympus, 2026-03-03T10:00:00Z, 2026-03-03T10:00:00Z",
        // The United States from Hawaii to the east coast: open when Adak and Honolulu open at 19:00, in winter.
        "US, '', 2026-03-03T10:00:00Z, 2026-03-03T19:00:00Z",
        "US-CA, '', 2026-03-03T22:30:00Z, 2026-03-04T19:00:00Z",
        // Kaliningrad and Kamchatka never work at once: the zone in the middle decides (Omsk or Barnaul, UTC+6/+7).
        "RU, '', 2026-03-04T10:30:00Z, 2026-03-05T02:00:00Z",
        // No country: the team's zone, UTC here.
        "'', '', 2026-03-03T07:00:00Z, 2026-03-03T09:00:00Z",
        "ZZ, '', 2026-03-03T07:00:00Z, 2026-03-03T09:00:00Z"
    })
    void mailWaitsForTheWindowWhereTheRecipientIs(String country, String zone, Instant from, Instant expected) {
        TeamId team = rows.team("/teams/emea/window-" + UUID.randomUUID());
        rows.run("update team set time_zone = 'UTC', country = null where id = ?", team.value());
        Lead lead = new Lead(
                new LeadId(UUID.randomUUID()),
                team,
                new TeamPath("/teams/emea"),
                null,
                "Ada",
                "ada@x.example",
                "",
                null,
                country.isEmpty() ? null : country,
                null,
                Stage.NEW,
                null,
                null,
                "",
                zone.isEmpty() ? Map.of() : Map.of("Timezone", zone),
                from,
                from,
                1,
                1);
        Plan.Window window = new Plan.Window(WORKING, LocalTime.of(9, 0), LocalTime.of(17, 0), false);

        assertThat(scopes.asWorker(() -> windows.next(lead, window, from))).isEqualTo(expected);
    }
}
