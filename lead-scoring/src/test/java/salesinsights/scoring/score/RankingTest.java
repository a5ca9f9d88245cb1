package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static salesinsights.tracking.Callers.MAIA;
import static salesinsights.tracking.Callers.as;

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
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class RankingTest {
    /** Scores of many shapes: fit only, several half-lives, points against, more parts than the index holds. */
    private static final String MANY = """
            with made as (
                insert into lead (id, team_id, external_id, stage, outcome, outcome_at)
                select gen_random_uuid(), ?, 'r' || i, case when i % 17 = 0 then 'DISQUALIFIED' else 'NEW' end,
                    case when i % 13 = 0 then 'WON' end, case when i % 13 = 0 then now() end
                from generate_series(1, 3000) i returning id, team_id, external_id)
            insert into lead_score (lead_id, team_id, model_version, as_of, half_lives, points, fit)
            select id, team_id, 't', now() - random() * interval '100 days',
                case when external_id like '%7' then '{604800,1209600,2592000,7776000,31536000,100000,200000,300000,400000}'
                    when external_id like '%3' then '{}' else '{604800,2592000,7776000}' end::bigint[],
                case when external_id like '%7' then array[9,8,7,6,5,4,3,2,random() * 50]
                    when external_id like '%3' then '{}'
                    else array[100 * random() ^ 3, 100 * random() ^ 3, -30 * (random() < 0.1)::int] end,
                5 * floor(random() * 5)
            from made on conflict (lead_id) do nothing
            """;

    private static final String SORTED = """
            select l.id, faded(s.fit, s.points, s.half_lives, s.as_of, ?) as points
            from lead l join lead_score s on s.lead_id = l.id
            where l.team_id = any (?) and l.outcome is null and l.stage <> 'DISQUALIFIED' order by 2 desc, 1
            """;

    @Inject
    Ranking ranking;

    @Inject
    TightenBounds tighten;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Rows rows;

    @Inject
    Clock clock;

    @Test
    void theOrderIsThatOfAllLeadsSortedAtAnyMomentAndTightBoundsChangeNothing() {
        Set<TeamId> teams = Set.of(filled(), filled());
        for (int days : new int[] {0, 3, 40, 400}) {
            Instant at = clock.instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
            List<Ranking.Ranked> sorted = sorted(teams, at);
            assertThat(paged(teams, at, 400))
                    .usingElementComparator(RankingTest::alike)
                    .isEqualTo(sorted.subList(0, 400));
        }

        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);
        List<Ranking.Ranked> sorted = sorted(teams, at);
        int before = seen(teams, at);
        teams.forEach(tighten::tighten);
        assertThat(paged(teams, at, 400))
                .usingElementComparator(RankingTest::alike)
                .isEqualTo(sorted.subList(0, 400));
        assertThat(seen(teams, at)).isLessThanOrEqualTo(60).isLessThan(before);
    }

    @Test
    void whoIsWonLeavesTheRankingAndComesBackWhenOpenAgain() {
        TeamId team = rows.team("/teams/apac/" + UUID.randomUUID());
        UUID lead = rows.lead(team, "warm@example.com", null);
        rows.awaitScored();
        assertThat(top(team)).containsExactly(lead);

        as(MAIA).contentType("application/json")
                .body("{\"outcome\": \"won\"}")
                .post("/api/leads/{id}/outcome", lead)
                .then()
                .statusCode(200);
        rows.awaitScored();
        assertThat(top(team)).isEmpty();
        as(MAIA).contentType("application/json")
                .body("{\"outcome\": null}")
                .post("/api/leads/{id}/outcome", lead)
                .then()
                .statusCode(200);
        assertThat(top(team)).containsExactly(lead);
        as(MAIA).contentType("application/json")
                .body("{\"stage\": \"disqualified\"}")
                .patch("/api/leads/{id}", lead)
                .then()
                .statusCode(200);
        assertThat(top(team)).isEmpty();
    }

    @Test
    void theWorklistOfATeamIsReadFromTheRanking() {
        String path = "/teams/apac/" + UUID.randomUUID();
        TeamId team = filled(path);

        List<String> shown = as(MAIA).queryParam("team", path)
                .queryParam("scope", "team")
                .get("/api/worklist")
                .then()
                .statusCode(200)
                .body("items", hasSize(50))
                .extract()
                .path("items.lead.id");
        assertThat(shown.stream().map(UUID::fromString)).containsExactlyElementsOf(top(team));
    }

    private TeamId filled() {
        return filled("/teams/apac/" + UUID.randomUUID());
    }

    private TeamId filled(String path) {
        TeamId team = rows.team(path);
        scopes.runAsWorker(() -> {
            database.write(MANY, team.value());
            // So that the scoring job, which knows no event of theirs, leaves them as they are.
            database.write("delete from changed_lead where team_id = ?", team.value());
        });
        return team;
    }

    private List<UUID> top(TeamId team) {
        return scopes.asWorker(() -> ranking.top(Set.of(team), clock.instant(), null, 50)).stream()
                .map(one -> one.lead().value())
                .toList();
    }

    private int seen(Set<TeamId> teams, Instant at) {
        return scopes.asWorker(() -> {
            Walk walk = ranking.walk(teams, at, null, 50);
            walk.walk();
            return walk.seen();
        });
    }

    private List<Ranking.Ranked> paged(Set<TeamId> teams, Instant at, int count) {
        List<Ranking.Ranked> all = new ArrayList<>();
        while (all.size() < count) {
            Ranking.@Nullable Ranked after = all.isEmpty() ? null : all.getLast();
            all.addAll(scopes.asWorker(() -> ranking.top(teams, at, after, 50)));
        }
        return all;
    }

    private List<Ranking.Ranked> sorted(Set<TeamId> teams, Instant at) {
        return scopes.asWorker(() -> database.list(
                SORTED,
                row -> new Ranking.Ranked(new LeadId(row.getObject(1, UUID.class)), row.getDouble(2)),
                at,
                Database.longs(teams.stream().map(TeamId::value).toList())));
    }

    private static int alike(Ranking.Ranked one, Ranking.Ranked other) {
        return one.lead().equals(other.lead()) && Math.abs(one.points() - other.points()) < 1e-9 ? 0 : 1;
    }
}
