package salesinsights.tracking.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static salesinsights.tracking.Callers.as;

import com.icegreen.greenmail.user.GreenMailUser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class MailboxResourceTest {
    private static final String HERE = "/api/mailboxes";

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    RelayedMail relayed;

    private static Map<String, Object> wanted(String user) {
        Map<String, Object> body = new HashMap<>();
        body.put("team", "/teams/emea");
        body.put("name", "Box " + user);
        body.put("host", "127.0.0.1");
        body.put("port", LocalMail.server().getImap().getPort());
        body.put("security", "none");
        body.put("username", user);
        body.put("password", "open sesame");
        return body;
    }

    private static ValidatableResponse post(Callers who, String path, Object body) {
        return as(who).contentType(ContentType.JSON).body(body).post(path).then();
    }

    private static String newUser() {
        String user = "box-" + UUID.randomUUID() + "@sales.example";
        LocalMail.server().setUser(user, user, "open sesame");
        return user;
    }

    private static void deliver(String user, String raw) throws MessagingException {
        GreenMailUser box = LocalMail.server().getUserManager().getUser(user);
        box.deliver(new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8))));
    }

    private static String notice(String address) {
        return "From: MAILER-DAEMON@mx.example.com\nTo: rita@sales.example\nSubject: failure notice\nMessage-ID: <"
                + UUID.randomUUID() + "@mx.example.com>\n\nHi. This is the qmail-send program at mx.example.com.\n\n<"
                + address + ">:\nUser unknown. (#5.1.1)\n";
    }

    private long unmatchedFor(String address) {
        return scopes.asWorker(() -> database.first(
                        "select count(*) from unmatched_notice where recipient = ?", row -> row.getLong(1), address)
                .orElseThrow());
    }

    @Test
    void aMailboxIsReadFromItsOldestMessageOnAndGoesOnWhenMailComes() throws MessagingException {
        String user = newUser();
        String old = "old-" + UUID.randomUUID() + "@example.com";
        String fresh = "fresh-" + UUID.randomUUID() + "@example.com";
        for (int i = 0; i < 60; i++) {
            deliver(user, "From: friend@example.com\nSubject: private " + i + "\n\nNothing for you.\n");
        }
        deliver(user, notice(old));
        String id = post(Callers.MONA, HERE, wanted(user))
                .statusCode(201)
                .body("status", equalTo("active"))
                .body("password", equalTo(null))
                .extract()
                .path("id");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(unmatchedFor(old)).isOne());
        deliver(user, notice(fresh));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(unmatchedFor(fresh)).isOne());

        as(Callers.MONA)
                .get(HERE + "/" + id)
                .then()
                .body("takenIn", equalTo(62))
                .body("backlog", equalTo(0))
                .body("sentence", equalTo(""));
        assertThat(unmatchedFor(old)).isOne();
    }

    @Test
    void aPausedMailboxIsNotReadAndLosesNothing() throws MessagingException {
        String user = newUser();
        String id =
                post(Callers.MONA, HERE, wanted(user)).statusCode(201).extract().path("id");
        post(Callers.MONA, HERE + "/" + id + "/pause", "").statusCode(200).body("status", equalTo("paused"));
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
        String address = "later-" + UUID.randomUUID() + "@example.com";
        deliver(user, notice(address));
        await().pollDelay(Duration.ofMillis(1_000)).until(() -> true);
        assertThat(unmatchedFor(address)).isZero();

        post(Callers.MONA, HERE + "/" + id + "/resume", "").statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(unmatchedFor(address)).isOne());
    }

    @Test
    void oneBadMessageStopsNeitherItsNeighboursNorOtherMailboxes() throws MessagingException {
        String user = newUser();
        String broken = newUser();
        String address = "after-" + UUID.randomUUID() + "@example.com";
        deliver(
                user,
                "From: MAILER-DAEMON@x\nContent-Type: multipart/mixed; boundary=B\n\n" + "--B\n\nx\n".repeat(3_000));
        deliver(user, "\u0000\u0001\u0002");
        deliver(user, notice(address));
        Map<String, Object> wrong = wanted(broken);
        wrong.put("password", "wrong");
        String bad = post(Callers.MONA, HERE, wrong).statusCode(201).extract().path("id");
        post(Callers.MONA, HERE, wanted(user)).statusCode(201);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(unmatchedFor(address)).isOne());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> as(Callers.MONA)
                        .get(HERE + "/" + bad)
                        .then()
                        .body("status", equalTo("failing"))
                        .body("sentence", containsString("does not accept the sign-in")));
    }

    @Test
    void tryingSaysInASentenceWhatIsWrong() {
        String user = newUser();
        String id =
                post(Callers.MONA, HERE, wanted(user)).statusCode(201).extract().path("id");
        String test = HERE + "/" + id + "/test";

        post(Callers.MONA, test, "").statusCode(200).body("ok", equalTo(true)).body("tellsNews", equalTo(true));
        change(id, Map.of("folder", "Nowhere"));
        post(Callers.MONA, test, "").body("ok", equalTo(false)).body("sentence", containsString("no folder"));
        change(id, Map.of("folder", "INBOX", "port", 1));
        post(Callers.MONA, test, "").body("ok", equalTo(false)).body("sentence", containsString("Nobody answers"));
    }

    private static ValidatableResponse change(String id, Map<String, Object> body) {
        return as(Callers.MONA)
                .contentType(ContentType.JSON)
                .body(body)
                .patch(HERE + "/" + id)
                .then();
    }

    @Test
    void aKeptPasswordDoesNotGoToAnotherHost() {
        String id = post(Callers.MONA, HERE, wanted(newUser()))
                .statusCode(201)
                .extract()
                .path("id");

        change(id, Map.of("host", "elsewhere.example")).statusCode(400);
        change(id, Map.of("host", "localhost", "password", "other"))
                .statusCode(200)
                .body("host", equalTo("localhost"));
    }

    @Test
    void aSecretIsSealedAndNeverShown() {
        String user = newUser();
        String id =
                post(Callers.MONA, HERE, wanted(user)).statusCode(201).extract().path("id");

        assertThat(as(Callers.MONA).get(HERE).asString()).doesNotContain("open sesame");
        String stored = scopes.asWorker(() -> database.first(
                        "select settings::text || encode(secret, 'escape') from mailbox where id = ?",
                        row -> row.getString(1),
                        UUID.fromString(id))
                .orElseThrow());
        assertThat(stored).contains(user).doesNotContain("sesame");
    }

    @Test
    void anotherTeamsMailboxDoesNotExist() {
        String id = post(Callers.MONA, HERE, wanted(newUser()))
                .statusCode(201)
                .extract()
                .path("id");

        as(Callers.MARK).get(HERE + "/" + id).then().statusCode(404);
        as(Callers.MARK).delete(HERE + "/" + id).then().statusCode(404);
        post(Callers.MARK, HERE + "/" + id + "/test", "").statusCode(404);
        as(Callers.MARK).get(HERE).then().body("items.id", not(hasItem(id)));
        post(Callers.MARK, HERE, wanted("x@sales.example")).statusCode(400);
        as(Callers.RITA).get(HERE).then().statusCode(403);
        as(Callers.MONA).delete(HERE + "/" + id).then().statusCode(204);
        as(Callers.MONA).get(HERE + "/" + id).then().statusCode(404);
    }

    @Test
    void whatIsNoMailboxIsRefusedAtItsField() {
        Map<String, Object> bad = new HashMap<>(Map.of(
                "host",
                "imap://x/y",
                "port",
                70_000,
                "security",
                "maybe",
                "signIn",
                "magic",
                "kind",
                "pop3",
                "name",
                "a\nb"));
        bad.forEach((field, value) -> {
            Map<String, Object> body = wanted("u-" + UUID.randomUUID());
            body.put(field, value);
            post(Callers.MONA, HERE, body).statusCode(400).body("errors[0].field", equalTo(field));
        });
        for (String field : new String[] {"host", "username", "password", "name"}) {
            Map<String, Object> body = wanted("u-" + UUID.randomUUID());
            body.remove(field);
            post(Callers.MONA, HERE, body).statusCode(400);
        }
        post(Callers.MONA, HERE, "[]").statusCode(400);
        as(Callers.MONA).get(HERE + "/x").then().statusCode(404);
    }

    @Test
    void theConfiguredMailboxIsShownAndChangedInTheConfigurationOnly() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(as(Callers.ADA)
                                .get(HERE + "?atMost=200")
                                .<Object>path("items.find { it.configured }.username"))
                        .isEqualTo(LocalMail.RETURNS));
        String id = as(Callers.ADA).get(HERE + "?atMost=200").path("items.find { it.configured }.id");

        post(Callers.ADA, HERE + "/" + id + "/pause", "").statusCode(422);
        post(Callers.ADA, HERE + "/" + id + "/test", "").statusCode(200).body("ok", equalTo(true));
    }

    @Test
    void mailToARelayAddressIsTakenInForItsTeam() {
        String address = "back-" + UUID.randomUUID() + "@relay.example";
        Map<String, Object> body =
                Map.of("team", "/teams/emea", "name", address, "kind", "relay", "relayAddress", address);
        post(Callers.MONA, HERE, body).statusCode(201).body("kind", equalTo("relay"));
        String about = "relayed-" + UUID.randomUUID() + "@example.com";

        assertThat(relayed.takes(address.toUpperCase(java.util.Locale.ROOT))).isTrue();
        assertThat(relayed.accept(address, notice(about).getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        assertThat(relayed.accept("nobody@relay.example", new byte[0])).isEmpty();
        assertThat(unmatchedFor(about)).isOne();
    }

    @Test
    void signingInByOAuthAsksTheTokenEndpointAndSendsItsToken() throws Exception {
        try (OAuthMailbox server = OAuthMailbox.start()) {
            Map<String, Object> body = wanted("grace@sales.example");
            body.remove("password");
            body.putAll(Map.of(
                    "name",
                    "OAuth " + server.port(),
                    "port",
                    server.port(),
                    "signIn",
                    "oauth2",
                    "tokenUrl",
                    server.tokenUrl(),
                    "clientId",
                    "our client",
                    "refreshToken",
                    "refresh/1"));
            String id = post(Callers.MONA, HERE, body).statusCode(201).extract().path("id");

            post(Callers.MONA, HERE + "/" + id + "/test", "")
                    .statusCode(200)
                    .body("sentence", containsString("3 messages"))
                    .body("ok", equalTo(true));
            assertThat(server.asked()).contains("grant_type=refresh_token").contains("refresh_token=refresh%2F1");
            assertThat(server.signedIn())
                    .isEqualTo("user=grace@sales.example\u0001auth=Bearer the-access-token\u0001\u0001");
            server.refuseTokens();
            change(id, Map.of("scope", "mail"));
            post(Callers.MONA, HERE + "/" + id + "/test", "").body("sentence", containsString("invalid_grant"));
            assertThat(server.asked()).contains("refresh_token=refresh%2F2");
        }
    }
}
