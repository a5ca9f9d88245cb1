package salesinsights.ui.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class ModelScreensIT {
    private static final int DECIDED = 1_500;

    @TestHTTPResource("/")
    URI home;

    @Test
    void aManagerLearnsPublishesAndTakesBackAPrediction() {
        try (Visitor mark = Visitor.loggedIn(home, "mark")) {
            Page page = mark.open("/settings/models");
            mark.look("models-empty");
            page.locator("button:has-text('Learn')").click();
            String first = newest(page);
            page.locator(row(first) + " .tag:has-text('not good enough')").waitFor();
            page.locator(row(first) + " a").click();
            assertThat(page.locator("main").textContent())
                    .contains("Rule score only")
                    .contains("it takes 100 of each");
            mark.look("model-refused");

            importLeads();
            mark.open("/settings/models");
            page.getByLabel("Columns not to learn from").fill("Colour");
            page.locator("button:has-text('Learn')").click();
            String second = newest(page);
            assertThat(second).isNotEqualTo(first);
            page.locator(row(second) + " .tag:has-text('ready')")
                    .waitFor(new Locator.WaitForOptions().setTimeout(60_000));
            mark.look("models");
            page.locator(row(second) + " a").click();
            assertThat(page.locator("main").textContent())
                    .contains("Contract number")
                    .contains("filled in with the outcome")
                    .doesNotContain("Colour");
            mark.look("model-card");
            page.locator("button:has-text('Publish')").click();
            page.locator(".toast:has-text('Published')").waitFor();

            seesItOnALead(mark);
            mark.open("/settings/models");
            page.locator(row(second) + " a").click();
            page.locator("button:has-text('Roll back')").click();
            page.locator(".toast:has-text('Taken back')").waitFor();
            assertThat(page.locator(".head .tag").textContent()).contains("replaced");
        }
    }

    /** What the topmost row calls itself; other tests of the same stack learn, too. */
    private static String newest(Page page) {
        return page.locator("#versions tbody a").first().textContent().strip();
    }

    private static String row(String version) {
        return "#versions tbody tr:has(a:text-is('" + version + "'))";
    }

    private static void seesItOnALead(Visitor mark) {
        Page page = mark.open("/worklist?scope=team&q=model-open");
        page.waitForCondition(() -> {
            page.reload();
            return page.locator(".score-cell").first().textContent().contains("to win");
        });
        mark.look("worklist-predicted");
        page.locator(".lead-name").first().click();
        page.locator("#win-title:has-text('likely to be won')").waitFor();
        page.locator("summary:has-text('what moves it away')").click();
        assertThat(page.locator("[data-live-part=win] tfoot").textContent()).contains("Together");
        mark.look("lead-predicted");
    }

    private static void importLeads() {
        Random dice = new Random(7);
        StringBuilder csv = new StringBuilder("external_id,outcome,Segment,Visits,Colour,Contract number\n");
        for (int i = 0; i < DECIDED + 3; i++) {
            int segment = dice.nextInt(4);
            int visits = dice.nextInt(20);
            boolean won = dice.nextDouble() < 1 / (1 + Math.exp(3 - 0.9 * segment - 0.12 * visits));
            boolean open = i >= DECIDED;
            csv.append("model-%s-%d,%s,%s,%d,%s,%s\n"
                    .formatted(
                            open ? "open" : "done",
                            i,
                            open ? "" : won ? "won" : "lost",
                            "Segment " + segment,
                            visits,
                            dice.nextBoolean() ? "red" : "blue",
                            won && !open ? "C-" + i : ""));
        }
        given().auth()
                .oauth2(RealKeycloak.token("mark"))
                .contentType("text/csv")
                .body(csv.toString())
                .post("/api/leads/import")
                .then()
                .statusCode(200);
    }
}
