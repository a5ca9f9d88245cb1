package salesinsights.ui.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class RuleScreensIT {
    private static final String TEAM = "/teams/emea/dach/rules";
    private static final int LEADS = 45;

    @TestHTTPResource("/")
    URI home;

    @Inject
    Teams teams;

    @Test
    void aManagerEditsTriesReplaysPublishesAndTakesBackRules() {
        teams.require(new TeamPath(TEAM));
        importLeads();
        String name = "Rules " + UUID.randomUUID();
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open("/settings/scoring");
            page.getByLabel("Team").selectOption(TEAM);
            page.getByLabel("Name").fill(name);
            page.locator("button:has-text('Begin')").click();
            page.locator(".toast:has-text('A draft')").waitFor();
            page.locator("#preview table").waitFor();
            mona.look("rules-draft");

            draw(mona, page);
            edit(mona, page);
            replay(mona, page);
            page.locator("summary:has-text('Publish this version')").click();
            page.locator("button:has-text('Yes, publish')").click();
            page.locator(".toast:has-text('Published')").waitFor();
            assertThat(page.locator(".head .tag").textContent()).isEqualTo("published");
            assertThat(page.locator("section:has(#bands-title)").textContent()).contains("at present from a score of");
            mona.look("rules-published");
            page.locator("summary:has-text('Roll back')").click();
            page.locator("button:has-text('Yes, roll back')").click();
            page.locator(".toast:has-text('Taken back')").waitFor();
            mona.open("/settings/scoring");
            assertThat(page.locator("#versions tr:has-text('" + name + "') .tag")
                            .textContent())
                    .isEqualTo("replaced");
            mona.look("rules");
        }
    }

    private static void draw(Visitor mona, Page page) {
        page.getByLabel("Warm from a score of").fill("70");
        page.locator("button:has-text('Keep tiers and grades')").click();
        assertThat(page.locator("#w-b-tiers-warm").textContent()).contains("not less than hot");
        assertThat(page.getByLabel("Warm from a score of").inputValue()).isEqualTo("70");
        mona.forgiveComplaints();
        mona.look("rules-bands-refused");
        page.getByLabel("by its place").check();
        page.locator("button:has-text('Keep tiers and grades')").click();
        page.locator(".toast:has-text('Saved')").waitFor();
        assertThat(page.getByLabel("by its place").isChecked()).isTrue();
    }

    private static void edit(Visitor mona, Page page) {
        page.locator("a:text-is('fit-company')").click();
        page.getByLabel("Points").fill("heavy");
        page.locator("button:has-text('Save in the draft')").click();
        assertThat(page.locator("#w-r-weight").textContent()).contains("must be a number");
        assertThat(page.getByLabel("Points").inputValue()).isEqualTo("heavy");
        mona.forgiveComplaints();
        mona.look("rules-refused");
        page.getByLabel("Points").fill("-50");
        page.getByLabel("Points").dispatchEvent("input");
        page.locator("#preview td.minus").first().waitFor();
        page.locator("#fallers").waitFor();
        mona.look("rules-preview");
        page.getByLabel("Or of the leads called").fill("Company 31");
        page.locator("#preview td[data-label=Change]").nth(0).waitFor();
        page.waitForCondition(() -> page.locator("#preview tbody tr").count() == 1);
        assertThat(page.locator("#preview tbody").textContent()).contains("fit-company 4.0 to \u221250.0");
        mona.look("rules-looked-up");
        page.locator("button:has-text('Save in the draft')").click();
        page.locator(".toast:has-text('Saved')").waitFor();
        assertThat(page.locator("tr:has(a:text-is('fit-company')) td.minus").textContent())
                .isEqualTo("\u221250");
        page.locator("a:text-is('reply')").click();
        mona.look("rules-event");
    }

    private static void replay(Visitor mona, Page page) {
        page.locator("button:has-text('Replay over the whole history')").click();
        page.locator("#replay .tag:has-text('enters')")
                .first()
                .waitFor(new Locator.WaitForOptions().setTimeout(30_000));
        assertThat(page.locator("#replay").textContent()).contains("AUC").contains("leaves");
        page.reload();
        mona.look("rules-replayed");
    }

    private static void importLeads() {
        StringBuilder csv = new StringBuilder("external_id,name,email,company,phone,outcome\n");
        for (int i = 0; i < LEADS; i++) {
            boolean phone = i % 2 == 0;
            csv.append("rules-%d,Lead %d,rules-%d@customer.example,%s,%s,%s\n"
                    .formatted(
                            i,
                            i,
                            i,
                            phone ? "" : "Company " + i,
                            phone ? "+49 30 " + (1000 + i) : "",
                            i < 8 ? (i % 4 < 2 ? "won" : "lost") : ""));
        }
        given().auth()
                .oauth2(RealKeycloak.token("mona"))
                .contentType("text/csv")
                .queryParam("team", TEAM)
                .body(csv.toString())
                .post("/api/leads/import")
                .then()
                .statusCode(200);
    }
}
