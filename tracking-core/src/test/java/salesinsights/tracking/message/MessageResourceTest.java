package salesinsights.tracking.message;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.AsRita;
import salesinsights.tracking.AsSam;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.token.LinkToken;
import salesinsights.tracking.token.TrackingTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class MessageResourceTest {
    private static final String HTML =
            "<html><body><p>Hello</p><a href=\"https://shop.example/p?a=1&amp;b=%20ü#f\">Look</a></body></html>";

    @Inject
    TrackingTokens tokens;

    @Inject
    AgroalDataSource database;

    @Inject
    Scopes scopes;

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

    private static String newAddress() {
        return "ada-" + UUID.randomUUID() + "@example.com";
    }

    private static Map<String, Object> offer(Object... more) {
        Map<String, Object> body = new java.util.HashMap<>(Map.of("subject", "Offer", "html", HTML));
        for (int i = 0; i < more.length; i += 2) {
            body.put(more[i].toString(), more[i + 1]);
        }
        return body;
    }

    private static Map<String, String> in(String country, String address) {
        return Map.of("address", address, "name", "Ada Lovelace", "country", country);
    }

    private static Response post(Map<String, Object> body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/messages?include=mime");
    }

    private static ValidatableResponse postRaw(String raw, String query) {
        return given().contentType("message/rfc822")
                .body(raw.getBytes(StandardCharsets.UTF_8))
                .post("/api/messages?" + query)
                .then();
    }

    private static MimePart copyOf(Response response, int recipient) {
        return MimeReader.whole(bytesOf(response, recipient));
    }

    private static byte[] bytesOf(Response response, int recipient) {
        return Base64.getDecoder()
                .decode(response.path("recipients[" + recipient + "].mimeBase64")
                        .toString());
    }

    private static String between(String text, String before, String after) {
        Matcher found = Pattern.compile(Pattern.quote(before) + "(.*?)" + Pattern.quote(after))
                .matcher(text);
        assertThat(found.find()).as("%s in %s", before, text).isTrue();
        return found.group(1);
    }

    @Test
    @AsRita
    void theRedirectLeadsExactlyWhereTheLinkLed() {
        Response made = post(offer("to", List.of(in("US", newAddress()))));

        String html = copyOf(made, 0).text();
        String token = between(html, "/c/", "\"");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(tokens.readLink(token).orElseThrow().destination().url())
                .isEqualTo("https://shop.example/p?a=1&b=%20ü#f");
        assertThat(tokens.readLink(token).orElseThrow().tracked().recipient())
                .hasToString(made.path("recipients[0].id"));
    }

    @Test
    @AsRita
    void theHiddenLinkIsThePersonsOwnAndLeadsSomewhereHarmless() {
        String html = copyOf(post(offer("to", List.of(in("US", newAddress())))), 0)
                .text()
                .replaceFirst("(?s).*?(<a href=\"[^\"]*\" style=\"display:none)", "$1");

        LinkToken link = tokens.readLink(between(html, "/c/", "\"")).orElseThrow();
        assertThat(link.position()).isEqualTo(TrackingTokens.HIDDEN_LINK);
        assertThat(link.destination().url()).isEqualTo("https://shop.example/p?a=1&b=%20ü#f");
        assertThat(link.tracked().recipient()).isNotNull();
    }

    @Test
    @AsRita
    void eachRecipientHasOwnTokensAndSeesAllVisibleRecipients() {
        String ada = newAddress();
        String bob = newAddress();
        Response made = post(offer("to", List.of(in("US", ada)), "cc", List.of(in("US", bob))));

        assertThat(copyOf(made, 0).header("To")).contains(ada);
        assertThat(copyOf(made, 0).header("Cc")).contains(bob);
        assertThat(copyOf(made, 0).header("Message-ID"))
                .isEqualTo(copyOf(made, 1).header("Message-ID"));
        assertThat(between(copyOf(made, 0).text(), "/o/", ".gif"))
                .isNotEqualTo(between(copyOf(made, 1).text(), "/o/", ".gif"));
        assertThat(tokens.readPerson(between(copyOf(made, 1).header("List-Unsubscribe"), "/u/", ">")))
                .hasValueSatisfying(who -> assertThat(who.recipient()).hasToString(made.path("recipients[1].id")));
        assertThat(copyOf(made, 0).header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    @AsRita
    void whereConsentIsMissingTheBytesAreUntouched() {
        Response made = post(offer("to", List.of(in("DE", newAddress()))));

        made.then()
                .body("recipients[0].decision.open", equalTo("OFF"))
                .body("recipients[0].decision.reasons", not(hasSize(0)));
        assertThat(copyOf(made, 0).text()).isEqualTo(HTML + "");
        assertThat(copyOf(made, 0).field("List-Unsubscribe")).isEmpty();
    }

    @Test
    @AsRita
    void countingWithoutPersonHasATokenWithoutRecipient() {
        Response made = post(offer("to", List.of(in("FR", newAddress()))));

        String pixel = between(copyOf(made, 0).text(), "/o/", ".gif");
        made.then().body("recipients[0].decision.open", equalTo("AGGREGATE"));
        assertThat(tokens.readOpen(pixel).orElseThrow().recipient()).isNull();
    }

    @Test
    @AsRita
    void switchedOffMeansUntouchedBytes() {
        String raw = "From: rita@sales.example\r\nTo: ada@example.com\r\nSubject: x\r\nMessage-ID: <a@b>\r\n"
                + "Content-Type: text/html\r\n\r\n" + HTML + "\r\n";

        Response made = postRaw(raw, "tracking=off&include=mime&country=US")
                .statusCode(201)
                .extract()
                .response();

        assertThat(bytesOf(made, 0)).isEqualTo(raw.getBytes(StandardCharsets.UTF_8));
        made.then().body("tracking", equalTo(false)).body("headerId", equalTo("a@b"));
    }

    @Test
    @AsRita
    void theSendersOwnCopyIsNotTracked() {
        Response made = post(offer("to", List.of("rita@sales.example", in("US", newAddress()))));

        assertThat(copyOf(made, 0).text()).isEqualTo(HTML);
        assertThat(copyOf(made, 1).text()).contains("/o/");
        made.then().body("recipients[0].decision.reasons", hasItem("This is the sender's own copy."));
    }

    @Test
    @AsRita
    void aMessageIsSentOnceWithExactlyTheBytesThatWereMade() throws Exception {
        String ada = newAddress();
        Map<String, Object> body = offer("to", List.of(in("US", ada)), "send", true, "campaign", "spring " + ada);
        String key = UUID.randomUUID().toString();

        Response first = given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/messages?include=mime");
        Response again = given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/messages?include=mime");

        first.then().statusCode(201).body("recipients[0].status", equalTo("sent"));
        again.then()
                .statusCode(200)
                .body("id", equalTo(first.path("id")))
                .body("recipients[0].status", equalTo("sent"));
        List<byte[]> received = receivedBy(ada);
        assertThat(received).hasSize(1);
        assertThat(lines(received.getFirst())).endsWith(lines(bytesOf(first, 0)));
    }

    /** The test server stores other line ends than it received. */
    private static String lines(byte[] mail) {
        return new String(mail, StandardCharsets.UTF_8).replace("\r\n", "\n").strip();
    }

    private static List<byte[]> receivedBy(String address) {
        return Arrays.stream(LocalMail.server().getReceivedMessages())
                .filter(mail -> to(mail).contains(address))
                .map(MessageResourceTest::bytes)
                .toList();
    }

    private static String to(MimeMessage mail) {
        try {
            return Arrays.toString(mail.getAllRecipients());
        } catch (jakarta.mail.MessagingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static byte[] bytes(MimeMessage mail) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            mail.writeTo(out);
            return out.toByteArray();
        } catch (jakarta.mail.MessagingException | java.io.IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    @AsRita
    void anIdempotencyKeyOfAnotherMessageIsRefused() {
        String key = UUID.randomUUID().toString();
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(offer("to", List.of(newAddress())))
                .post("/api/messages")
                .then()
                .statusCode(201);

        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(offer("to", List.of(newAddress())))
                .post("/api/messages")
                .then()
                .statusCode(422)
                .body("type", containsString("idempotency-key-reused"));
    }

    @Test
    @AsRita
    void whatMayNotBeTakenIsNamed() {
        post(offer()).then().statusCode(400).body("errors[0].field", equalTo("to"));
        post(offer("to", List.of())).then().statusCode(400).body("errors[0].field", equalTo("to"));
        post(offer("to", List.of("nobody"))).then().statusCode(400).body("errors[0].field", equalTo("to[0]"));
        post(offer("to", List.of(Map.of("address", "a@b.example", "name", "x\r\nBcc: y@z.example"))))
                .then()
                .statusCode(400)
                .body("errors[0].message", containsString("line break"));
        post(offer("to", List.of(newAddress()), "subject", "a\r\nBcc: x@y.example"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("subject"));
        post(offer("to", List.of(newAddress()), "html", "a\0b"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("html"));
        post(offer("to", List.of(newAddress()), "from", "x@y")).then().statusCode(201);
        post(offer("to", List.of(newAddress()), "tracking", "maybe")).then().statusCode(400);
        post(offer("to", List.of(newAddress()), "campaign", "x".repeat(201)))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("campaign"));
        given().contentType(ContentType.JSON)
                .body("{")
                .post("/api/messages")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON).post("/api/messages").then().statusCode(400);
    }

    @Test
    @AsRita
    void tooManyRecipientsAreRefused() {
        List<String> many = java.util.stream.IntStream.range(0, 501)
                .mapToObj(i -> "a" + i + "@example.com")
                .toList();

        post(offer("to", many)).then().statusCode(400).body("errors[0].field", equalTo("to"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no header", "From: a@b.example\r\nSubject: x\r\n\r\nhello", "To: a@b.example\r\n\r\nx"})
    @AsRita
    void aRawMessageThatCannotBeSentIsRefusedWithAReason(String raw) {
        postRaw(raw, "send=false").statusCode(400).body("detail", not(nullValue()));
    }

    @Test
    @AsRita
    void thirtyMegabytesAreTooMany() {
        String large = "From: a@b.example\r\nTo: c@d.example\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(430_000);

        postRaw(large, "send=false").statusCode(413);
    }

    @Test
    @AsRita
    void listsGoPageByPageAndByCampaign() {
        String campaign = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            post(offer("to", List.of(newAddress()), "campaign", campaign))
                    .then()
                    .statusCode(201);
        }

        Response first =
                given().queryParam("campaign", campaign).queryParam("atMost", 2).get("/api/messages");
        Response second = given().queryParam("campaign", campaign)
                .queryParam("after", first.<String>path("next"))
                .get("/api/messages");

        first.then().statusCode(200).body("items", hasSize(2)).body("items[0].recipients", equalTo(1));
        second.then().statusCode(200).body("items", hasSize(1)).body("next", nullValue());
        given().queryParam("after", "garbage").get("/api/messages").then().statusCode(400);
    }

    @Test
    @AsSam
    void anotherTeamsMessageDoesNotExistForMe() {
        given().get("/api/messages/{id}", UUID.randomUUID()).then().statusCode(404);
        given().contentType(ContentType.JSON)
                .body(offer("to", List.of(newAddress()), "team", "/teams/emea"))
                .post("/api/messages")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("team"));
    }
}
