package salesinsights.tracking.mailbox;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.icegreen.greenmail.user.GreenMailUser;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.AsRita;
import salesinsights.tracking.AsSam;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class MailResourceTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    Decisions decisions;

    @Inject
    TrackingTokens tokens;

    @BeforeEach
    void thereIsAPartitionForNow() {
        scopes.runAsWorker(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("call ensure_event_partitions(now())");
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    /** A message that was sent to one address, as its sender knows it. */
    private record Sent(String address, String headerId, UUID recipient) {}

    private static Sent sent() {
        String address = "ada-" + UUID.randomUUID() + "@example.com";
        Response made = given().contentType(ContentType.JSON)
                .body(Map.of(
                        "to",
                        List.of(Map.of("address", address, "country", "US")),
                        "subject",
                        "Offer",
                        "text",
                        "Hello",
                        "send",
                        true))
                .post("/api/messages");
        made.then().statusCode(201).body("recipients[0].status", equalTo("sent"));
        return new Sent(address, made.path("headerId"), UUID.fromString(made.path("recipients[0].id")));
    }

    private static String bounce(Sent sent, String status) {
        return NoticeReaderTest.notice(
                        "Final-Recipient: rfc822; " + sent.address(), "Action: failed", "Status: " + status)
                .replace("original@sales.example", sent.headerId())
                .replace("notice@mx.example.com", UUID.randomUUID() + "@mx.example.com");
    }

    private static String answer(Sent sent, String from, String... headers) {
        return "From: " + from + "\nTo: rita@sales.example\nMessage-ID: <" + UUID.randomUUID() + "@example.com>\n"
                + "In-Reply-To: <" + sent.headerId() + ">\n" + String.join("\n", headers) + "\n\nYes\n";
    }

    private static ValidatableResponse upload(String raw) {
        return given().contentType("message/rfc822")
                .body(raw.getBytes(StandardCharsets.UTF_8))
                .post("/api/mail")
                .then();
    }

    private List<String> eventsOf(Sent sent) {
        return scopes.asWorker(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement select = connection.prepareStatement(
                            "select kind from tracking_event where recipient_id = ? and source <> 'INFERRED' order by recorded_at")) {
                select.setObject(1, sent.recipient());
                List<String> kinds = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        kinds.add(rows.getString(1));
                    }
                }
                return kinds;
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    @Test
    @AsRita
    void aBounceReachesItsRecipientOnce() {
        Sent sent = sent();
        String bounce = bounce(sent, "5.1.1");

        upload(bounce)
                .statusCode(200)
                .body("takenFor", equalTo("delivery_notice"))
                .body("duplicate", equalTo(false))
                .body("outcomes[0].event", equalTo("hard_bounced"))
                .body("outcomes[0].recipient", equalTo(sent.recipient().toString()));
        upload(bounce).statusCode(200).body("duplicate", equalTo(true));

        Assertions.assertThat(eventsOf(sent)).containsExactly("SENT", "HARD_BOUNCED");
    }

    @Test
    @AsRita
    void aReplyCountsAndAnAutomaticAnswerIsNoReply() {
        Sent sent = sent();

        upload(answer(sent, sent.address())).body("outcomes[0].event", equalTo("replied"));
        upload(answer(sent, sent.address(), "Auto-Submitted: auto-replied"))
                .body("outcomes[0].event", equalTo("auto_replied"));

        Assertions.assertThat(eventsOf(sent)).containsExactly("SENT", "REPLIED", "AUTO_REPLIED");
    }

    @Test
    @AsRita
    void whatTheSenderWritesInTheThreadIsNoReply() {
        Sent sent = sent();

        upload(answer(sent, "Rita <rita@sales.example>")).body("outcomes[0].recorded", equalTo(false));

        Assertions.assertThat(eventsOf(sent)).containsExactly("SENT");
    }

    @Test
    @AsRita
    void aReceiptNeedsConsent() {
        Sent sent = sent();
        String receipt = "From: " + sent.address() + "\nMessage-ID: <" + UUID.randomUUID() + "@x.example>\n"
                + "Content-Type: multipart/report; report-type=disposition-notification; boundary=B\n\n--B\n"
                + "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;" + sent.address()
                + "\nOriginal-Message-ID: <" + sent.headerId() + ">\n"
                + "Disposition: manual-action/MDN-sent-manually; displayed\n--B--\n";

        upload(receipt)
                .body("takenFor", equalTo("read_receipt"))
                .body("outcomes[0].event", equalTo("read_receipt"))
                .body("outcomes[0].recorded", equalTo(false))
                .body("outcomes[0].reason", not(nullValue()));
    }

    @Test
    @AsRita
    void whatBelongsToNothingIsKeptAndShownWithItsReason() {
        String stranger = "nobody-" + UUID.randomUUID() + "@example.com";
        Sent unknown = new Sent(stranger, UUID.randomUUID() + "@elsewhere.example", UUID.randomUUID());

        upload(bounce(unknown, "5.1.1").replace("ada@example.com", stranger))
                .statusCode(200)
                .body("outcomes[0].recorded", equalTo(false));

        given().get("/api/mail/unmatched?atMost=200")
                .then()
                .statusCode(200)
                .body("items.recipient", hasItem(stranger))
                .body("items.takenFor", hasItem("delivery_notice"));
    }

    @Test
    @AsSam
    void anotherTeamsMessageCannotBeBounced() {
        upload(NoticeReaderTest.notice(
                                "Final-Recipient: rfc822; x-" + UUID.randomUUID() + "@example.com",
                                "Action: failed",
                                "Status: 5.1.1")
                        .replace("notice@mx", UUID.randomUUID() + "@mx"))
                .statusCode(200)
                .body("message", nullValue());
        given().get("/api/mail/unmatched").then().body("items.team.unique()", equalTo(List.of("/teams/us")));
    }

    @Test
    @AsRita
    void severalFilesAreTakenInOneByOne() {
        Sent sent = sent();

        given().multiPart("a", "a.eml", bounce(sent, "4.4.7").getBytes(StandardCharsets.UTF_8))
                .multiPart("b", "b.eml", new byte[] {0, 1, 2})
                .post("/api/mail")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].outcomes[0].event", equalTo("soft_bounced"))
                .body("items[1].takenFor", equalTo("unreadable"));
    }

    @Test
    @AsRita
    void whatIsNoMailIsRefused() {
        upload("").statusCode(400);
        upload("this is no mail").statusCode(400);
        given().get("/api/mail/unmatched?after=x").then().statusCode(404);
        given().get("/api/mail/unmatched?atMost=0").then().statusCode(400);
    }

    @Test
    @AsRita
    void theMailboxIsReadAndNothingTwice() throws Exception {
        Sent sent = sent();
        String bounce = bounce(sent, "5.1.1");
        GreenMailUser user = LocalMail.server().getUserManager().getUser(LocalMail.RETURNS);
        Session session = Session.getInstance(new Properties());
        for (int i = 0; i < 2; i++) {
            user.deliver(new MimeMessage(session, new ByteArrayInputStream(bounce.getBytes(StandardCharsets.UTF_8))));
        }
        user.deliver(new MimeMessage(
                session, new ByteArrayInputStream(answer(sent, sent.address()).getBytes(StandardCharsets.UTF_8))));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Assertions.assertThat(eventsOf(sent))
                        .containsExactlyInAnyOrder("SENT", "HARD_BOUNCED", "REPLIED"));
    }

    @Test
    @AsRita
    void anAbuseReportStopsMailToTheRecipient() {
        Sent sent = sent();
        upload("From: fbl@provider.example\nMessage-ID: <" + UUID.randomUUID() + "@provider.example>\n"
                        + "Content-Type: multipart/report; report-type=feedback-report; boundary=B\n\n--B\n"
                        + "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n--B\n"
                        + "Content-Type: message/rfc822\n\nMessage-ID: <" + sent.headerId() + ">\nTo: " + sent.address()
                        + "\n\nHello\n--B--\n")
                .body("outcomes[0].event", equalTo("complained"));

        Assertions.assertThat(scopes.asWorker(() -> decisions.mayMail(
                        teams.require(new TeamPath("/teams/emea")).id(), sent.address())))
                .isFalse();
    }

    @Test
    @AsRita
    void anAnswerWithoutThreadingIsFoundByTheLinkThatItQuotes() {
        Sent sent = sent();
        Tracked tracked =
                new Tracked(teams.require(new TeamPath("/teams/emea")).id(), UUID.randomUUID(), sent.recipient());
        String answer = "From: " + sent.address() + "\nMessage-ID: <" + UUID.randomUUID() + "@example.com>\n"
                + "Subject: Your offer\n\nYes please.\n> Hello\n> <" + tokens.personUrl(tracked) + ">\n";

        upload(answer)
                .body("takenFor", equalTo("reply"))
                .body("outcomes[0].recipient", equalTo(sent.recipient().toString()));
        upload(answer.replace("/r/1.", "/r/1.x").replace("@example.com>", "@x.example>"))
                .body("outcomes[0].recorded", equalTo(false));
    }

    @Test
    @AsRita
    void anUnmatchedNoticeIsAssignedByHandAndCanBeTakenBackFirst() {
        Sent sent = sent();
        String stranger = "lost-" + UUID.randomUUID() + "@example.com";
        upload(bounce(new Sent(stranger, UUID.randomUUID() + "@elsewhere.example", UUID.randomUUID()), "5.1.1"))
                .statusCode(200);
        String id = given().get("/api/mail/unmatched?atMost=200")
                .path("items.find { it.recipient == '" + stranger + "' }.id");

        settle(id, "assign", Map.of("address", "nobody-" + stranger)).statusCode(400);
        settle(id, "assign", Map.of("recipient", sent.recipient())).statusCode(204);
        settle(id, "dismiss", Map.of()).statusCode(404);
        settle(id, "reopen", Map.of()).statusCode(204);
        settle(id, "dismiss", Map.of()).statusCode(204);
        settle(id, "reopen", Map.of()).statusCode(204);
        settle(id, "assign", Map.of("address", sent.address())).statusCode(204);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Assertions.assertThat(eventsOf(sent)).containsExactly("SENT", "HARD_BOUNCED"));
        settle(id, "reopen", Map.of()).statusCode(409);
    }

    @Test
    @AsSam
    void anotherTeamsNoticeDoesNotExistForMe() {
        settle(UUID.randomUUID().toString(), "dismiss", Map.of()).statusCode(404);
        settle("x", "dismiss", Map.of()).statusCode(404);
    }

    private static ValidatableResponse settle(String id, String verb, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/mail/unmatched/" + id + "/" + verb)
                .then();
    }
}
