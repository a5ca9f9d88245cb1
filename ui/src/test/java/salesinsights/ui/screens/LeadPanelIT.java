package salesinsights.ui.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class LeadPanelIT {
    private static final Pattern LOADED = Pattern.compile("(?:<link [^>]*href|src|<use href)=\"([^\"#]+)");

    @TestHTTPResource("/")
    URI home;

    @Inject
    Clock clock;

    private static String lead(String name) {
        return given().auth()
                .oauth2(RealKeycloak.token("rita"))
                .contentType("application/json")
                .body(Map.of("name", name, "email", UUID.randomUUID() + "@panel.example", "owner", "rita"))
                .post("/api/leads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response asked(String who, String lead) {
        return given().auth().oauth2(RealKeycloak.token(who)).post("/api/leads/" + lead + "/panel");
    }

    /** Path and query of the panel. */
    private static String panel(String lead) {
        URI url =
                URI.create(asked("rita", lead).then().statusCode(200).extract().path("url"));
        return url.getRawPath() + "?" + url.getRawQuery();
    }

    @Test
    void aPanelShowsOneLeadWithoutALogIn() {
        String path = panel(lead("Petra <i>Panel</i>"));
        try (Visitor frame = Visitor.stranger(home)) {
            Page page = frame.open(path);
            assertThat(page.locator("h1").textContent()).isEqualTo("Petra <i>Panel</i>");
            frame.look("panel");
        }
    }

    @Test
    void onlyTheOriginsOfTheConfigurationMayFrameIt() {
        Response answer = given().get(panel(lead("Framed")));
        assertThat(answer.header("Content-Security-Policy"))
                .contains("frame-ancestors https://crm.example.com")
                .contains("default-src 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("script-src");
        assertThat(answer.header("X-Frame-Options")).isNull();
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void allOfItIsLessThanSixtyKilobytes() {
        String page = given().get(panel(lead("Light")))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Set<String> loaded = new TreeSet<>();
        Matcher found = LOADED.matcher(page);
        while (found.find()) {
            loaded.add(found.group(1));
        }
        long bytes = page.length();
        for (String file : loaded) {
            bytes += given().get(file).then().statusCode(200).extract().asByteArray().length;
        }
        System.getLogger("panel").log(System.Logger.Level.INFO, "the panel has {0} bytes with {1}", bytes, loaded);
        assertThat(loaded).as("style, symbols and the icon of the tab").hasSize(3);
        assertThat(bytes).isLessThanOrEqualTo(60_000);
    }

    @Test
    void anAddressIsGoodForMinutesAndForOneLead() {
        Response answer = asked("rita", lead("Short"));
        Instant end = Instant.parse(answer.path("expiresAt"));
        assertThat(Duration.between(clock.instant(), end)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(6));

        String path = panel(lead("Damaged"));
        char last = path.charAt(path.length() - 3);
        String forged =
                path.substring(0, path.length() - 3) + (last == 'A' ? 'B' : 'A') + path.substring(path.length() - 2);
        given().get(forged).then().statusCode(404);
        given().get("/embed/lead").then().statusCode(404);
        given().get("/embed/lead?token=" + "A".repeat(64)).then().statusCode(404);
        given().get("/embed/lead?token=%00").then().statusCode(404);
        try (Visitor frame = Visitor.stranger(home)) {
            frame.open(forged, 404);
            frame.forgiveComplaints();
            frame.look("panel-expired");
        }
    }

    @Test
    void nobodyGetsThePanelOfAForeignLead() {
        asked("sam", lead("Foreign")).then().statusCode(404);
        asked("rita", UUID.randomUUID().toString()).then().statusCode(404);
    }
}
