package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.Tracked;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class IntakeResourceTest {
    @Inject
    SentMessage sent;

    @Test
    void whoIsNotLoggedInSeesNoFigures() {
        given().get("/api/intake").then().statusCode(401);
    }

    @Test
    @TestSecurity(user = "sam", roles = "sales-rep")
    @OidcSecurity(claims = @Claim(key = "preferred_username", value = "sam"))
    void aRepSeesNoFigures() {
        given().get("/api/intake").then().statusCode(403);
    }

    @Test
    @TestSecurity(user = "ada", roles = "admin")
    @OidcSecurity(claims = @Claim(key = "preferred_username", value = "ada"))
    void everyHitEverIsInTheFigures() {
        Tracked lea = sent.toSomebodyIn("US");
        given().get(sent.pixelOf(lea)).then().statusCode(200);
        given().get("/c/forged").then().statusCode(404);

        await().untilAsserted(() -> given().get("/api/intake")
                .then()
                .statusCode(200)
                .body("stored", greaterThanOrEqualTo(1))
                .body("rejected.forged", greaterThanOrEqualTo(1))
                .body("received", greaterThanOrEqualTo(2))
                .body("lost", equalTo(0))
                .body("journalled", equalTo(0)));
    }
}
