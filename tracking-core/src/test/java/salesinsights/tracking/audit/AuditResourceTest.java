package salesinsights.tracking.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class AuditResourceTest {
    @Inject
    AuditLog log;

    @Inject
    Teams teams;

    @Inject
    Scopes scopes;

    @Test
    void onlyAdministratorsAndPrivacyOfficersRead() {
        for (Callers who : new Callers[] {RITA, MONA}) {
            as(who).get("/api/audit").then().statusCode(403);
            as(who).get("/api/audit/check").then().statusCode(403);
            as(who).accept("text/csv").get("/api/audit").then().statusCode(403);
        }
    }

    @Test
    void anotherTeamsEntriesDoNotExistForMe() {
        String ours = noted("/teams/emea", null);
        String theirs = noted("/teams/us", null);

        as(PIA).get("/api/audit")
                .then()
                .statusCode(200)
                .body("items.subject", hasItem(ours))
                .body("items.subject", not(hasItem(theirs)));
        as(ADA).get("/api/audit").then().statusCode(200).body("items.subject", hasItem(theirs));
    }

    @Test
    void theFileIsHarmlessInASpreadsheetAndItselfAnEntry() {
        String subject = noted("/teams/emea", "=cmd()");

        String csv = as(PIA).accept("text/csv")
                .queryParam("subject", subject)
                .get("/api/audit")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(csv).contains(",'=cmd(),");
        as(PIA).queryParam("action", "EXPORT")
                .queryParam("subject", "audit-log")
                .get("/api/audit")
                .then()
                .body("items.actor", hasItem("pia"));
        as(PIA).get("/api/audit/check").then().statusCode(200);
    }

    @Test
    void parametersThatCannotBeReadAreNamed() {
        Map<String, String> bad = Map.of(
                "action", "NOTHING",
                "from", "yesterday",
                "to", "9999999999-01-01",
                "after", "x",
                "atMost", "201");
        bad.forEach((name, value) -> {
            String body = as(PIA).queryParam(name, value)
                    .get("/api/audit")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .extract()
                    .asString();
            assertThat(body).contains(name);
        });
    }

    private String noted(String path, @Nullable String reason) {
        TeamId team = teams.require(new TeamPath(path)).id();
        String subject = "lead:" + UUID.randomUUID();
        scopes.inTeams(Set.of(team), () -> {
            log.note(new AuditEntry(team, AuditAction.DRILL_DOWN, "mona", subject, reason, Map.of()));
            return true;
        });
        return subject;
    }
}
