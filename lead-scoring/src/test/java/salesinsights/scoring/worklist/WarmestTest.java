package salesinsights.scoring.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class WarmestTest {
    /** One owner of two thirds, one of a thirtieth, one of five leads; a tenth of all was never scored; some rest. */
    private static final String MANY = """
            with made as (
                insert into lead (id, team_id, external_id, owner, outcome, outcome_at)
                select gen_random_uuid(), ?, 'n' || i,
                    case when i % 600 = 0 then 'rare' when i % 30 = 0 then 'few' when i % 3 > 0 then 'many' end,
                    case when i % 13 = 0 then 'WON' end, case when i % 13 = 0 then now() end
                from generate_series(1, 3000) i returning id, team_id, external_id)
            insert into lead_score (lead_id, team_id, model_version, as_of, half_lives, points, fit)
            select id, team_id, 't', now() - random() * interval '100 days', '{604800,2592000}',
                array[100 * random() ^ 3, 100 * random() ^ 3], 5 * floor(random() * 5)
            from made where external_id not like '%9' on conflict (lead_id) do nothing
            """;

    private static final String REST = """
            insert into worklist_rest (lead_id, person, team_id, kind, until)
            select id, case when external_id like '%4' then '' when external_id like '%2' then 'kim' else 'lee' end,
                team_id, case when external_id like '%4' then 'SNOOZED' else 'SKIPPED' end, now() + interval '1 day'
            from lead where team_id = ? and external_id like '%7_'
            """;

    @Inject
    Warmest warmest;

    @Inject
    NarrowedList narrowed;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Rows rows;

    @Inject
    Clock clock;

    @Test
    void theShortWayGivesWhatLookingAtEachLeadGives() {
        Set<TeamId> teams = Set.of(filled(), filled());
        for (int days : new int[] {0, 30}) {
            Instant at = clock.instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
            for (String owner : new String[] {"", "many", "few", "rare", "nobody"}) {
                for (Tier tier : new Tier[] {null, Tier.HOT, Tier.WARM, Tier.COLD}) {
                    assertThat(paged(teams, owner, tier, at))
                            .as(owner + " " + tier + " after " + days + " days")
                            .usingElementComparator(WarmestTest::alike)
                            .isEqualTo(
                                    scopes.asWorker(() -> narrowed.of(query(teams, owner, tier, null, 200), at, null)));
                }
            }
        }
    }

    private TeamId filled() {
        TeamId team = rows.team("/teams/apac/" + UUID.randomUUID());
        scopes.runAsWorker(() -> {
            database.write(MANY, team.value());
            database.write(REST, team.value());
            // So that the scoring job, which knows no event of theirs, leaves them as they are.
            database.write("delete from changed_lead where team_id = ?", team.value());
        });
        return team;
    }

    private static WorklistQuery query(
            Set<TeamId> teams, String owner, @Nullable Tier tier, @Nullable WorklistPlace after, int atMost) {
        return new WorklistQuery(
                teams,
                "kim",
                owner.isEmpty() ? Set.of() : Set.of(owner),
                false,
                null,
                tier,
                null,
                null,
                null,
                null,
                Resting.AWAKE,
                after,
                atMost);
    }

    /** The first two hundred, by pages of forty. */
    private List<Ranked> paged(Set<TeamId> teams, String owner, @Nullable Tier tier, Instant at) {
        List<Ranked> all = new ArrayList<>();
        boolean ended = false;
        while (!ended && all.size() < 200) {
            WorklistPlace after = all.isEmpty()
                    ? null
                    : new WorklistPlace(
                            at, all.getLast().points(), all.getLast().lead().value());
            List<Ranked> page = scopes.asWorker(() -> warmest.of(query(teams, owner, tier, after, 40), at));
            all.addAll(page);
            ended = page.size() < 40;
        }
        return all;
    }

    private static int alike(Ranked one, Ranked other) {
        return one.lead().equals(other.lead()) && Math.abs(one.points() - other.points()) < 1e-9 ? 0 : 1;
    }
}
