package salesinsights.scoring.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static salesinsights.tracking.Callers.MARK;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** Notices for receivers elsewhere, against one that misbehaves. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class NoticeHookTest {
    @Inject
    Rows rows;

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final String name = "Hook " + UUID.randomUUID();
    private HttpServer receiver;
    private TeamId team;
    private UUID recipient;

    private record Request(HttpHeaders headers, String body) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    @BeforeEach
    void aReceiverAndALead() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", this::receive);
        receiver.start();
        team = rows.team("/teams/emea");
        String address = Ids.next() + "@hook.example";
        UUID lead = rows.lead(team, address, "rita");
        rows.run("update lead set name = 'Ada <!channel> Lovelace' where id = ?", lead);
        recipient = rows.sent(team, address, "rita", Instant.now().minus(Duration.ofHours(1)), "NOTICE");
        rows.awaitScored();
    }

    @AfterEach
    void hangUp() {
        rows.run("delete from notice_hook where name = ?", name);
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(HttpHeaders.of(exchange.getRequestHeaders(), (key, value) -> true), body));
        Integer status = answers.poll();
        if (status != null && status == 0) {
            exchange.close();
            return;
        }
        if (status != null && status == 429) {
            exchange.getResponseHeaders().add("Retry-After", "1");
        }
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        exchange.close();
    }

    private JsonPath made(String format) {
        return as(MONA).contentType(ContentType.JSON)
                .body(Map.of(
                        "team",
                        "/teams/emea",
                        "name",
                        name,
                        "url",
                        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/secret-path",
                        "format",
                        format))
                .post("/api/notice-hooks")
                .then()
                .statusCode(201)
                .body("secret", startsWith("whsec_"), "host", equalTo("127.0.0.1"))
                .extract()
                .jsonPath();
    }

    private void somebodyClicks() {
        rows.event(recipient, "CLICKED", Instant.now(), "HUMAN", 0.95);
        rows.run(
                "insert into judged_recipient (recipient_id, team_id) values (?, ?) on conflict do nothing",
                recipient,
                team.value());
        rows.awaitScored();
    }

    /** Requests about the click of this test; a lead that becomes hot is a notice of its own. */
    private List<Request> clicks() {
        return requests.stream().filter(one -> one.body().contains("clicked")).toList();
    }

    private void comeBackNow() {
        rows.run(
                "update notice_delivery set next_at = now() where state = 'WAITING' and hook_id in"
                        + " (select id from notice_hook where name = ?)",
                name);
    }

    @Test
    void aNoticeComesSignedAndOnce() throws Exception {
        String secret = made("cloudevents").getString("secret");
        somebodyClicks();

        await().untilAsserted(() -> assertThat(clicks()).hasSize(1));
        Request request = clicks().getFirst();
        new Webhook(secret).verify(request.body(), request.headers());
        JsonNode event = request.json();
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("type").asText()).isEqualTo("salesinsights.notice.clicked.v1");
        assertThat(event.path("data").path("text").asText()).startsWith("Ada <!channel> Lovelace clicked a link in");
        assertThat(request.headers().firstValue("webhook-id"))
                .contains(event.path("id").asText());
    }

    @Test
    void slackAndTeamsReadTextAndNoMarkup() {
        made("slack");
        somebodyClicks();
        await().untilAsserted(() -> assertThat(clicks()).hasSize(1));
        JsonNode slack = clicks().getFirst().json();
        assertThat(slack.path("text").asText()).startsWith("Ada &lt;!channel&gt; Lovelace");
        assertThat(slack.at("/blocks/0/text/type").asText()).isEqualTo("plain_text");
        rows.run("delete from notice_hook where name = ?", name);
        requests.clear();

        made("teams");
        rows.run("update notice set read_at = now() where person = 'rita'");
        somebodyClicks();
        await().untilAsserted(() -> assertThat(clicks()).hasSize(1));
        JsonNode card = clicks().getFirst().json().at("/attachments/0/content");
        assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.at("/body/0/inlines/0/text").asText()).startsWith("Ada <!channel> Lovelace");
    }

    @ParameterizedTest
    @CsvSource({"500", "404", "0", "429"})
    void whatFailsComesAgainWithTheSameId(int failure) {
        answers.add(failure);
        made("cloudevents");
        somebodyClicks();

        await().untilAsserted(() -> assertThat(requests).isNotEmpty());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            comeBackNow();
            assertThat(rows.texts(
                            "select distinct state from notice_delivery where hook_id in (select id from notice_hook where"
                                    + " name = ?)",
                            name))
                    .containsExactly("DONE");
        });
        String id = clicks().getFirst().headers().firstValue("webhook-id").orElseThrow();
        assertThat(clicks())
                .allSatisfy(one ->
                        assertThat(one.headers().firstValue("webhook-id")).contains(id));
    }

    @Test
    void aReceiverThatIsGoneIsSentNothingMore() {
        answers.addAll(List.of(410, 410, 410));
        String id = made("cloudevents").getString("id");
        somebodyClicks();

        await().untilAsserted(() -> as(MONA).get("/api/notice-hooks/" + id)
                .then()
                .body("status", equalTo("ended"), "why", containsString("410")));
        int asked = requests.size();
        rows.run("update notice set read_at = now() where person = 'rita'");
        somebodyClicks();
        assertThat(requests.size()).isEqualTo(asked);
    }

    @Test
    void whatNobodyTakesIsSetAsideAndCanBeTriedAgain() {
        String id = made("cloudevents").getString("id");
        for (int i = 0; i < 40; i++) {
            answers.add(500);
        }
        somebodyClicks();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            comeBackNow();
            as(MONA).get("/api/notice-hooks/" + id).then().body("dead", greaterThan(0), "waiting", equalTo(0));
        });
        String dead = as(MONA).get("/api/notice-hooks/" + id + "/dead")
                .then()
                .body("items[0].tries", equalTo(8), "items[0].answered", containsString("500"))
                .extract()
                .path("items[0].id");
        answers.clear();

        as(RITA).post("/api/notice-hooks/" + id + "/dead/replay").then().statusCode(403);
        as(MARK).post("/api/notice-hooks/" + id + "/dead/replay").then().statusCode(404);
        as(MONA).post("/api/notice-hooks/" + id + "/dead/" + dead + "/replay")
                .then()
                .body("replayed", equalTo(1));
        as(MONA).post("/api/notice-hooks/" + id + "/dead/replay").then().statusCode(200);
        await().untilAsserted(() ->
                as(MONA).get("/api/notice-hooks/" + id).then().body("dead", equalTo(0), "waiting", equalTo(0)));
    }

    @Test
    void aPausedReceiverHearsAfterwards() {
        String id = made("cloudevents").getString("id");
        as(MONA).post("/api/notice-hooks/" + id + "/pause").then().body("status", equalTo("paused"));
        somebodyClicks();
        as(MONA).get("/api/notice-hooks/" + id).then().body("waiting", greaterThan(0));
        assertThat(clicks()).isEmpty();

        as(MONA).post("/api/notice-hooks/" + id + "/resume").then().body("status", equalTo("active"));
        await().untilAsserted(() -> assertThat(clicks()).hasSize(1));
    }

    @Test
    void aWithdrawnNoticeIsNotSent() {
        String id = made("cloudevents").getString("id");
        as(MONA).post("/api/notice-hooks/" + id + "/pause");
        somebodyClicks();
        rows.run("update notice set withdrawn_at = now() where person = 'rita'");
        as(MONA).post("/api/notice-hooks/" + id + "/resume");

        await().untilAsserted(
                        () -> as(MONA).get("/api/notice-hooks/" + id).then().body("waiting", equalTo(0)));
        assertThat(clicks()).isEmpty();
    }

    @Test
    void aTestSaysWhatCameOfIt() {
        String id = made("slack").getString("id");
        as(MONA).post("/api/notice-hooks/" + id + "/test")
                .then()
                .statusCode(200)
                .body("works", equalTo(true));
        answers.add(403);
        as(MONA).post("/api/notice-hooks/" + id + "/test")
                .then()
                .body("works", equalTo(false), "said", containsString("403"));
        receiver.stop(0);
        as(MONA).post("/api/notice-hooks/" + id + "/test").then().body("works", equalTo(false));
        as(MARK).post("/api/notice-hooks/" + id + "/test").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://example.com/x, name",
        "Fine, not a url, url",
        "Fine, ftp://example.com/x, url",
        "Fine, https://user:pw@example.com/x, url"
    })
    void aWrongReceiverIsRefusedAtItsField(String called, String url, String field) {
        as(MONA).contentType(ContentType.JSON)
                .body(Map.of("team", "/teams/emea", "name", called, "url", url))
                .post("/api/notice-hooks")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }
}
