package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** Rules act when their owner may be disturbed, and not more often on a day than the owner can bear. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class QuietAndCapTest {
    private static final int LEADS = 7;
    private static final int CAP = 3;

    @Inject
    Rows rows;

    private TeamId team;

    @BeforeEach
    void aTeam() {
        team = rows.team("/teams/emea/quiet-" + UUID.randomUUID());
    }

    @Test
    void inQuietHoursNothingFiresUntilTheyEnd() {
        LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        calendar(now.minusHours(1), now.plusHours(2), null);

        due(1);

        await().untilAsserted(() -> assertThat(rows.texts("""
                select state || ' ' || (due_at > now() + interval '1 hour')::text from rule_timer where team_id = ?
                """, team.value())).containsExactly("WAITING true"));
        assertThat(tasks()).isZero();
    }

    @Test
    void overTheCapOfTheDayTheRestWaitsForTheNextWorkingDay() {
        calendar(null, null, CAP);

        due(LEADS);

        await().untilAsserted(() -> assertThat(rows.texts("""
                select state || ' ' || (due_at > now())::text || ' ' || count(*) from rule_timer where team_id = ?
                group by state, due_at > now() order by 1
                """, team.value()))
                .containsExactly("FIRED false " + CAP, "WAITING true " + (LEADS - CAP)));
        assertThat(tasks()).isEqualTo(CAP);
        assertThat(rows.texts("select fired from owner_day where team_id = ?", team.value()))
                .containsExactly(Integer.toString(CAP));
    }

    private int tasks() {
        return rows.texts("select 1 from follow_up where team_id = ?", team.value())
                .size();
    }

    private void due(int leads) {
        Instant longAgo = Instant.now().minus(10, ChronoUnit.DAYS);
        List<UUID> ids = java.util.stream.IntStream.range(0, leads)
                .mapToObj(i -> {
                    String address = Ids.next() + "@quiet.example";
                    rows.sent(team, address, "rita", longAgo, "NOTICE");
                    return rows.lead(team, address, "rita");
                })
                .toList();
        assertThat(ids).hasSize(leads);
    }

    private void calendar(
            @org.jspecify.annotations.Nullable LocalTime quietFrom,
            @org.jspecify.annotations.Nullable LocalTime quietTo,
            @org.jspecify.annotations.Nullable Integer cap) {
        rows.run(
                """
                insert into work_calendar (team_id, person, time_zone, weekend, opens, closes, quiet_from, quiet_to,
                    cap_per_day, changed_by, changed_at)
                values (?, 'rita', 'UTC', '{}', '09:00', '17:00', ?::time, ?::time, ?, 'mona', now())
                """,
                team.value(),
                quietFrom == null ? null : quietFrom.toString(),
                quietTo == null ? null : quietTo.toString(),
                cap);
    }
}
