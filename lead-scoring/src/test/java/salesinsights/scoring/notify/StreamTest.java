package salesinsights.scoring.notify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class StreamTest {
    @Inject
    Rows rows;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Stream<String>> open = new CopyOnWriteArrayList<>();

    // While other tests' imports are being scored, everything is one reload after another.
    @BeforeEach
    void quiet() {
        rows.awaitScored();
    }

    @AfterEach
    void hangUp() {
        open.forEach(Stream::close);
        client.shutdownNow();
    }

    @Test
    void nobodyListensWithoutAToken() {
        given().get("/api/stream").then().statusCode(401);
    }

    @Test
    void myTeamsChangesComeAndOtherTeamsDoNot() {
        List<String> heard = listen(Callers.RITA, null);
        await().until(() -> heard.contains(": alive") || heard.contains(":alive"));

        rows.lead(rows.team("/teams/us"), "canary@us.example", "sam");
        rows.lead(rows.team("/teams/emea/dach"), "canary@dach.example", "dario");
        UUID mine = rows.lead(rows.team("/teams/emea"), Ids.next() + "@emea.example", "rita");

        await().untilAsserted(() -> assertThat(heard).anyMatch(line -> line.contains(mine.toString())));
        assertThat(heard).contains("event:lead").noneMatch(line -> line.contains("canary"));
    }

    @Test
    void tasksComeWithTheirWholeState() {
        UUID lead = rows.lead(rows.team("/teams/emea"), Ids.next() + "@task.example", "rita");
        List<String> heard = listen(Callers.RITA, null);
        await().until(() -> !heard.isEmpty());

        rows.run("""
                insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, due_at)
                select gen_random_uuid(), team_id, id, 'HOT', 'crossing-1', 'Call at once', '<b>', now() from lead where id = ?
                """, lead);

        await().untilAsserted(() -> assertThat(heard)
                .anyMatch(line -> line.startsWith("data:") && line.contains("\"title\":\"Call at once\"")));
        assertThat(heard).contains("event:follow-up");
    }

    @Test
    void whoeverComesAgainHearsWhatWasMissed() {
        List<String> before = listen(Callers.RITA, null);
        await().until(() -> lastId(before).isPresent());
        String lastId = lastId(before).orElseThrow();
        open.forEach(Stream::close);

        UUID missed = rows.lead(rows.team("/teams/emea"), Ids.next() + "@missed.example", "rita");
        rows.lead(rows.team("/teams/us"), "canary2@us.example", "sam");
        List<String> after = listen(Callers.RITA, lastId);

        await().untilAsserted(() -> assertThat(after).anyMatch(line -> line.contains(missed.toString())));
        assertThat(after).noneMatch(line -> line.contains("canary"));
    }

    @Test
    void aMachinesEventIsNoNews() {
        UUID quiet = rows.lead(rows.team("/teams/emea"), Ids.next() + "@quiet.example", "rita");
        UUID loud = rows.lead(rows.team("/teams/emea"), Ids.next() + "@loud.example", "rita");
        List<String> heard = listen(Callers.RITA, null);
        rows.run("update lead set name = 'Known' where id = any (?)", Database.uuids(List.of(quiet, loud)));
        await().untilAsserted(() -> assertThat(times(heard, quiet)).isPositive());
        await().untilAsserted(() -> assertThat(times(heard, loud)).isPositive());
        rows.awaitScored();
        rows.run("update lead set name = 'Settled' where id = ?", loud);
        await().untilAsserted(() -> assertThat(heard).anyMatch(line -> line.contains("Settled")));
        long before = times(heard, quiet);

        // What scoring does after a scanner's visit: a new version, and nothing that anybody sees.
        rows.run("update lead set source = source where id = ?", quiet);
        rows.run("update lead set name = 'Changed' where id = ?", loud);

        await().untilAsserted(() -> assertThat(heard).anyMatch(line -> line.contains("Changed")));
        assertThat(times(heard, quiet)).isEqualTo(before);
    }

    @Test
    void anIdThatIsNotOursMeansReload() {
        List<String> heard = listen(Callers.RITA, "7' or 1=1");

        await().untilAsserted(() -> assertThat(heard).contains("event:reload"));
    }

    @Test
    void aFloodIsToldAsOneReload() {
        List<String> heard = listen(Callers.SAM, null);
        List<String> elsewhere = listen(Callers.RITA, null);
        await().until(() -> !heard.isEmpty() && !elsewhere.isEmpty());

        rows.run("""
                insert into lead (id, team_id, name, email)
                select gen_random_uuid(), ?, 'flood', gen_random_uuid() || '@flood.example' from generate_series(1, 1000)
                """, rows.team("/teams/us").value());

        await().untilAsserted(() -> assertThat(heard).contains("event:reload"));
        assertThat(heard).noneMatch(line -> line.contains("flood"));
        assertThat(elsewhere).doesNotContain("event:reload");
    }

    private List<String> listen(Callers who, @Nullable String lastId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/api/stream"))
                .header("Authorization", "Demo " + who.username())
                .timeout(Duration.ofSeconds(20));
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            HttpResponse<Stream<String>> response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            open.add(response.body());
            List<String> heard = new CopyOnWriteArrayList<>();
            Thread.ofVirtual().start(() -> hear(response.body(), heard));
            return heard;
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void hear(Stream<String> lines, List<String> heard) {
        try {
            lines.forEach(heard::add);
        } catch (UncheckedIOException hungUp) {
            heard.add(": hung up");
        }
    }

    private static long times(List<String> heard, UUID lead) {
        return heard.stream().filter(line -> line.contains(lead.toString())).count();
    }

    private static Optional<String> lastId(List<String> heard) {
        return heard.stream()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3).strip())
                .reduce((first, second) -> second);
    }
}
