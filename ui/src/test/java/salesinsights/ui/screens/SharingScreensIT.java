package salesinsights.ui.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class SharingScreensIT {
    @TestHTTPResource("/")
    URI home;

    @Test
    void aLeadIsSharedWorkedOnByAGuestAndTakenBack() {
        String name = "Shared " + UUID.randomUUID();
        String lead = leadOfRita(name);
        try (Visitor rita = Visitor.loggedIn(home, "rita");
                Visitor sam = Visitor.loggedIn(home, "sam")) {
            sam.open("/leads/" + lead, 404);
            sam.open("/shared/" + lead, 404);
            sam.forgiveComplaints();

            Page page = rita.open("/leads/" + lead);
            page.locator("a:has-text('Share')").click();
            rita.look("sharing-nobody");
            page.locator("button:has-text('Let them see it')").click();
            assertThat(page.locator(".wrong, .note.bad").first().textContent()).isNotBlank();
            rita.forgiveComplaints();
            rita.look("sharing-refused");
            page.getByLabel("Or a person, by user name").fill("sam");
            page.locator("button:has-text('Let them work on it too')").click();
            page.locator(".toast:has-text('Shared')").waitFor();
            rita.look("sharing");

            Page guest = sam.open("/worklist");
            guest.locator(".seg a:has-text('Shared')").click();
            guest.locator("a:text-is('" + name + "')").waitFor();
            sam.look("shared");
            guest.locator("a:text-is('" + name + "')").click();
            guest.getByLabel("Phone").fill("+1 555 0100");
            guest.locator("button:has-text('Save')").click();
            guest.locator(".toast:has-text('Saved')").waitFor();
            sam.look("shared-lead");
            assertThat(rita.open("/leads/" + lead)
                            .locator("input[name=phone]")
                            .first()
                            .inputValue())
                    .isEqualTo("+1 555 0100");

            page = rita.open("/leads/" + lead + "/sharing");
            page.locator("button[aria-label='End sharing with sam']").click();
            page.locator(".toast:has-text('Not shared any more')").waitFor();
            sam.open("/shared/" + lead, 404);
            sam.forgiveComplaints();
            page.locator(".toast button:has-text('Undo')").click();
            page.locator(".toast:has-text('Shared again')").waitFor();
            sam.open("/shared/" + lead);
        }
    }

    private static String leadOfRita(String name) {
        return given().auth()
                .oauth2(RealKeycloak.token("rita"))
                .contentType("application/json")
                .body(Map.of("name", name, "email", UUID.randomUUID() + "@shared.example", "owner", "rita"))
                .post("/api/leads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
