package salesinsights.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.browser.Chromium;
import salesinsights.ui.local.KeycloakAdmin;
import salesinsights.ui.local.KeycloakAdmin.LogIn;
import salesinsights.ui.local.KeycloakAdmin.Person;
import salesinsights.ui.local.RealKeycloak;

/** A session that Keycloak ends is over here too, for browsers and for tokens that are still good by their date. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class EndedSessionIT {
    private static final String TEAM = "/teams/emea";
    private static final int LONGEST_TOKEN_SECONDS = 300;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @SuppressWarnings("NullAway.Init")
    private KeycloakAdmin keycloak;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @SuppressWarnings("NullAway.Init")
    private Person person;

    @BeforeEach
    void somebodyNew() {
        keycloak = new KeycloakAdmin();
        keycloak.tellOfEndedSessions(home);
        door = new Door(home, Map.of());
        person = keycloak.newPerson("sales-rep", TEAM);
    }

    @Test
    void aTokenLivesFiveMinutesAtMost() throws IOException {
        String payload = keycloak.logIn(person).accessToken().split("\\.")[1];
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));

        assertThat(claims.required("exp").asLong() - claims.required("iat").asLong())
                .isLessThanOrEqualTo(LONGEST_TOKEN_SECONDS);
    }

    @Test
    void tokensOfAnEndedSessionAreRefusedAndThoseOfAnotherAreNot() {
        LogIn ended = keycloak.logIn(person);
        LogIn other = keycloak.logIn(person);
        assertThat(statusOf(ended)).isEqualTo(200);

        keycloak.logOut(ended);

        withinFiveSeconds().untilAsserted(() -> assertThat(statusOf(ended)).isEqualTo(401));
        assertThat(door.ask(ended.accessToken(), "GET", "/api/me", null, ""))
                .isEqualTo(door.ask((String) null, "GET", "/api/me", null, ""));
        assertThat(statusOf(other)).isEqualTo(200);
    }

    @Test
    void whoeverIsTakenOutOfATeamSeesNothingOfItFiveSecondsLater() {
        LogIn before = keycloak.logIn(person);
        String lead = door.ask(
                        before.accessToken(),
                        "POST",
                        "/api/leads",
                        "application/json",
                        "{\"name\": \"Of a team that was left\", \"email\": \"%s@example.com\"}"
                                .formatted(person.username()))
                .good()
                .json()
                .required("id")
                .asText();

        keycloak.leave(person, TEAM);
        keycloak.endSessions(person);

        withinFiveSeconds().untilAsserted(() -> assertThat(statusOf(before)).isEqualTo(401));
        LogIn after = keycloak.logIn(person);
        assertThat(door.ask(after.accessToken(), "GET", "/api/me", null, "")
                        .good()
                        .json()
                        .path("teams"))
                .isEmpty();
        assertThat(door.ask(after.accessToken(), "GET", "/api/leads/" + lead, null, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theLiveStreamOfAnEndedSessionIsClosed() {
        LogIn session = keycloak.logIn(person);
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Stream<String> open = door.listen(session.accessToken(), heard)) {
            Awaitility.await().untilAsserted(() -> assertThat(heard).isNotEmpty());

            keycloak.logOut(session);

            withinFiveSeconds().untilAsserted(() -> assertThat(heard).contains(Door.ENDED));
        }
    }

    @Test
    void aBrowserIsSentToTheLogInAsOftenAsItComesWithTheOldCookie() {
        try (BrowserContext browser = Chromium.browser().newContext();
                BrowserContext thief = Chromium.browser().newContext()) {
            Page page = browser.newPage();
            page.navigate(home.toString());
            page.locator("#username").fill(person.username());
            page.locator("#password").fill(KeycloakAdmin.password());
            page.locator("#kc-login").click();
            page.waitForURL(home.resolve("/worklist").toString());
            thief.addCookies(ofThisApplication(browser.cookies()));

            keycloak.endSessions(person);

            withinFiveSeconds().untilAsserted(() -> assertIsSentToKeycloak(page));
            assertIsSentToKeycloak(thief.newPage());
        }
    }

    private List<Cookie> ofThisApplication(List<Cookie> cookies) {
        return cookies.stream()
                .filter(cookie -> cookie.name.startsWith("q_session"))
                .toList();
    }

    private void assertIsSentToKeycloak(Page page) {
        page.navigate(home.resolve("/worklist").toString());
        assertThat(page.url()).startsWith(RealKeycloak.realmUrl());
    }

    @Test
    void onlyKeycloakCanEndASession() {
        LogIn session = keycloak.logIn(person);
        List<String> noLogoutTokens = List.of(
                session.accessToken(),
                session.idToken(),
                session.refreshToken(),
                BadTokens.unsignedLogout(session.accessToken()),
                BadTokens.forgedLogout(session.accessToken()),
                "a.b.c",
                "...",
                "",
                "x".repeat(10_000));

        noLogoutTokens.forEach(token -> assertThat(
                        end("logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                .as(token)
                .isEqualTo(400));
        assertThat(end("")).isEqualTo(400);
        assertThat(statusOf(session)).isEqualTo(200);
    }

    private int end(String form) {
        return door.ask(
                        (String) null,
                        "POST",
                        "/session/back-channel-logout",
                        "application/x-www-form-urlencoded",
                        form)
                .status();
    }

    private int statusOf(LogIn session) {
        return door.ask(session.accessToken(), "GET", "/api/me", null, "").status();
    }

    private static ConditionFactory withinFiveSeconds() {
        // A browser may be driven only by the thread that opened it.
        return Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(5));
    }
}
