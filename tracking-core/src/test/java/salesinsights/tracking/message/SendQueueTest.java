package salesinsights.tracking.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.MoodySmtp;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class SendQueueTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    private MoodySmtp moody;
    private String server;

    @BeforeEach
    void theTeamInTheStatesHasAServerWithMoods() {
        moody = new MoodySmtp(0);
        server = as(ADA).contentType(ContentType.JSON)
                .body(Map.of(
                        "team",
                        "/teams/us",
                        "name",
                        "moody",
                        "host",
                        "127.0.0.1",
                        "port",
                        moody.port(),
                        "security",
                        "NONE",
                        "username",
                        "rita",
                        "password",
                        "secret"))
                .post("/api/smtp")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @AfterEach
    void itGoes() {
        moody.close();
        as(ADA).delete("/api/smtp/" + server);
    }

    private static String somebody(String mood) {
        return mood + "-" + UUID.randomUUID() + "@customer.example";
    }

    /** The message's id. */
    private static String send(Callers who, String team, String... to) {
        return as(who).contentType(ContentType.JSON)
                .body(Map.of(
                        "team",
                        team,
                        "from",
                        Map.of("address", who.username() + "@seller.example"),
                        "to",
                        List.of(to).stream()
                                .map(address -> Map.of("address", address, "country", "US"))
                                .toList(),
                        "subject",
                        "Offer",
                        "html",
                        "<p>Hello <a href=\"https://shop.example/\">shop</a></p>",
                        "send",
                        true))
                .post("/api/messages")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static io.restassured.response.ValidatableResponse look(Callers who, String message) {
        return as(who).get("/api/messages/" + message).then().statusCode(200);
    }

    private static void awaitStatus(Callers who, String message, String status) {
        await().atMost(SOON).untilAsserted(() -> look(who, message).body("recipients[0].status", equalTo(status)));
    }

    private static String recipientOf(String message) {
        return look(SAM, message).extract().path("recipients[0].id");
    }

    @Test
    void aTeamsMailGoesThroughItsOwnServer() {
        String anne = somebody("anne");

        String message = send(SAM, "/teams/us", anne);

        look(SAM, message).body("recipients[0].status", equalTo("sent"));
        assertThat(moody.taken()).containsExactly(anne);
    }

    @Test
    void whatIsPutOffIsTriedAgainAndArrivesOnce() {
        String later = somebody("later");

        String message = send(SAM, "/teams/us", later);

        look(SAM, message).body("recipients[0].failure", containsString("greylisted"));
        awaitStatus(SAM, message, "sent");
        assertThat(moody.taken(later)).isEqualTo(1);
        assertThat(sources(message)).isEmpty();
    }

    private List<String> sources(String message) {
        return scopes.asWorker(() -> database.list(
                "select 1 from message_source where message_id = ?",
                row -> row.getString(1),
                UUID.fromString(message)));
    }

    @Test
    void whatIsRefusedForGoodFailsAndItsNeighboursGoOn() {
        String never = somebody("never");
        String anne = somebody("anne");

        String message = send(SAM, "/teams/us", never, anne);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(look(SAM, message).extract().<List<String>>path("recipients.status"))
                        .containsExactlyInAnyOrder("failed", "sent"));
        assertThat(moody.taken()).containsExactly(anne);
    }

    @Test
    void whatMayHaveArrivedIsNeverSentAgainByItself() {
        String drop = somebody("drop");

        String message = send(SAM, "/teams/us", drop);

        look(SAM, message).body("recipients[0].status", equalTo("unknown"));
        String after = send(SAM, "/teams/us", somebody("anne"));
        awaitStatus(SAM, after, "sent");
        assertThat(moody.taken(drop)).isEqualTo(1);

        as(SAM).post("/api/messages/%s/recipients/%s/send-again".formatted(message, recipientOf(message)))
                .then()
                .statusCode(200);
        awaitStatus(SAM, message, "sent");
        assertThat(moody.taken(drop)).isEqualTo(2);
    }

    @Test
    void mailWaitsForAServerThatIsAway() {
        int port = moody.port();
        moody.close();
        String anne = somebody("anne");

        String message = send(SAM, "/teams/us", anne);
        look(SAM, message)
                .body("recipients[0].status", equalTo("queued"))
                .body("recipients[0].failure", containsString("could not be reached"));

        moody = new MoodySmtp(port);
        awaitStatus(SAM, message, "sent");
        assertThat(moody.taken(anne)).isEqualTo(1);
    }

    @Test
    void aSlowServerHoldsUpOnlyItsOwnMail() {
        String slow = somebody("slow");
        String message = send(SAM, "/teams/us", slow);
        look(SAM, message).body("recipients[0].status", equalTo("sending"));

        String other = send(RITA, "/teams/emea", somebody("anne"));

        look(RITA, other).body("recipients[0].status", equalTo("sent"));
        moody.goOn();
        awaitStatus(SAM, message, "sent");
    }

    @Test
    void whatStillWaitsCanBeTakenBack() {
        moody.close();
        String message = send(SAM, "/teams/us", somebody("anne"));

        as(SAM).delete("/api/messages/" + message + "/queue")
                .then()
                .statusCode(200)
                .body("recipients[0].status", equalTo("failed"))
                .body("recipients[0].failure", containsString("Taken back"));
    }

    @Test
    void whoObjectsWhileTheMailWaitsGetsNone() {
        int port = moody.port();
        moody.close();
        String anne = somebody("anne");
        String message = send(SAM, "/teams/us", anne);
        as(SAM).contentType(ContentType.JSON)
                .body(Map.of("address", anne, "purposes", List.of("mail"), "state", "objected", "method", "spoken"))
                .post("/api/consents")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));

        moody = new MoodySmtp(port);

        awaitStatus(SAM, message, "failed");
        assertThat(moody.taken(anne)).isZero();
    }

    @Test
    void aCopyThatArrivedIsNotSentAgain() {
        String message = send(SAM, "/teams/us", somebody("anne"));

        as(SAM).post("/api/messages/%s/recipients/%s/send-again".formatted(message, recipientOf(message)))
                .then()
                .statusCode(409);
        as(RITA).post("/api/messages/%s/recipients/%s/send-again".formatted(message, recipientOf(message)))
                .then()
                .statusCode(404);
    }
}
