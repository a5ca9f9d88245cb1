package salesinsights.ui.beacon;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.browser.Chromium;
import salesinsights.ui.local.RealKeycloak;
import salesinsights.ui.screens.TryingOut;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class BeaconIT {
    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @SuppressWarnings("NullAway.Init")
    private Shop shop;

    @SuppressWarnings("NullAway.Init")
    private BrowserContext context;

    private final List<String> reported = new ArrayList<>();
    private String site = "";
    private String snippet = "";

    @BeforeEach
    void openAShop() throws IOException {
        shop = new Shop();
        JsonPath made = as("ada")
                .body(Map.of("team", "/teams/us", "name", "Shop", "origins", List.of(shop.origin())))
                .post("/api/sites")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        site = made.getString("id");
        // The test's port is not the one that addresses are made with.
        snippet = made.getString("snippet")
                .replaceFirst("src=\"https?://[^/]+", "src=\"http://localhost:" + home.getPort());
    }

    @AfterEach
    void close() {
        context.close();
        shop.close();
    }

    @Test
    void aKnownVisitorsViewsAttentionAndFormsArriveAndNothingStaysOnTheDevice() {
        String lead = leadIn("US");
        shop.carry(snippet, "insights('identify','" + visitor(lead) + "');");
        Page page = visit(Map.of(), "");

        page.navigate(shop.origin() + "/pricing?secret=1#top");
        readFor(page, 4);
        page.locator("button").click();
        page.waitForURL("**/thanks**");
        page.navigate("about:blank");

        await().untilAsserted(() -> assertThat(timeline(lead))
                .contains("page_viewed " + shop.origin() + " /pricing", "page_viewed " + shop.origin() + " /thanks")
                .contains("page_pinged " + shop.origin() + " /pricing")
                .contains("form_submitted " + shop.origin() + " /pricing"));
        assertThat(timeline(lead).toString()).doesNotContain("secret");
        assertThat(context.cookies()).isEmpty();
        page.navigate(shop.origin() + "/again");
        assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    }

    @Test
    void withoutInputThereIsNoAttention() {
        String lead = leadIn("US");
        shop.carry(snippet, "insights('identify','" + visitor(lead) + "');");
        Page page = visit(Map.of(), "");

        page.navigate(shop.origin() + "/left-open");
        page.waitForTimeout(7_000);
        page.navigate("about:blank");

        await().untilAsserted(
                        () -> assertThat(timeline(lead)).contains("page_viewed " + shop.origin() + " /left-open"));
        assertThat(String.join("\n", reported)).doesNotContain("\"ping\"");
    }

    @Test
    void aVisitorWhoIsNobodyIsCountedOnly() {
        shop.carry(snippet, "");
        Page page = visit(Map.of(), "");

        page.navigate(shop.origin() + "/pricing");
        page.navigate("about:blank");

        await().untilAsserted(() -> assertThat(
                        as("ada").get("/api/sites/" + site).jsonPath().getInt("counts.page_viewed"))
                .isEqualTo(1));
        assertThat(context.cookies()).isEmpty();
    }

    @Test
    void globalPrivacyControlStopsTheScriptBeforeItSaysAnything() {
        String lead = leadIn("US");
        shop.carry(snippet, "insights('identify','" + visitor(lead) + "');insights('consent',true);");
        Page page = visit(
                Map.of("Sec-GPC", "1"),
                "Object.defineProperty(Navigator.prototype,'globalPrivacyControl',{get:()=>true})");

        page.navigate(shop.origin() + "/pricing");
        readFor(page, 2);
        page.locator("button").click();
        page.waitForURL("**/thanks**");
        page.navigate("about:blank");

        assertThat(reported).isEmpty();
        assertThat(timeline(lead)).noneMatch(entry -> entry.startsWith("page_") || entry.startsWith("form_"));
        assertThat(as("ada").get("/api/sites/" + site).jsonPath().getMap("counts"))
                .isEmpty();
    }

    @Test
    void onlyAConsentOnRecordLetsThePageRememberTheVisitor() {
        String lead = leadIn("DE");
        String token = visitor(lead);
        shop.carry(snippet, "insights('identify','" + token + "');insights('consent',true);");
        Page page = visit(Map.of(), "");
        page.navigate(shop.origin() + "/before");
        page.waitForTimeout(1_000);
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);

        as("sam")
                .body("""
                        {"address": "%s", "purposes": ["web"], "state": "granted", "method": "form",
                         "evidence": "the shop's banner", "text": {"id": "t", "sha256": "%s", "language": "en"}}
                        """.formatted(lead, "0".repeat(64)))
                .post("/api/consents")
                .then()
                .statusCode(201);
        page.navigate(shop.origin() + "/after");
        page.waitForFunction("localStorage.getItem('insights.visitor') !== null");
        shop.carry(snippet, "insights('consent',true);");
        page.navigate(shop.origin() + "/remembered");
        page.waitForTimeout(1_000);
        page.navigate("about:blank");

        await().untilAsserted(() -> assertThat(timeline(lead))
                .contains("page_viewed " + shop.origin() + " /after", "page_viewed " + shop.origin() + " /remembered")
                .doesNotContain("page_viewed " + shop.origin() + " /before"));
        page.navigate(shop.origin() + "/forget");
        page.evaluate("insights('consent',false)");
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
    }

    private Page visit(Map<String, String> headers, String early) {
        context = Chromium.browser().newContext(new Browser.NewContextOptions().setExtraHTTPHeaders(headers));
        context.addInitScript(early);
        Page page = context.newPage();
        page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().contains("/b/")) {
                reported.add(request.url() + " " + request.postData());
            }
        });
        return page;
    }

    /** Somebody who moves the mouse while reading. */
    private static void readFor(Page page, int seconds) {
        for (int i = 0; i < seconds * 4; i++) {
            page.mouse().move(10 + i, 20 + i);
            page.waitForTimeout(250);
        }
    }

    /** A lead's address, to which a message was made. */
    private static String leadIn(String country) {
        String address = "visitor-" + UUID.randomUUID() + "@example.com";
        as("sam")
                .body(Map.of("name", "Visitor", "email", address, "country", country))
                .post("/api/leads")
                .then()
                .statusCode(201);
        as("sam")
                .body(Map.of(
                        "to",
                        List.of(Map.of("address", address, "country", country)),
                        "subject",
                        "Offer",
                        "text",
                        "Hi"))
                .post("/api/messages")
                .then()
                .statusCode(201);
        return address;
    }

    private String visitor(String address) {
        return as("ada")
                .body(Map.of("address", address))
                .post("/api/sites/" + site + "/visitors")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private static List<String> timeline(String address) {
        String id = as("sam")
                .body(Map.of("email", address))
                .post("/api/leads/search")
                .jsonPath()
                .getString("items[0].id");
        JsonPath found = as("sam").get("/api/leads/" + id + "/timeline").jsonPath();
        List<String> entries = new ArrayList<>();
        for (Map<String, Object> item : found.<Map<String, Object>>getList("items")) {
            Map<?, ?> detail = (Map<?, ?>) item.get("detail");
            entries.add(item.get("kind") + " " + detail.get("origin") + " " + detail.get("path"));
        }
        return entries;
    }

    private static RequestSpecification as(String who) {
        return given().auth().oauth2(RealKeycloak.token(who)).contentType("application/json");
    }
}
