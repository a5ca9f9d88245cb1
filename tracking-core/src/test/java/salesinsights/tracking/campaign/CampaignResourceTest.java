package salesinsights.tracking.campaign;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.AsRita;
import salesinsights.tracking.AsSam;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Scopes;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class CampaignResourceTest {
    private static final String HTML =
            "<p>Dear {{firstName|colleague}} of {{company}},</p><a href='https://shop.example/'>Look</a>";

    @Inject
    Scopes scopes;

    @Inject
    AgroalDataSource database;

    @Inject
    HandOutCampaigns job;

    @BeforeEach
    void thereIsAPartitionForNow() {
        sql("call ensure_event_partitions(now())");
    }

    private void sql(String statement) {
        scopes.runAsWorker(() -> {
            try (Connection connection = database.getConnection();
                    Statement run = connection.createStatement()) {
                run.execute(statement);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private static String unique(String word) {
        return word + " " + UUID.randomUUID();
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i].toString(), pairs[i + 1]);
        }
        return map;
    }

    private static Response post(String path, Object body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    private static String template() {
        return post("/api/templates", map("name", unique("Offer"), "subject", "For {{name|you}}", "html", HTML))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Map<String, Object> to(String address, Object... more) {
        Map<String, Object> row = map(more);
        row.put("email", address);
        row.putIfAbsent("company", "Analytical & Sons");
        row.putIfAbsent("country", "US");
        return row;
    }

    private static Response create(Object... recipients) {
        return post(
                "/api/campaigns",
                map("name", unique("spring"), "template", template(), "recipients", Arrays.asList(recipients)));
    }

    private static String address() {
        return "c-" + UUID.randomUUID() + "@example.com";
    }

    private static void step(String id, String step, int status) {
        given().contentType(ContentType.JSON)
                .post("/api/campaigns/{id}/" + step, id)
                .then()
                .statusCode(status);
    }

    private void ended(String id) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            job.drainOnce();
            String state = given().get("/api/campaigns/{id}", id).path("state");
            int onTheWay = given().get("/api/campaigns/{id}", id).path("progress.onTheWay");
            return state.equals("done") && onTheWay == 0;
        });
    }

    private static List<MimeMessage> received(String address) {
        return Arrays.stream(LocalMail.server().getReceivedMessages())
                .filter(mail -> header(mail, "To").contains(address))
                .toList();
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return Arrays.toString(mail.getHeader(name));
        } catch (jakarta.mail.MessagingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    @AsRita
    void unknownPlaceholdersAreRefusedWithTheirNames() {
        post(
                        "/api/templates",
                        map("name", "x", "subject", "{{nickName}}", "html", "<p>{{ first name }} {{city|x}}</p>"))
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("subject"))
                .body("errors[0].message", containsString("nickName"))
                .body("errors[1].message", containsString("city"))
                .body("errors[2].message", containsString("{{ first name"));
        post(
                        "/api/templates",
                        map("name", unique("x"), "subject", "Hi", "html", "{{city|x}}", "fields", List.of("city")))
                .then()
                .statusCode(201);
    }

    @Test
    @AsRita
    void theSecondEditorIsToldAndEveryVersionIsKept() {
        String id = template();
        Map<String, Object> changed = map("name", unique("Offer"), "subject", "Second", "text", "Hi");

        given().contentType(ContentType.JSON)
                .body(changed)
                .put("/api/templates/{id}", id)
                .then()
                .statusCode(428);
        given().contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/api/templates/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2));
        given().contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/api/templates/{id}", id)
                .then()
                .statusCode(412)
                .body("detail", containsString("rita"));
        given().get("/api/templates/{id}/versions", id)
                .then()
                .body("items", hasSize(2))
                .body("items[1].letter.html", equalTo(HTML));
    }

    @Test
    @AsRita
    void valuesAreEscapedInHtmlAndAbsentOnesSayWhatIsSaidOtherwise() {
        post("/api/templates/" + template() + "/preview", map("company", "<b>\"A&B\"</b>", "name", "a\r\nBcc: b"))
                .then()
                .statusCode(200)
                .body("subject", equalTo("For a Bcc: b"))
                .body("html", containsString("Dear colleague of &lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;,"));
    }

    @Test
    @AsRita
    void everyBadRowIsNamedAndNothingIsTaken() {
        String name = unique("bad");
        Map<String, Object> body = map(
                "name",
                name,
                "template",
                template(),
                "recipients",
                List.of(
                        to(address()),
                        to("nobody"),
                        to(address(), "company", ""),
                        to(address(), "country", "Deutschland")));

        post("/api/campaigns", body)
                .then()
                .statusCode(400)
                .body("errors.row", equalTo(List.of(2, 4, 3)))
                .body("errors.field", equalTo(List.of("email", "country", "company")));
        body.put("recipients", List.of(to(address())));
        post("/api/campaigns", body).then().statusCode(201);
        post("/api/campaigns", body).then().statusCode(400).body("errors[0].field", equalTo("name"));
    }

    @Test
    @AsRita
    void aCsvIsReadAndAnAddressThatComesTwiceIsTakenOnce() {
        String ada = address();
        String csv = "\ufeffE-Mail;First Name;Company;Country\r\n" + ada + ";Ada;;us\r\n"
                + ada.toUpperCase(java.util.Locale.ROOT) + ";;\"Engines; Ltd\";\r\n";
        String id = given().contentType("text/csv")
                .queryParam("name", unique("csv"))
                .queryParam("template", template())
                .body(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/campaigns")
                .then()
                .statusCode(201)
                .body("progress.total", equalTo(1))
                .body("notes", hasSize(1))
                .extract()
                .path("id");

        given().get("/api/campaigns/{id}/preview", id)
                .then()
                .body("items[0].letter.html", containsString("Dear Ada of Engines; Ltd"))
                .body("items[0].open", equalTo("NOTICE"));
        given().contentType("text/csv")
                .queryParam("name", "x")
                .body("name\n\"x")
                .post("/api/campaigns")
                .then()
                .statusCode(400);
    }

    @Test
    @AsRita
    void everybodyGetsOneOwnMessageAndReportsCanGroupByIt() {
        List<Object> people = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            addresses.add(address());
            people.add(to(addresses.get(i), "firstName", "N" + i));
        }
        Response made = create(people.toArray());
        String id = made.path("id");

        step(id, "resume", 409);
        step(id, "start", 200);
        ended(id);

        given().get("/api/campaigns/{id}", id).then().body("progress.sent", equalTo(12));
        for (String one : addresses) {
            assertThat(received(one)).hasSize(1);
        }
        given().queryParam("campaign", made.<String>path("name"))
                .get("/api/messages")
                .then()
                .body("items", hasSize(12))
                .body("items[0].template", containsString("Offer"));
        Response first = given().queryParam("atMost", 8).get("/api/campaigns/{id}/recipients", id);
        first.then().body("items", hasSize(8)).body("items[0].state", equalTo("sent"));
        given().queryParam("after", first.<String>path("next"))
                .get("/api/campaigns/{id}/recipients", id)
                .then()
                .body("items", hasSize(4))
                .body("next", nullValue());
        step(id, "start", 409);
    }

    @Test
    @AsRita
    void aMessageThatWasMadeBeforeACrashIsNotMadeAgain() {
        String ada = address();
        String id = create(to(ada)).path("id");
        step(id, "start", 200);
        ended(id);

        sql("update campaign_recipient set state = 'WAITING', message_id = null where campaign_id = '" + id + "'");
        sql("update campaign set state = 'RUNNING' where id = '" + id + "'");
        ended(id);

        given().get("/api/campaigns/{id}", id).then().body("progress.sent", equalTo(1));
        assertThat(received(ada)).hasSize(1);
    }

    @Test
    @AsRita
    void whoDoesNotWantMailIsSkippedWithTheReasonAndWhatIsCancelledIsNotSent() {
        String objecting = address();
        post(
                        "/api/consents",
                        map(
                                "address",
                                objecting,
                                "purposes",
                                List.of("mail"),
                                "state",
                                "revoked",
                                "method",
                                "written",
                                "evidence",
                                "letter"))
                .then()
                .statusCode(201);
        String id = create(to(objecting)).path("id");
        given().get("/api/campaigns/{id}/preview", id).then().body("items[0].mailed", equalTo(false));
        step(id, "start", 200);
        ended(id);
        given().get("/api/campaigns/{id}/recipients?state=skipped", id)
                .then()
                .body("items[0].reason", containsString("Does not want mail"));

        String other = address();
        String cancelled = create(to(other)).path("id");
        step(cancelled, "cancel", 200);
        given().get("/api/campaigns/{id}", cancelled)
                .then()
                .body("state", equalTo("cancelled"))
                .body("progress.cancelled", equalTo(1));
        step(cancelled, "start", 409);
        assertThat(received(other)).isEmpty();
    }

    @Test
    @AsRita
    void aTestGoesToMyselfUntracked() throws Exception {
        String id = create(to(address(), "firstName", "Testing")).path("id");

        given().contentType(ContentType.JSON)
                .post("/api/campaigns/{id}/test", id)
                .then()
                .statusCode(202);

        Awaitility.await()
                .untilAsserted(() -> assertThat(received("rita@sales.example")).isNotEmpty());
        assertThat(received("rita@sales.example").getLast().getContent().toString())
                .contains("Dear Testing")
                .doesNotContain("/o/");
    }

    @Test
    @AsSam
    void anotherTeamsThingsDoNotExistForMe() {
        given().get("/api/campaigns/{id}", UUID.randomUUID()).then().statusCode(404);
        given().get("/api/templates/{id}", UUID.randomUUID()).then().statusCode(404);
        step(UUID.randomUUID().toString(), "start", 404);
    }
}
