package salesinsights.tracking.message;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.ClaimType;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.AsRita;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@TestSecurity(user = "mona", roles = "sales-manager")
@OidcSecurity(
        claims = {
            @Claim(key = "preferred_username", value = "mona"),
            @Claim(key = "groups", value = "[\"/teams/emea\"]", type = ClaimType.JSON_ARRAY)
        })
class HistoryResourceTest {
    private final String name = UUID.randomUUID().toString();

    @Inject
    Clock clock;

    @Inject
    Scopes scopes;

    @Inject
    Database database;

    /** Only what must be there, and events with nothing but what their kind has. */
    private String line(String country) {
        return """
                {"id":"%s","team":"/teams/emea","from":"mona@sales.example","user":"mona","subject":"Old news",\
                "sentAt":"%s","links":[{"destination":"https://shop.example/"}],\
                "recipients":[{"address":"%s@customer.example","country":"%s","events":[\
                {"kind":"opened","at":"%s"},{"kind":"clicked","at":"%s","link":0},{"kind":"replied","at":"%s"}]}]}""".formatted(name, daysAgo(9), name, country, daysAgo(8), daysAgo(8), daysAgo(7));
    }

    private Instant daysAgo(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private static ValidatableResponse send(String... lines) {
        return given().contentType("application/x-ndjson")
                .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post("/api/messages/history")
                .then();
    }

    private List<String> kinds() {
        String sql = """
                select e.kind from tracking_event e join recipient r on r.id = e.recipient_id
                where r.address = ? and e.source = 'IMPORT' order by e.kind
                """;
        return scopes.asWorker(() -> database.list(sql, row -> row.getString(1), name + "@customer.example"));
    }

    @Test
    void aMessageOfThePastIsTakenWithWhatCameBack() {
        send(line("US")).statusCode(200).body("messages", equalTo(1)).body("events", equalTo(4));

        assertThat(kinds()).containsExactly("CLICKED", "OPENED", "REPLIED", "SENT");
    }

    @Test
    void theSameHistorySentAgainChangesNothing() {
        send(line("US")).statusCode(200);

        send(line("US"))
                .statusCode(200)
                .body("messages", equalTo(0))
                .body("duplicates", equalTo(1))
                .body("events", equalTo(0));
        assertThat(kinds()).hasSize(4);
    }

    @Test
    void whatCouldNotBeRecordedTodayIsNotTakenOfThePastEither() {
        send(line("DE")).statusCode(200).body("messages", equalTo(1)).body("notRecorded", equalTo(2));

        assertThat(kinds()).containsExactly("REPLIED", "SENT");
    }

    @Test
    void aLineThatCannotBeTakenIsNamedAndTheOthersAreTaken() {
        send("{\"id\":", line("US"), "[]")
                .statusCode(200)
                .body("messages", equalTo(1))
                .body("failed", equalTo(2))
                .body("errors.line", equalTo(List.of(1, 3)));
    }

    @ParameterizedTest
    @CsvSource({
        "/teams/emea,/teams/us,no such team",
        "\"subject\",\"subjekt\",subject: is missing",
        "\"links\",\"lynx\",lynx: is not known",
        "clicked,danced,kind",
        "Old news,,subject",
        "customer.example,customer\\u0000example,",
    })
    void aLineIsRefusedWithItsReason(String good, String bad, String reason) {
        send(line("US").replace(good, bad == null ? "" : bad))
                .statusCode(200)
                .body("messages", equalTo(0))
                .body("failed", equalTo(1))
                .body("errors[0].message", containsString(reason == null ? "" : reason));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatHasNotHappenedYetIsNoHistory() {
        String tomorrow = line("US").replace(daysAgo(9).toString().substring(0, 10), "2999-01-01");

        send(tomorrow).statusCode(200).body("failed", equalTo(1)).body("errors[0].message", containsString("sentAt"));
    }

    @Test
    void anEmptyBodyIsRefused() {
        send("").statusCode(400);
    }

    @Test
    @AsRita
    void aRepImportsNoHistory() {
        send(line("US")).statusCode(403);
    }
}
