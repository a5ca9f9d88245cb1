package salesinsights.tracking.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.MARK;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.MoodySmtp;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.outgoing.LocalOutgoing;
import salesinsights.tracking.team.Scopes;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class SmtpResourceTest {
    @Inject
    Database database;

    @Inject
    Scopes scopes;

    private final MoodySmtp moody = new MoodySmtp(0);

    @AfterEach
    void nobodyHasAServer() {
        moody.close();
        as(ADA).get("/api/smtp")
                .then()
                .extract()
                .<List<String>>path("items.id")
                .forEach(id -> as(ADA).delete("/api/smtp/" + id).then().statusCode(204));
    }

    private Map<String, Object> entry(Object... more) {
        Map<String, Object> entry = new HashMap<>(Map.of(
                "team",
                "/teams/us",
                "name",
                "Office",
                "host",
                "127.0.0.1",
                "port",
                moody.port(),
                "security",
                "NONE",
                "username",
                "rita",
                "password",
                "secret"));
        for (int i = 0; i < more.length; i += 2) {
            entry.put(more[i].toString(), more[i + 1]);
        }
        return entry;
    }

    private static ValidatableResponse make(Callers who, Map<String, Object> entry) {
        return as(who).contentType(ContentType.JSON)
                .body(entry)
                .post("/api/smtp")
                .then();
    }

    @Test
    void aPasswordGoesInAndNeverComesOut() {
        String id = make(ADA, entry("password", "hush hush"))
                .statusCode(201)
                .body(not(containsString("hush")))
                .extract()
                .path("id");

        as(ADA).get("/api/smtp/" + id).then().statusCode(200).body(not(containsString("hush")));
        as(MARK).get("/api/smtp")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id))
                .body(not(containsString("hush")));
        byte[] stored = scopes.asWorker(() -> database.first(
                        "select password from smtp_server where id = ?::uuid", row -> row.getBytes(1), id))
                .orElseThrow();
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("hush");
    }

    @Test
    void tryingOutLogsInAndSendsNothing() {
        String id = make(ADA, entry()).statusCode(201).extract().path("id");

        as(ADA).post("/api/smtp/" + id + "/test").then().statusCode(200).body("trouble", nullValue());

        assertThat(moody.taken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "password, wrong, does not accept",
        "security, STARTTLS, STARTTLS",
        "security, TLS, TLS connection failed",
        "host, no-such-host.invalid, no host of this name",
    })
    void whatIsWrongIsSaidInASentence(String field, String value, String sentence) {
        String id = make(ADA, entry(field, value)).statusCode(201).extract().path("id");

        as(ADA).post("/api/smtp/" + id + "/test").then().statusCode(200).body("trouble", containsString(sentence));
    }

    @Test
    void aClosedPortIsSaid() {
        String id = make(ADA, entry()).statusCode(201).extract().path("id");
        moody.close();

        as(ADA).post("/api/smtp/" + id + "/test").then().body("trouble", containsString("Nobody answers"));
    }

    @Test
    void privateNetworksAreNotProbed() {
        SmtpServer inside = new SmtpServer(
                "test",
                "127.0.0.1",
                moody.port(),
                SmtpSecurity.NONE,
                null,
                null,
                Duration.ofSeconds(2),
                LocalOutgoing.sockets(false));
        try (SmtpLine line = new SmtpLine(inside)) {
            assertThat(line.tryOut().orElse("")).contains("private network");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "name, ''",
                "host, 'a b'",
                "host, 'x\r\ny'",
                "host, ''",
                "port, 0",
                "port, 70000",
                "username, ''",
                "security, SOMETIMES"
            })
    void whatCannotBeTakenIsNamed(String field, String value) {
        make(ADA, entry(field, value)).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aTeamHasOneServer() {
        make(ADA, entry()).statusCode(201);
        make(ADA, entry()).statusCode(409);
    }

    @Test
    void whoCameSecondIsToldAndNothingIsLost() {
        String id = make(ADA, entry()).statusCode(201).extract().path("id");
        String seen = as(ADA).get("/api/smtp/" + id).header("ETag");

        change(id, seen, Map.of("name", "One")).statusCode(200).body("name", equalTo("One"));
        change(id, seen, Map.of("name", "Two")).statusCode(409);

        as(ADA).get("/api/smtp/" + id).then().body("name", equalTo("One")).body("username", equalTo("rita"));
    }

    @Test
    void aPasswordIsNotSentToAnotherHostThanItWasStatedFor() {
        String id = make(ADA, entry()).statusCode(201).extract().path("id");
        String seen = as(ADA).get("/api/smtp/" + id).header("ETag");

        change(id, seen, Map.of("host", "localhost")).statusCode(400).body("errors[0].field", equalTo("password"));
        change(id, seen, Map.of("host", "localhost", "password", "secret")).statusCode(200);
    }

    private static ValidatableResponse change(String id, String seen, Map<String, Object> body) {
        return as(ADA).contentType(ContentType.JSON)
                .header("If-Match", seen)
                .body(body)
                .patch("/api/smtp/" + id)
                .then();
    }

    @Test
    void onlyAdministratorsSetItUpAndOthersSeeNothingOfOtherTeams() {
        make(SAM, entry()).statusCode(403);
        make(MARK, entry()).statusCode(403);
        String id = make(ADA, entry()).statusCode(201).extract().path("id");

        as(MONA).get("/api/smtp/" + id).then().statusCode(404);
        as(SAM).get("/api/smtp").then().statusCode(403);
    }
}
