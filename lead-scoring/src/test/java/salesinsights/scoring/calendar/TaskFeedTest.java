package salesinsights.scoring.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.DARIO;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VTodo;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class TaskFeedTest {
    @Inject
    Rows rows;

    private UUID lead = UUID.randomUUID();

    @BeforeEach
    void aLead() {
        lead = rows.lead(rows.team("/teams/emea"), UUID.randomUUID() + "@calendar.example", "rita");
    }

    private UUID task(@Nullable String owner, String title) {
        UUID id = Ids.next();
        rows.run(
                """
                insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)
                values (?, ?, ?, 'HOT', ?, ?, 'Because; it, is', ?, ?)
                """,
                id,
                rows.team("/teams/emea").value(),
                lead,
                id.toString(),
                title,
                owner,
                Instant.parse("2027-01-01T08:30:00Z"));
        return id;
    }

    private static String feedOf(Callers who) {
        String url =
                as(who).post("/api/task-feed").then().statusCode(200).extract().path("url");
        return URI.create(url).getPath();
    }

    /** Without any log-in, as a calendar program asks. */
    private static Response read(String path) {
        return given().get(path);
    }

    private static Optional<VTodo> todo(String path, UUID task) {
        String text = read(path).then().statusCode(200).extract().asString();
        ICalendar calendar = Biweekly.parse(text).first();
        return calendar.getTodos().stream()
                .filter(todo -> todo.getUid().getValue().startsWith(task.toString()))
                .findFirst();
    }

    @Test
    void aFeedIsReadByItsAddressAlone() {
        UUID task = task("rita", "Ring \"Bär\" \u0639\u0631\u0628\u064a \ud83d\ude80\nBEGIN:VTODO");
        String path = feedOf(RITA);

        VTodo todo = todo(path, task).orElseThrow();
        assertThat(todo.getSummary().getValue())
                .isEqualTo("Ring \"Bär\" \u0639\u0631\u0628\u064a \ud83d\ude80\nBEGIN:VTODO");
        assertThat(todo.getDescription().getValue()).endsWith("Because; it, is");
        assertThat(todo.getDateDue().getValue().toInstant()).isEqualTo("2027-01-01T08:30:00Z");
        assertThat(todo.getStatus().isNeedsAction()).isTrue();
        assertThat(todo.getUrl().getValue()).endsWith("/leads/" + lead);
        assertThat(read(path).contentType()).startsWith("text/calendar");
    }

    @Test
    void whatIsDoneHereIsDoneInTheCalendar() {
        UUID done = task("rita", "Call");
        UUID dismissed = task("rita", "Call again");
        String path = feedOf(RITA);
        int before = todo(path, done).orElseThrow().getSequence().getValue();

        as(RITA).contentType("application/json")
                .body(Map.of())
                .post("/api/follow-ups/" + done + "/done")
                .then()
                .statusCode(200);
        as(RITA).contentType("application/json")
                .body(Map.of())
                .post("/api/follow-ups/" + dismissed + "/dismiss")
                .then()
                .statusCode(200);

        VTodo todo = todo(path, done).orElseThrow();
        assertThat(todo.getStatus().isCompleted()).isTrue();
        assertThat(todo.getCompleted()).isNotNull();
        assertThat(todo.getPercentComplete().getValue()).isEqualTo(100);
        assertThat(todo.getSequence().getValue()).isGreaterThan(before);
        assertThat(todo(path, dismissed).orElseThrow().getStatus().isCancelled())
                .isTrue();

        as(RITA).contentType("application/json")
                .body(Map.of())
                .post("/api/follow-ups/" + done + "/reopen")
                .then()
                .statusCode(200);
        assertThat(todo(path, done).orElseThrow().getStatus().isNeedsAction()).isTrue();
    }

    @Test
    void nobodyReadsWhatIsAnothers() {
        UUID task = task("rita", "Call");
        UUID nobodys = task(null, "Call");

        String path = feedOf(DARIO);
        assertThat(todo(path, task)).isEmpty();
        assertThat(todo(path, nobodys)).isEmpty();
    }

    @Test
    void aNewAddressEndsTheOneBefore() {
        String first = feedOf(RITA);
        String second = feedOf(RITA);

        assertThat(second).isNotEqualTo(first);
        read(first).then().statusCode(404);
        read(second).then().statusCode(200);
        as(RITA).get("/api/task-feed").then().body("status", equalTo("active")).body("url", nullValue());
        as(RITA).delete("/api/task-feed").then().statusCode(204);
        read(second).then().statusCode(404);
        as(RITA).get("/api/task-feed").then().body("status", equalTo("none"));
    }

    @Test
    void aFeedRestsUntilItsPersonIsSeenAgain() {
        String path = feedOf(DARIO);
        rows.run("update task_feed set confirmed_at = now() - interval '31 days' where person = 'dario'");
        read(path).then().statusCode(404);
        rows.run("update task_feed set confirmed_at = now(), rests_since = now() where person = 'dario'");
        read(path).then().statusCode(404);
        as(DARIO).get("/api/task-feed").then().body("status", equalTo("resting"));
    }

    @Test
    void theSameTasksAreTheSameBytes() {
        task("rita", "Call");
        String path = feedOf(RITA);
        String tag = read(path).header("ETag");

        given().header("If-None-Match", tag).get(path).then().statusCode(304);
        task("rita", "Call again");
        given().header("If-None-Match", tag).get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "..%2f", "AAAA AAAA"})
    void whatWasNeverGivenOutIsNotThere(String secret) {
        given().urlEncodingEnabled(false)
                .get("/calendar/" + secret.replace(" ", "%20") + ".ics")
                .then()
                .statusCode(404);
    }
}
