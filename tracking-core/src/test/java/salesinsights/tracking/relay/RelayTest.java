package salesinsights.tracking.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.as;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.AsRita;
import salesinsights.tracking.AsSam;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.LocalRelay;
import salesinsights.tracking.MailProgram;
import salesinsights.tracking.PostgresOutage;
import salesinsights.tracking.consent.Objections;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Session;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
@QuarkusTestResource(LocalRelay.class)
class RelayTest {
    private static final String RITA = "rita@sales.example";

    @Inject
    RelayServer relay;

    @Inject
    Passwords passwords;

    @Inject
    Teams teams;

    @Inject
    Scopes scopes;

    @Inject
    Database database;

    @Inject
    Objections objections;

    private Team emea() {
        return teams.require(new TeamPath("/teams/emea"));
    }

    private PasswordView password() {
        Caller rita = new Caller("rita", "Rita", RITA, Set.of(Caller.REP), List.of(emea()), List.of(emea()));
        return scopes.inTeams(Set.of(emea().id()), () -> passwords.create(rita, emea(), "Thunderbird"));
    }

    private MailProgram thunderbird() {
        return new MailProgram(relay.port(), "rita", String.valueOf(password().password()));
    }

    private static String mail(String headers, String to) {
        return "From: Rita <" + RITA + ">\nTo: " + to + "\nSubject: Offer\n" + headers
                + "Content-Type: text/html; charset=utf-8\n\n<p><a href=\"https://shop.example/price\">Price</a></p>\n";
    }

    private static String somebody() {
        return "lea-" + UUID.randomUUID() + "@buyer.example";
    }

