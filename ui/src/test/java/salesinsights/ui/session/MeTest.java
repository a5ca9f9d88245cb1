package salesinsights.ui.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class MeTest {
    @Test
    void restWithoutATokenIsRefusedAndNeverRedirected() {
        given().redirects()
                .follow(false)
                .get("/api/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .contentType("application/problem+json");
    }

    @Test
    void aForgedTokenIsRefused() {
        String token = RealKeycloak.token("rita");
        String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";

        given().auth().oauth2(forged).get("/api/me").then().statusCode(401);
    }

    @Test
    void aTokenTellsWhoItsBearerIs() {
        given().auth()
                .oauth2(RealKeycloak.token("dario"))
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("dario"))
                .body("roles", contains("sales-rep"))
                .body("teams", contains("/teams/emea/dach"));
    }

    @Test
    void aManagerSeesTheTeamsBelow() {
        given().auth().oauth2(RealKeycloak.token("dario")).get("/api/me").then().statusCode(200);

        given().auth()
                .oauth2(RealKeycloak.token("mona"))
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("visibleTeams", hasItems("/teams/emea", "/teams/emea/dach"))
                .body("visibleTeams", everyItem(startsWith("/teams/emea")));
    }

    @Test
    void theSyncJobHasATeamToo() {
        given().auth()
                .oauth2(RealKeycloak.syncToken())
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("roles", contains("crm-sync"))
                .body("teams", contains("/teams/emea"));
    }

    @Test
    void aScreenSendsTheBrowserToTheLogIn() {
        String location = given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(302)
                .extract()
                .header("Location");

        assertThat(location).startsWith(RealKeycloak.realmUrl()).contains("code_challenge_method=S256");
    }

    @Test
    void healthAndTheEndOfASessionNeedNoLogIn() {
        given().redirects().follow(false).get("/q/health").then().statusCode(200);
        given().redirects().follow(false).get("/session/ended").then().statusCode(200);
    }
}
