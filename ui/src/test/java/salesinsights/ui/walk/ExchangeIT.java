package salesinsights.ui.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.LocalRelay;
import salesinsights.tracking.MailProgram;
import salesinsights.ui.local.RealKeycloak;
import salesinsights.ui.screens.TryingOut;
import salesinsights.ui.screens.Visitor;

/** A whole exchange: a mail program, the relay, a mail server, mailboxes, a browser, and all that comes back. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(LocalMail.class)
@QuarkusTestResource(TryingOut.class)
@QuarkusTestResource(value = LocalRelay.class, restrictToAnnotatedClass = true)
class ExchangeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // Whom the law lets be tracked with a notice is told by the end of the address, for nobody states a country.
    private static final String OLGA = "olga.reader@exchange.us";
    private static final String BORIS = "boris.gone@exchange.us";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    private final Desk rita = Desk.of("rita");

    @Test
    void whatAMailProgramSendsIsReadAnsweredAcknowledgedAndBounced() throws Exception {
        String olga = lead("Olga Reader", OLGA);
        String boris = lead("Boris Gone", BORIS);
        olgaAgreesToReceipts();
        try (Shop shop = new Shop();
                Reader reader = new Reader()) {
            submit(shop.address());
            Postbox.Delivered read = delivered(OLGA);
            Postbox.Delivered gone = delivered(BORIS);
            assertThat(read.addresses("/c/")).hasSizeGreaterThanOrEqualTo(1);

            reader.open(read);
            reader.click(shop.address());
            timelineHas(olga, "sent", "opened", "clicked");
            Postbox.send(read.answer("Yes, tell me more."));
            Postbox.send(receipt(read));
            Postbox.send(new String(Notice.about(gone), StandardCharsets.ISO_8859_1));
            timelineHas(olga, "sent", "opened", "clicked", "replied", "read_receipt");
            timelineHas(boris, "sent", "hard_bounced");
        }
        assertThat(rita.timeline(boris)).doesNotContain("opened", "clicked", "replied");
        try (Visitor screen = Visitor.loggedIn(home, "rita")) {
            screen.open("/leads/" + olga);
            screen.look("exchange-lead");
            screen.open("/settings/passwords");
            screen.look("passwords");
        }
    }

    private String lead(String name, String address) {
        return rita.post("/api/leads", 201, Map.of("name", name, "email", address, "country", "US", "owner", "rita"))
                .getString("id");
    }

    private void olgaAgreesToReceipts() {
        rita.request()
                .contentType("application/json")
                .body(Map.of(
                        "address",
                        OLGA,
                        "purposes",
                        List.of("read_receipt"),
                        "state",
                        "granted",
                        "method",
                        "written",
                        "evidence",
                        "her mail of yesterday",
                        "text",
                        Map.of("id", "notice-1", "sha256", "0".repeat(64), "language", "en")))
                .post("/api/consents")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    private void submit(String shop) throws Exception {
        JsonPath made = rita.post("/api/passwords", 201, Map.of("name", "Thunderbird"));
        JsonPath connect = rita.get("/api/passwords");
        String from = made.getString("address");
        new MailProgram(connect.getInt("connect.port"), "rita", made.getString("password"))
                .submit(
                        from,
                        "From: Rita <" + from + ">\nTo: " + OLGA + "\nCc: " + BORIS + "\nSubject: Our offer\n"
                                + "Message-ID: <" + UUID.randomUUID() + "@exchange.test>\n"
                                + "X-Sales-Tracking: on\nMIME-Version: 1.0\n"
                                + "Content-Type: text/html; charset=utf-8\n\n<html><body><p>Look at <a href=\"" + shop
                                + "/price\">our prices</a>.</p></body></html>\n",
                        OLGA,
                        BORIS);
    }

    private static Postbox.Delivered delivered(String address) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Postbox.newest(address), mail -> !mail.html().isEmpty());
    }

    private void timelineHas(String lead, String... kinds) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rita.timeline(lead)).contains(kinds));
    }

    /** Sent by a person who pressed "yes" (RFC 8098). */
    private static String receipt(Postbox.Delivered read) {
        return """
                From: %1$s
                To: %2$s
                Subject: Read: Our offer
                Message-ID: <%3$s@exchange.us>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=disposition-notification; boundary=b

                --b
                Content-Type: text/plain

                Your message was displayed.
                --b
                Content-Type: message/disposition-notification

                Final-Recipient: rfc822; %1$s
                Original-Message-ID: %4$s
                Disposition: manual-action/MDN-sent-manually; displayed

                --b--
                """.formatted(read.address(), LocalMail.RETURNS, UUID.randomUUID(), read.headerId());
    }
}
