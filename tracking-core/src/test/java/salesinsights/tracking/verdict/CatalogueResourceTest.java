package salesinsights.tracking.verdict;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static salesinsights.tracking.event.EventKind.CLICKED;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.AsRita;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.verdict.JudgedMail.Sent;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@TestSecurity(user = "ada", roles = "admin")
@OidcSecurity(claims = @Claim(key = "preferred_username", value = "ada"))
class CatalogueResourceTest {
    private static final Instant NOW = Instant.now().minusSeconds(3600);

    @Inject
    JudgedMail mail;

    @Test
    @AsRita
    void aRepNeitherSeesNorChangesTheCatalogue() {
        given().get("/api/catalogue").then().statusCode(403);
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/catalogue")
                .then()
                .statusCode(403);
    }

    @Test
    void whatShipsIsNamedWithItsVersion() {
        given().get("/api/catalogue")
                .then()
                .statusCode(200)
                .body("shipped.version", equalTo(ShippedCatalogue.read().version()))
                .body("shipped.crawlers", greaterThan(1_000))
                .body("shipped.networks", greaterThan(1_000));
    }

    @Test
    void aPublishedRowJudgesWhatIsThereAnewAndGoingBackDoesSoAgain() {
        Sent sent = mail.toSomebody();
        TrackingEvent click = sent.event(CLICKED, NOW, 0, "Mozilla/5.0 (compatible; AcmeLens/3.1)", "203.0.113.0/24");
        mail.append(click);
        mail.settle();
        assertThat(mail.verdictsOn(sent.recipient()).get(click.id())).startsWith("HUMAN");
        List<Map<String, Object>> rows = List.of(row("agent", "AcmeLens", "acmelens", "scanner"));

        post("/api/catalogue/preview", Map.of("rows", rows))
                .statusCode(200)
                .body("changed", greaterThanOrEqualTo(1))
                .body("changes.'human to scanner'", greaterThanOrEqualTo(1));
        int number = publish(rows).statusCode(200).extract().path("number");

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(
                        () -> assertThat(mail.verdictsOn(sent.recipient()).get(click.id()))
                                .isEqualTo("SCANNER listed-agent"));

        post("/api/catalogue/versions/" + (number - 1) + "/restore", Map.of())
                .statusCode(200)
                .body("number", equalTo(number + 1));

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(
                        () -> assertThat(mail.verdictsOn(sent.recipient()).get(click.id()))
                                .startsWith("HUMAN"));
        given().get("/api/catalogue/versions/" + number)
                .then()
                .statusCode(200)
                .body("rows", hasSize(1))
                .body("rows[0].kind", equalTo("agent"))
                .body("rows[0].actor", equalTo("scanner"));
        given().get("/api/catalogue/versions")
                .then()
                .statusCode(200)
                .body("items.number", hasItem(number))
                .body("items.find { it.number == %d }.publishedBy".formatted(number), equalTo("ada"));
    }

    @Test
    void anAdministratorsNetworkComesBeforeWhatShips() {
        Sent sent = mail.toSomebody();
        TrackingEvent click = sent.event(CLICKED, NOW, 0, JudgedMail.CHROME, "192.0.2.0/24");
        mail.append(click);
        mail.settle();

        publish(List.of(row("network", "Our own office", "192.0.2.0/24", "self")))
                .statusCode(200);

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(
                        () -> assertThat(mail.verdictsOn(sent.recipient()).get(click.id()))
                                .isEqualTo("SELF listed-network"));
        publish(List.of()).statusCode(200);
    }

    @Test
    void whoChangesAnOldVersionIsToldSo() {
        publish(List.of()).statusCode(200);
        Map<String, Object> draft = Map.of("rows", List.of(), "note", "late", "follows", 0);

        post("/api/catalogue", draft).statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "kind,-",
                "kind,robot",
                "name,''",
                "name,-",
                "match,ab",
                "match,'***'",
                "actor,unknown",
                "actor,nobody",
                "certainty,0.4",
                "certainty,1.5",
                "source,''",
                "name,'a\u0000b'",
                "match,'a\u0000bcd'"
            })
    void aWrongRowIsRefusedWithItsPlace(String field, String value) {
        Map<String, Object> wrong = new HashMap<>(row("agent", "Acme", "acme", "scanner"));
        wrong.put(field, field.equals("certainty") ? (Object) Double.valueOf(value) : value);

        post("/api/catalogue/preview", Map.of("rows", List.of(row("agent", "Fine", "fine", "scanner"), wrong)))
                .statusCode(400)
                .body("errors[0].field", equalTo(field))
                .body("errors[0].row", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.0", "203.0.113.0/32", "203.0.113.0/0", "2001:db8::/64", "nonsense/24", "999.1.1.0/24"})
    void aNetworkIsABlockThatCanBeToldFromWhatIsKept(String block) {
        post("/api/catalogue/preview", Map.of("rows", List.of(row("network", "Acme", block, "scanner"))))
                .statusCode(400)
                .body("errors[0].field", equalTo("match"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"rows\":{}}", "[]", "null", "{\"rows\":[null],\"note\":\"x\"}", "x"})
    void aBodyThatIsNoCatalogueIsRefused(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/catalogue")
                .then()
                .statusCode(400);
    }

    @Test
    void anUnknownVersionDoesNotExist() {
        given().get("/api/catalogue/versions/999999").then().statusCode(404);
        given().get("/api/catalogue/versions/x").then().statusCode(404);
        given().get("/api/catalogue/versions?before=x").then().statusCode(404);
        post("/api/catalogue/versions/999999/restore", Map.of()).statusCode(404);
    }

    private static ValidatableResponse publish(List<Map<String, Object>> rows) {
        return post("/api/catalogue", Map.of("rows", rows, "note", "because we saw it"));
    }

    private static ValidatableResponse post(String path, Object body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }

    private static Map<String, Object> row(String kind, String name, String match, String actor) {
        return Map.of(
                "kind", kind, "name", name, "match", match, "actor", actor, "certainty", 0.95, "source", "our own log");
    }
}
