package salesinsights.ui.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class ConnectionScreensIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TestHTTPResource("/")
    URI home;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    /** A lead that no CRM can name. */
    private UUID namelessLead(Team team) {
        UUID id = Ids.next();
        scopes.runAsWorker(() -> database.write(
                "insert into lead (id, team_id, name, owner) values (?, ?, '', 'rita')",
                id,
                team.id().value()));
        return id;
    }

    private void leads(Team team, int count) {
        scopes.runAsWorker(() -> {
            for (int i = 0; i < count; i++) {
                UUID id = Ids.next();
                database.write(
                        "insert into lead (id, team_id, name, email, company, owner) values (?, ?, ?, ?, ?, 'rita')",
                        id,
                        team.id().value(),
                        "Customer " + i,
                        id + "@customers.example",
                        "Company " + i);
            }
        });
    }

    @Test
    void aCrmIsConnectedStepByStepAndWhatItRefusesIsMended() {
        String place = "crm-" + UUID.randomUUID().toString().substring(0, 8);
        Team team = teams.require(new TeamPath("/teams/emea/" + place));
        leads(team, 3);
        UUID nameless = namelessLead(team);
        String name = "CRM " + place;
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open("/settings");
            page.locator("a:has-text('Connect a CRM')").click();
            page.getByLabel("Kind").selectOption("memory");
            page.locator("button:has-text('Choose')").click();
            mona.look("connect");
            page.getByLabel("Name").fill(name);
            page.getByLabel("Team").selectOption(team.path().value());
            page.locator("button:has-text('Try it')").click();

            page.locator("h1:has-text('Set up " + name + "')").waitFor();
            assertThat(page.locator("#dry-title ~ span").textContent()).contains("4 leads");
            mona.look("connection-set-up");
            page.locator("button:has-text('Make them')").click();
            page.locator(".toast:has-text('has the fields now')").waitFor();
            page.getByLabel("Field for score").selectOption("insights_score");
            page.getByLabel("Who wins for name").selectOption("crm");
            page.locator("button:has-text('Save the mapping')").click();
            page.locator(".toast:has-text('Mapping saved')").waitFor();
            assertThat(page.getByLabel("Who wins for name").inputValue()).isEqualTo("crm");
            assertThat(page.locator("td:has-text('insights_score')").count()).isPositive();
            page.locator("button.primary:has-text('Start')").click();

            page.locator(".toast:has-text('Started')").waitFor();
            String here = URI.create(page.url()).getPath();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    mona.open(here).locator("#aside-title").count())
                            .isEqualTo(1));
            page = mona.open(here);
            mona.look("connection-set-aside");
            page.locator("details summary:has-text('Edit')").first().click();
            page.locator("#e-" + nameless).fill("no address");
            page.locator("details button:has-text('Save and try again')")
                    .first()
                    .click();
            page.locator(".wrong").first().waitFor();
            mona.forgiveComplaints();
            assertThat(page.locator("#e-" + nameless).inputValue()).isEqualTo("no address");
            page.locator("#e-" + nameless).fill("");
            page.locator("#n-" + nameless).fill("Somebody at last");
            page.locator("details button:has-text('Save and try again')")
                    .first()
                    .click();
            page.locator(".toast:has-text('tried again')").waitFor();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(mona.open(here)
                                    .locator("td:has-text('Somebody at last')")
                                    .count())
                            .isPositive());

            page = mona.open(here);
            page.locator("button:has-text('Compare everything')").click();
            page.locator(".toast:has-text('Comparing')").waitFor();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(mona.open(here)
                                    .locator("section[aria-labelledby=differences-title]")
                                    .textContent())
                            .contains("Compared 4 records"));
            mona.look("connection-compared");
        }
    }

    @Test
    void whatIsWrongWithAConnectionIsSaidAtTheFieldAndNothingTypedIsLost() {
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open("/settings/connections/new?kind=webhook");
            page.getByLabel("Name").fill("Typed once");
            page.getByLabel("Receiver's URL").fill("ftp://example.com/");
            page.locator("button:has-text('Try it')").click();

            page.locator("[role=alert]").first().waitFor();
            mona.forgiveComplaints();
            assertThat(page.getByLabel("Name").inputValue()).isEqualTo("Typed once");
            assertThat(page.getByLabel("Receiver's URL").inputValue()).isEqualTo("ftp://example.com/");
            mona.look("connect-refused");
        }
    }
}
