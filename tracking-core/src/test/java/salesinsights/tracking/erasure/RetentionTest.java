package salesinsights.tracking.erasure;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class RetentionTest {
    @Inject
    ApplyRetention apply;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    Clock clock;

    private Team team;

    @BeforeEach
    void aTeamOfItsOwn() {
        team = teams.require(new TeamPath("/teams/emea/kept-" + UUID.randomUUID()));
    }

    @Test
    void anOpenDoesNotExtendItAndAClickDoes() {
        UUID opened = sent(1200);
        event(opened, "OPENED", "HUMAN", 10);
        UUID clicked = sent(1200);
        event(clicked, "CLICKED", "HUMAN", 10);
        UUID scanned = sent(1200);
        event(scanned, "CLICKED", "SCANNER", 10);
        UUID recent = sent(100);

        apply.run();

        await().atMost(Duration.ofSeconds(30)).until(() -> !exists(opened) && !exists(scanned));
        assertThat(exists(clicked)).isTrue();
        assertThat(exists(recent)).isTrue();
    }

    @Test
    void aChangeIsSeenBeforeItIsMadeAndStandsInTheAuditLog() {
        notice(40);
        notice(5);

        as(PIA).queryParam("team", team.path().value())
                .queryParam("name", "notices")
                .queryParam("days", "30")
                .get("/api/privacy/retention/preview")
                .then()
                .statusCode(200)
                .body("due", is(1));
        apply.run();
        assertThat(notices()).isEqualTo(2);
        change("notices", 30).statusCode(200).body("days", is(30)).body("chosen", is(true));
        apply.run();

        assertThat(notices()).isEqualTo(1);
        as(PIA).queryParam("subject", "class:notices")
                .get("/api/audit")
                .then()
                .body("items.action", hasItem("RETENTION_CHANGED"))
                .body("items.action", hasItem("RETENTION_APPLIED"));
    }

    @Test
    void nobodyGoesBeyondTheBounds() {
        change("notices", 6).statusCode(400).body("errors[0].field", equalTo("days"));
        change("notices", 731).statusCode(400).body("errors[0].field", equalTo("days"));
        change("no-class", 30).statusCode(400).body("errors[0].field", equalTo("name"));
        as(ADA).get("/api/privacy/retention").then().statusCode(403);
    }

    @Test
    void whoWasErasedBeforeABackupIsErasedAgainAfterItsRestore() {
        UUID before = sent(3);
        String address = addressOf(before);
        String id = as(PIA).contentType(JSON)
                .body(Map.of(
                        "address",
                        address,
                        "kind",
                        "erasure",
                        "team",
                        team.path().value()))
                .post("/api/privacy/requests")
                .then()
                .extract()
                .jsonPath()
                .getString("items[0].id");
        as(PIA).post("/api/privacy/requests/{id}/begin", id).then().statusCode(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> !exists(before));
        List<Map<String, Object>> list =
                as(PIA).get("/api/privacy/erasures").then().extract().jsonPath().getList("items");
        UUID restored = sent(3, address);
        UUID other = sent(3);

        as(PIA).contentType(JSON)
                .body(Map.of("items", list))
                .post("/api/privacy/erasures/replay")
                .then()
                .statusCode(200)
                .body("found", is(1));

        await().atMost(Duration.ofSeconds(30)).until(() -> !exists(restored));
        assertThat(exists(other)).isTrue();
        as(PIA).contentType(JSON)
                .body(Map.of("items", List.of(Map.of("team", "/teams/emea", "subject", "x"))))
                .post("/api/privacy/erasures/replay")
                .then()
                .statusCode(400);
    }

    private ValidatableResponse change(String name, int days) {
        return as(PIA).contentType(JSON)
                .body(Map.of("team", team.path().value(), "name", name, "days", days))
                .put("/api/privacy/retention")
                .then();
    }

    private Instant ago(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private UUID sent(int daysAgo) {
        return sent(daysAgo, "old-" + UUID.randomUUID() + "@firm.com");
    }

    private UUID sent(int daysAgo, String address) {
        UUID message = Ids.next();
        UUID recipient = Ids.next();
        long id = team.id().value();
        Instant at = ago(daysAgo);
        scopes.runAsWorker(() -> {
            database.write(
                    "insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking,"
                            + " created_at) values (?, ?, 'rita@seller.example', 'rita', 'Offer', ?, true, ?)",
                    message,
                    id,
                    message.toString(),
                    at);
            database.write(
                    "insert into recipient (id, team_id, message_id, address, open_mode, link_mode, decision,"
                            + " policy_version, status, sent_at) values (?, ?, ?, ?, 'NOTICE', 'NOTICE', '{}', 'test',"
                            + " 'SENT', ?)",
                    recipient,
                    id,
                    message,
                    address,
                    at);
        });
        return recipient;
    }

    private void event(UUID recipient, String kind, String actor, int daysAgo) {
        UUID event = Ids.next();
        Instant at = ago(daysAgo);
        scopes.runAsWorker(() -> {
            database.write("call ensure_event_partitions(?)", at);
            database.write(
                    "insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source,"
                            + " occurred_at) select ?, ?, team_id, message_id, id, ?, 'PIXEL', ? from recipient where id = ?",
                    event,
                    at,
                    kind,
                    at,
                    recipient);
            database.write(
                    "insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons,"
                            + " catalogue, judged_at) values (?, 1, ?, ?, ?, 0.9, '{}', 'test', ?)",
                    event,
                    team.id().value(),
                    recipient,
                    actor,
                    at);
        });
    }

    private void notice(int daysAgo) {
        scopes.runAsWorker(() -> database.write(
                "insert into unmatched_notice (id, team_id, taken_for, reason, sender, subject, source, received_at)"
                        + " values (?, ?, 'bounce', 'nobody', 'a@b.example', 'x', 'UPLOAD', ?)",
                Ids.next(),
                team.id().value(),
                ago(daysAgo)));
    }

    private long notices() {
        return scopes.asWorker(() -> database.first(
                        "select count(*) from unmatched_notice where team_id = ?",
                        row -> row.getLong(1),
                        team.id().value())
                .orElseThrow());
    }

    private String addressOf(UUID recipient) {
        return scopes.asWorker(
                () -> database.first("select address from recipient where id = ?", row -> row.getString(1), recipient)
                        .orElseThrow());
    }

    private boolean exists(UUID recipient) {
        return scopes.asWorker(() -> database.first("select 1 from recipient where id = ?", row -> true, recipient)
                .isPresent());
    }
}
