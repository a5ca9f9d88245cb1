package salesinsights.ui.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;
import salesinsights.ui.screens.TryingOut;
import salesinsights.ui.screens.Visitor;

/** What a recipient does, who has no log-in and only the mail. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(LocalMail.class)
@QuarkusTestResource(TryingOut.class)
class RecipientIT {
    private static final Pattern ERASE = Pattern.compile("(/erase/[A-Za-z0-9_-]+)");
    private static final Pattern ASK = Pattern.compile("(/consent/[A-Za-z0-9_-]+)");

    @TestHTTPResource("/")
    URI home;

    private final Desk rita = Desk.of("rita");
    private final Desk pia = Desk.of("pia");

    @Test
    void aRecipientReadsStopsTakesOutAndErases() throws Exception {
        String nina = "nina-" + UUID.randomUUID() + "@example.com";
        rita.post(
                "/api/messages",
                201,
                Map.of(
                        "to",
                        List.of(Map.of("address", nina, "country", "US")),
                        "send",
                        true,
                        "subject",
                        "Offer",
                        "html",
                        "<p>Hello, <a href=\"https://example.com/pricing\">prices</a></p>"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Postbox.newestText(nina, 0).isPresent());
        String own = path(Postbox.newest(nina).addresses("/r/").findFirst().orElseThrow());

        try (Visitor visitor = Visitor.stranger(home)) {
            Page page = visitor.open(own);
            assertThat(page.content()).contains(nina);
            visitor.look("recipient");
            String english = page.locator("h1").textContent();
            for (String language : List.of("de", "fr", "it", "es")) {
                page.locator("nav a[hreflang=" + language + "]").click();
                assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
                assertThat(page.locator("h1").textContent()).isNotEqualTo(english);
                visitor.look("recipient-" + language);
            }
            page.locator("nav a[hreflang=en]").click();
            APIResponse export =
                    page.request().get(home.resolve(own + "/export").toString());
            assertThat(JsonPath.from(export.text()).getString("address")).isEqualTo(nina);

            page.locator("button[value=stop-tracking]").click();
            assertThat(page.locator("[role=status]").textContent()).contains("tracking is stopped");
            visitor.look("recipient-stopped");
            page.locator("button[value=object]").click();
            assertThat(page.locator("[role=status]").textContent()).contains("everything");
            page.locator("button[value=erase]").click();
            assertThat(page.locator("[role=status]").textContent()).contains("mail is on its way");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Postbox.newestText(nina, 1).isPresent());
            String confirm = found(ERASE, Postbox.newestText(nina, 1).orElseThrow());
            visitor.open(confirm);
            visitor.look("recipient-erase");
            visitor.open(own);
            visitor.open(confirm);
            page.locator("form button").click();
            visitor.look("recipient-erasing");
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            page.request().get(home.resolve(own).toString()).status() == 404);
        }
        assertThat(rita.post("/api/leads/search", 200, Map.of("email", nina)).getList("items"))
                .isEmpty();
    }

    @Test
    void whoIsAskedByMailAgreesOnAPageAndTheProofSaysSo() throws Exception {
        String otto = "otto-" + UUID.randomUUID() + "@firm.de";
        rita.post(
                "/api/consents/ask",
                202,
                Map.of("address", otto, "purposes", List.of("open", "click"), "language", "de"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Postbox.newestText(otto, 0).isPresent());
        String question = found(ASK, Postbox.newestText(otto, 0).orElseThrow());

        try (Visitor visitor = Visitor.stranger(home)) {
            Page page = visitor.open(question);
            visitor.look("consent-asked");
            page.locator("button[value=agree]").click();
            visitor.look("consent-agreed");
        }
        assertThat(pia.post("/api/consents/search", 200, Map.of("address", otto))
                        .getList("items.method"))
                .containsOnly("double_opt_in");
        try (Visitor officer = Visitor.loggedIn(home, "pia")) {
            Page page = officer.open("/privacy/consents");
            page.getByLabel("E-mail address").fill(otto);
            page.locator("#find button").click();
            Download proof = page.waitForDownload(
                    () -> page.locator("button:has-text('Download the proof')").click());
            String json = Files.readString(proof.path());
            assertThat(json).contains("double_opt_in");
            assertThat(pia.request()
                            .contentType("application/json")
                            .body(json)
                            .post("/api/consents/proof/check")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    private static String path(String url) {
        return URI.create(url).getPath();
    }
}
