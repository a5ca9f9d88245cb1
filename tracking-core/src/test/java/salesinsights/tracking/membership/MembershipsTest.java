package salesinsights.tracking.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.audit.AuditQuery;
import salesinsights.tracking.audit.AuditTrail;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Session;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class MembershipsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @Inject
    Memberships memberships;

    @Inject
    AuditTrail trail;

    @Inject
    Teams teams;

    @Inject
    Scopes scopes;

    @Inject
    Database database;

    private final String user = "user-" + UUID.randomUUID();
    private final String subject = UUID.randomUUID().toString();

    @Test
    void theFirstTokenIsTheBeginningAndTheSameAgainIsNothing() {
        Team team = team();

        see(NINE, Set.of(Caller.REP), team);
        see(NINE.plusSeconds(300), Set.of(Caller.REP, "offline_access"), team);

        assertThat(log(team)).containsExactly("MEMBERSHIP_CHANGED {change=first seen, roles=sales-rep}");
    }

    @Test
    void anotherRoleIsNotedWithWhatItWas() {
        Team team = team();
        see(NINE, Set.of(Caller.REP), team);

        see(NINE.plusSeconds(300), Set.of(Caller.REP, Caller.ADMIN), team);

        assertThat(log(team))
                .containsExactly(
                        "MEMBERSHIP_CHANGED {change=first seen, roles=sales-rep}",
                        "ROLE_CHANGED {from=sales-rep, to=admin, sales-rep}");
    }

    @Test
    void whoChangesTeamsLeavesOneAndJoinsTheOther() {
        Team left = team();
        Team joined = team();
        see(NINE, Set.of(Caller.REP), left);

        see(NINE.plusSeconds(300), Set.of(Caller.REP), joined);
        see(NINE.plusSeconds(600), Set.of(Caller.REP), left, joined);

        assertThat(log(left))
                .containsExactly(
                        "MEMBERSHIP_CHANGED {change=first seen, roles=sales-rep}",
                        "MEMBERSHIP_CHANGED {change=left, roles=sales-rep}",
                        "MEMBERSHIP_CHANGED {change=joined, roles=sales-rep}");
        assertThat(log(joined)).containsExactly("MEMBERSHIP_CHANGED {change=joined, roles=sales-rep}");
    }

    @Test
    void aTokenFromBeforeTheLastNewsSaysNothing() {
        Team left = team();
        Team joined = team();
        see(NINE, Set.of(Caller.REP), left);
        see(NINE.plusSeconds(300), Set.of(Caller.REP), joined);

        see(NINE.plusSeconds(200), Set.of(Caller.MANAGER), left);

        assertThat(log(left)).hasSize(2).last().asString().contains("change=left");
        assertThat(log(joined)).hasSize(1);
    }

    @Test
    void newsThatTwoRequestsBringAtOnceIsNotedOnce() {
        Team team = team();
        see(NINE, Set.of(Caller.REP), team);

        List<CompletableFuture<Void>> both = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            both.add(CompletableFuture.runAsync(() -> see(NINE.plusSeconds(300), Set.of(Caller.MANAGER), team)));
        }
        both.forEach(CompletableFuture::join);

        assertThat(log(team)).hasSize(2);
    }

    @Test
    void lookingAgainWritesNothing() {
        Team team = team();
        see(NINE, Set.of(Caller.REP), team);
        String before = version(team);

        see(NINE.plusSeconds(300), Set.of(Caller.REP), team);

        assertThat(version(team)).isEqualTo(before);
    }

    private Team team() {
        return teams.require(new TeamPath("/teams/members/t-" + UUID.randomUUID()));
    }

    private void see(Instant issuedAt, Set<String> roles, Team... own) {
        Session session = new Session("https://id.example", "one", subject, issuedAt, issuedAt.plusSeconds(300));
        List<Team> teams = Arrays.asList(own);
        Caller who = new Caller(user, "Name", "", roles, teams, teams, session);
        scopes.runAsWorker(() -> memberships.seen(who));
    }

    private List<String> log(Team team) {
        AuditQuery all = new AuditQuery(null, null, user, null, null, null);
        return scopes.asWorker(() -> trail.page(List.of(team), all, 50)).items().reversed().stream()
                .peek(entry -> assertThat(entry.actor()).isEqualTo("keycloak"))
                .map(entry -> entry.action() + " " + new TreeMap<>(entry.facts()))
                .toList();
    }

    /** PostgreSQL gives a row another one with each write. */
    private String version(Team team) {
        return scopes.asWorker(() -> database.first(
                        "select xmin::text from member_seen where team_id = ?",
                        row -> row.getString(1),
                        team.id().value())
                .orElseThrow());
    }
}
