package salesinsights.ui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class ByMailScreensIT {
    @TestHTTPResource("/")
    URI home;

    private final String name = "Monday \u202e<b>" + UUID.randomUUID() + "</b>";

    @Test
    void aManagerHasAReportComeAndEndsItAgain() {
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open("/reports/by-mail");
            page.getByLabel("Name").fill(name);
            page.getByLabel("Day", new Page.GetByLabelOptions().setExact(true)).fill("9");
            page.locator("button:text-is('Add')").click();
            assertThat(page.locator("#w-m-day").textContent()).contains("1 for Monday");
            assertThat(page.getByLabel("Name").inputValue()).isEqualTo(name);
            mona.forgiveComplaints();
            mona.look("by-mail-refused");

            page.getByLabel("Day", new Page.GetByLabelOptions().setExact(true)).fill("1");
            page.locator("button:text-is('Add')").click();
            page.locator(".toast:has-text('It comes from now on')").waitFor();
            assertThat(page.locator("#by-mail tbody").textContent()).contains("every Monday at 08:00");
            mona.look("by-mail");
            page.locator("button:has-text('Pause')").click();
            page.locator(".toast:has-text('It rests')").waitFor();
            page.locator("button:has-text('Remove')").click();
            page.locator(".toast:has-text('It comes no more')").waitFor();
        }
    }
}
