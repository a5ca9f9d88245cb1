package salesinsights.tracking.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class BareLinksTest {
    private static final String SHOP = "https://shop.example/p?a=1&b=%20ü#f";

    private static Map<String, Object> person(String country) {
        return Map.of("address", "anne-" + UUID.randomUUID() + "@customer.example", "country", country);
    }

    private static Map<String, Object> request(Object... more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "from", "sam@seller.example", "subject", "Offer", "links", List.of(Map.of("destination", SHOP))));
        for (int i = 0; i < more.length; i += 2) {
            body.put(more[i].toString(), more[i + 1]);
        }
        return body;
    }

    private static Response post(Map<String, Object> body, String key) {
        return as(SAM).contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/messages/links");
    }

    @Test
    void theLinkLeadsExactlyWhereItWasToLeadAndTheMessageIsThere() {
        Response made =
                post(request("to", List.of(person("US"))), UUID.randomUUID().toString());

        made.then().statusCode(201).body("recipients[0].decision.open", equalTo("NOTICE"));
        String link = made.path("recipients[0].links[0]");
        assertThat(link).contains("/c/");
        assertThat(made.<String>path("recipients[0].pixel")).contains("/o/").endsWith(".gif");
        as(SAM).redirects()
                .follow(false)
                .get(link.replaceFirst("https?://[^/]+", ""))
                .then()
                .statusCode(307)
                .header("Location", equalTo("https://shop.example/p?a=1&b=%20%C3%BC#f"));
        as(SAM).get("/api/messages/" + made.path("message"))
                .then()
                .statusCode(200)
                .body("recipients[0].status", equalTo("sent"))
                .body("links[0].destination", equalTo(SHOP));
    }

    @Test
    void whereConsentIsMissingNothingIsTracked() {
        post(request("to", List.of(person("DE"))), UUID.randomUUID().toString())
                .then()
                .statusCode(201)
                .body("recipients[0].pixel", nullValue())
                .body("recipients[0].links[0]", equalTo(SHOP))
                .body("recipients[0].unsubscribe", containsString("/u/"));
    }

    @Test
    void theSameRequestAgainGivesTheSameAddresses() {
        Map<String, Object> body = request("to", List.of(person("US"), person("FR")));
        String key = UUID.randomUUID().toString();

        Response first = post(body, key);
        Response again = post(body, key);

        first.then().statusCode(201);
        again.then().statusCode(200);
        assertThat(again.<List<?>>path("recipients")).isEqualTo(first.path("recipients"));
        post(request("to", List.of(person("US"))), key).then().statusCode(422);
    }

    @Test
    void aThousandRecipientsAreTakenAndNotOneMore() {
        List<Map<String, Object>> people =
                IntStream.range(0, 1_000).mapToObj(i -> person("US")).toList();
        post(request("to", people), UUID.randomUUID().toString()).then().statusCode(201);

        List<Map<String, Object>> more =
                IntStream.range(0, 1_001).mapToObj(i -> person("US")).toList();
        post(request("to", more), UUID.randomUUID().toString())
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("to"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "https://user@shop.example/", "ftp://shop.example/", "", "https://a\nb"})
    void aLinkThatCannotBeFollowedIsNamed(String destination) {
        Map<String, Object> body = request(
                "to", List.of(person("US")),
                "links", List.of(Map.of("destination", SHOP), Map.of("destination", destination)));

        post(body, UUID.randomUUID().toString())
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("links[1].destination"));
    }

    @Test
    void aSyncJobOfAnotherTeamGetsNoneForThisOne() {
        as(CRM_SYNC)
                .contentType(ContentType.JSON)
                .body(request("team", "/teams/us", "to", List.of(person("US"))))
                .post("/api/messages/links")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("team"));
    }
}