    /** By the envelope, as a mailbox has it; whoever never got mail has none. */
    private static List<MimeMessage> inboxOf(String address) {
        GreenMailUser user = LocalMail.server().getUserManager().getUserByEmail(address);
        if (user == null) {
            return List.of();
        }
        try {
            return LocalMail.server().getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                    .map(StoredMessage::getMimeMessage)
                    .toList();
        } catch (FolderException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static MimeMessage arrived(String address) {
        await().atMost(Duration.ofSeconds(20)).until(() -> inboxOf(address).size() == 1);
        return inboxOf(address).getFirst();
    }

    @Test
    void whatAMailProgramHandsOverArrivesInstrumentedWithoutTheSwitch() throws Exception {
        // A country whose law lets a first mail be tracked, with notice.
        String lea = "lea-" + UUID.randomUUID() + "@buyer.us";

        thunderbird().submit(RITA, mail("X-Sales-Tracking: on\nMessage-ID: <a-" + lea + ">\n", lea), lea);

        MimeMessage copy = arrived(lea);
        assertThat(copy.getHeader(SubmittedMail.SWITCH)).isNull();
        assertThat(copy.getMessageID()).isEqualTo("<a-" + lea + ">");
        assertThat(copy.getHeader("List-Unsubscribe")).isNotNull();
        assertThat(trackingOf(lea)).isTrue();
    }

    @Test
    void switchedOffItArrivesAsItWasWritten() throws Exception {
        String lea = somebody();

        thunderbird().submit(RITA, mail("X-Sales-Tracking: off\n", lea), lea);

        MimeMessage copy = arrived(lea);
        assertThat(copy.getHeader("List-Unsubscribe")).isNull();
        assertThat(copy.getContent().toString()).contains("href=\"https://shop.example/price\"");
        assertThat(copy.getMessageID()).isNotNull();
        assertThat(trackingOf(lea)).isFalse();
    }

    @Test
    void aTagAtTheOwnAddressSwitchesAndIsTakenOut() throws Exception {
        String lea = somebody();

        thunderbird()
                .submit("rita+notrack@sales.example", mail("", lea).replace(RITA, "rita+notrack@sales.example"), lea);

        assertThat(arrived(lea).getFrom()[0].toString()).isEqualTo("Rita <" + RITA + ">");
        assertThat(trackingOf(lea)).isFalse();
    }

    private boolean trackingOf(String address) {
        return scopes.asWorker(() -> database.first(
                        "select m.tracking from tracked_message m join recipient r on r.message_id = m.id where"
                                + " r.address = ?",
                        row -> row.getBoolean(1),
                        address)
                .orElseThrow());
    }

    @Test
    void theEnvelopeSaysWhoGetsItAndNobodySeesTheHiddenOnes() throws Exception {
        String lea = somebody();
        String hidden = somebody();
        String onlyNamed = somebody();

        thunderbird().submit(RITA, mail("Bcc: " + hidden + "\n", lea + ", " + onlyNamed), lea, hidden);

        assertThat(arrived(lea).getHeader("Bcc")).isNull();
        assertThat(arrived(hidden).getHeader("To", ",")).contains(lea).contains(onlyNamed);
        assertThat(inboxOf(onlyNamed)).isEmpty();
    }

    @Test
    void nobodySendsAsSomebodyElse() {
        String lea = somebody();

        refused(() -> thunderbird().submit("sam@sales.example", mail("", lea), lea), "553");
        refused(() -> thunderbird().submit(RITA, mail("", lea).replace(RITA, "sam@sales.example"), lea), "554");
        refused(() -> thunderbird().submit(RITA, mail("Sender: boss@sales.example\n", lea), lea), "554");
        assertThat(inboxOf(lea)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Rita <rita@sales.example>\nTo: a@b.example\nContent-Type: multipart/mixed\n\nno boundary\n",
                "From: Rita <rita@sales.example>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nnever closed\n",
                "To: a@b.example\n\nnobody wrote it\n",
                "From: Rita <rita@sales.example>\nX-Sales-Tracking: maybe\n\nneither on nor off\n",
                "From: Rita <rita@sales.example>\nthis is no field\n\nbody\n"
            })
    void aBrokenMessageIsRefusedWithASentence(String source) {
        refused(() -> thunderbird().submit(RITA, source, somebody()), "554 5.6.0 The message can");
    }

    @Test
    void tooLargeAndTooManyAreRefused() {
        String[] many = new String[25];
        Arrays.setAll(many, i -> i + somebody());

        refused(() -> thunderbird().submit(RITA, mail("", "a@b.example") + "x".repeat(1_000_001), somebody()), "552");
        refused(() -> thunderbird().submit(RITA, mail("", "a@b.example"), many), "452");
    }

    @Test
    void withoutLogInOnlyWhatComesBackToATeamsAddressIsTaken() throws Exception {
        String address = "returns-" + UUID.randomUUID() + "@relay.example";
        String notice = """
                From: MAILER-DAEMON@mx.example.com
                Message-ID: <%s@mx.example.com>
                Subject: failure notice

                Hi. This is the qmail-send program.

                <gone@nowhere.example>:
                User unknown. (#5.1.1)
                """.formatted(address);
        as(ADA).contentType("application/json")
                .body(Map.of("team", "/teams/us", "name", address, "kind", "relay", "relayAddress", address))
                .post("/api/mailboxes")
                .then()
                .statusCode(201);

        MailProgram.stranger(relay.port()).submit("", notice, address);

        as(ADA).get("/api/mail/unmatched?atMost=200")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("gone@nowhere.example"));
        refused(() -> MailProgram.stranger(relay.port()).submit("", notice, "somebody@customer.example"), "530");
    }

    @Test
    void aWrongAForeignAndARevokedPasswordOpenNothing() throws Exception {
        PasswordView made = password();
        String right = String.valueOf(made.password());
        String lea = somebody();

        refused(() -> new MailProgram(relay.port(), "rita", "wrong").submit(RITA, mail("", lea), lea), "535");
        refused(() -> new MailProgram(relay.port(), "mona", right).submit(RITA, mail("", lea), lea), "535");
        new MailProgram(relay.port(), RITA, right).submit(RITA, mail("", lea), lea);
        scopes.runAsWorker(() -> database.write("update app_password set revoked_at = now() where id = ?", made.id()));
        refused(() -> new MailProgram(relay.port(), "rita", right).submit(RITA, mail("", lea), lea), "535");
    }

    @Test
    void whoLeftTheTeamOrWasLongNotSeenCannotSend() {
        String lea = somebody();
        PasswordView resting = password();
        PasswordView left = password();
        scopes.runAsWorker(() -> {
            database.write(
                    "update app_password set confirmed_at = now() - interval '31 days' where id = ?", resting.id());
            database.write("update app_password set user_name = 'lena' where id = ?", left.id());
            passwords.seen("lena", Session.NONE, Set.of());
        });

        refused(
                () -> new MailProgram(relay.port(), "rita", String.valueOf(resting.password()))
                        .submit(RITA, mail("", lea), lea),
                "535");
        refused(
                () -> new MailProgram(relay.port(), "lena", String.valueOf(left.password()))
                        .submit(RITA, mail("", lea), lea),
                "535");
    }

    /** Another session's token may be from before the person was taken out of the team. */
    @Test
    void anEndedSessionLaysPasswordsToRestUntilALaterLogIn() throws Exception {
        String lea = somebody();
        Instant ended = Instant.parse("2026-01-05T09:00:00Z");
        String subject = UUID.randomUUID().toString();
        PasswordView made = password();
        MailProgram program = new MailProgram(relay.port(), "nora", String.valueOf(made.password()));
        scopes.runAsWorker(() -> database.write("update app_password set user_name = 'nora' where id = ?", made.id()));
        seen(session(subject, ended));
        program.submit(RITA, mail("", lea), lea);

        scopes.runAsWorker(
                () -> passwords.rest("https://id.example", UUID.randomUUID().toString()));
        program.submit(RITA, mail("", lea), lea);
        scopes.runAsWorker(() -> passwords.rest("https://id.example", subject));

        refused(() -> program.submit(RITA, mail("", lea), lea), "535");
        assertThat(seen(session(subject, ended))).isFalse();
        refused(() -> program.submit(RITA, mail("", lea), lea), "535");
        assertThat(seen(session(subject, Instant.now().plusSeconds(1)))).isTrue();
        program.submit(RITA, mail("", lea), lea);
    }

    private static Session session(String subject, Instant issuedAt) {
        return new Session("https://id.example", "one", subject, issuedAt, Instant.MAX);
    }

    private boolean seen(Session session) {
        return scopes.asWorker(() -> passwords.seen("nora", session, Set.of(emea().id())));
    }

    @Test
    void nothingIsSaidBeforeTls() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", relay.port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(10_000);
            in.readLine();
            say(socket, "EHLO there");
            StringBuilder features = new StringBuilder();
            String line = String.valueOf(in.readLine());
            while (line.startsWith("250-")) {
                features.append(line).append(' ');
                line = String.valueOf(in.readLine());
            }
            say(socket, "AUTH PLAIN AHJpdGEAd3Jvbmc=");
            String auth = in.readLine();
            say(socket, "MAIL FROM:<" + RITA + ">");
            String sender = in.readLine();

            assertThat(features.toString())
                    .contains("STARTTLS", "SIZE 1000000", "8BITMIME", "SMTPUTF8")
                    .doesNotContain("AUTH");
            assertThat(auth).startsWith("530");
            assertThat(sender).startsWith("530");
        }
    }

    private static void say(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Test
    void theSenderIsToldWhoDidNotGetIt() throws Exception {
        String bounced = somebody();
        String fine = somebody();
        UUID before = UUID.randomUUID();
        thunderbird().submit(RITA, mail("", bounced), bounced);
        arrived(bounced);
        scopes.runAsWorker(() -> objections.toMail(emea().id(), before, before, bounced));
        String sender = "rita-" + UUID.randomUUID() + "@sales.example";
        Caller rita = new Caller("rita", "Rita", sender, Set.of(Caller.REP), List.of(emea()), List.of(emea()));
        PasswordView own = scopes.inTeams(Set.of(emea().id()), () -> passwords.create(rita, emea(), "Phone"));

        new MailProgram(relay.port(), "rita", String.valueOf(own.password()))
                .submit(sender, mail("", bounced).replace(RITA, sender), bounced, fine);

        MimeMessage notice = arrived(sender);
        assertThat(notice.getContentType()).startsWith("multipart/report").contains("delivery-status");
        String text = new String(notice.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("Final-Recipient: rfc822; " + bounced, "Action: failed", "Subject: Offer")
                .doesNotContain(fine);
        assertThat(inboxOf(bounced)).hasSize(1);
        arrived(fine);
    }

    @Test
    void withPostgresAwayTheMailProgramKeepsIt() throws Exception {
        String lea = somebody();
        MailProgram thunderbird = thunderbird();
        thunderbird.submit(RITA, mail("", lea), lea);
        arrived(lea);
        try (var connection = LocalPostgres.server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
        PostgresOutage postgres = new PostgresOutage();
        postgres.kill();
        try {
            refused(() -> thunderbird.submit(RITA, mail("", lea), lea), "45");
        } finally {
            postgres.start();
        }

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> thunderbird.submit(RITA, mail("", lea), lea));
        await().atMost(Duration.ofSeconds(20)).until(() -> inboxOf(lea).size() >= 2);
    }

    @Test
    @AsRita
    void aPasswordIsShownOnceAndEndsWhenItIsRevoked() {
        String id = given().contentType("application/json")
                .body("{\"name\":\"Outlook\"}")
                .post("/api/passwords")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        given().get("/api/passwords")
                .then()
                .statusCode(200)
                .body("items.find { it.id == '" + id + "' }.password", nullValue())
                .body("items.find { it.id == '" + id + "' }.status", equalTo("active"))
                .body("connect.security", equalTo("STARTTLS"));
        given().delete("/api/passwords/" + id).then().statusCode(200).body("status", equalTo("revoked"));
        given().contentType("application/json")
                .body("{\"name\":\"\"}")
                .post("/api/passwords")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body("{\"name\":\"x\",\"team\":\"/teams/us\"}")
                .post("/api/passwords")
                .then()
                .statusCode(400);
    }

    @Test
    @AsSam
    void anothersPasswordDoesNotExistForMe() {
        given().delete("/api/passwords/" + password().id()).then().statusCode(404);
    }

    private interface Attempt {
        void make() throws MessagingException;
    }

    private static void refused(Attempt attempt, String reply) {
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(attempt::make)
                .satisfies(failure -> assertThat(causes(failure)).contains(reply));
    }

    private static String causes(Exception failure) {
        StringBuilder all = new StringBuilder();
        Exception cause = failure;
        for (int i = 0; cause != null && i < 10; i++) {
            all.append(cause.getMessage()).append('\n');
            cause = cause instanceof MessagingException next ? next.getNextException() : null;
        }
        return all.toString();
    }
}
