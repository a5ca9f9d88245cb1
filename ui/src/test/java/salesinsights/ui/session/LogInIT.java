package salesinsights.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.browser.Chromium;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class LogInIT {
    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @SuppressWarnings("NullAway.Init")
    private BrowserContext context;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeEach
    void openBrowser() {
        context = Chromium.browser().newContext();
        page = context.newPage();
    }

    @AfterEach
    void closeBrowser() {
        context.close();
    }

    @Test
    void aPersonLogsInAtKeycloakAndLandsOnTheWorklist() {
        logIn("rita", "demo");

        assertThat(page.url()).isEqualTo(home.resolve("/worklist").toString());
    }

    @Test
    void theSessionCookieIsClosedToScriptsAndToOtherSites() {
        logIn("rita", "demo");

        List<Cookie> session = context.cookies().stream()
                .filter(cookie -> cookie.name.startsWith("q_session"))
                .toList();
        assertThat(session).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite.name()).isIn("LAX", "STRICT");
            // Encrypted: five parts, not the three of a readable token.
            assertThat(cookie.value).doesNotMatch("[^.]+\\.[^.]+\\.[^.]+");
        });
    }

    @Test
    void aWrongPasswordStaysAtKeycloak() {
        logIn("rita", "wrong");

        assertThat(page.url()).startsWith(RealKeycloak.realmUrl());
    }

    @Test
    void loggingOutEndsTheSessionHereAndAtKeycloak() {
        logIn("mona", "demo");

        page.navigate(home.resolve("/session/logout").toString());

        assertThat(page.url()).startsWith(home.resolve("/session/ended").toString());
        page.navigate(home.toString());
        assertThat(page.url()).startsWith(RealKeycloak.realmUrl());
    }

    private void logIn(String username, String password) {
        page.navigate(home.toString());
        page.locator("#username").fill(username);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        page.waitForLoadState();
    }
}
