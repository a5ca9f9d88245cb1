package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.PostgresOutage;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.WebTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class DocumentTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Inject
    SentMessage sent;

    @Inject
    WebTokens tokens;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    IntakeFigures figures;

    @Test
    void aDocumentIsHandedOutAndTheLookIsStored() {
        byte[] content = bytes(700_000);
        UUID id = kept("price list.pdf", "application/pdf", content);
        Tracked lea = sent.toSomebodyIn("US");

        byte[] got = browser()
                .get(addressOf(lea, 3, id))
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .header("Content-Disposition", startsWith("inline; filename=\"price list.pdf\""))
                .header("X-Content-Type-Options", "nosniff")
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", containsString("no-store"))
                .extract()
                .asByteArray();

        assertThat(got).isEqualTo(content);
        await().untilAsserted(() ->
                assertThat(sent.eventsOf(lea)).containsExactly("ATTACHMENT_VIEWED 3 Firefox 127.0.0.0/24"));
    }

    @Test
    void aViewerThatGoesOnIsNotASecondLook() {
        byte[] content = bytes(600_000);
        UUID id = kept("talk.pdf", "application/pdf", content);
        Tracked lea = sent.toSomebodyIn("US");
        String address = addressOf(lea, 0, id);

        assertThat(range(address, "bytes=0-99", 206, "bytes 0-99/600000")).isEqualTo(Arrays.copyOf(content, 100));
        assertThat(range(address, "bytes=100-399999", 206, "bytes 100-399999/600000"))
                .isEqualTo(Arrays.copyOfRange(content, 100, 400_000));
        assertThat(range(address, "bytes=400000-", 206, "bytes 400000-599999/600000"))
                .isEqualTo(Arrays.copyOfRange(content, 400_000, 600_000));
        assertThat(range(address, "bytes=-500", 206, "bytes 599500-599999/600000"))
                .isEqualTo(Arrays.copyOfRange(content, 599_500, 600_000));
        assertThat(range(address, "bytes=-9999999", 206, "bytes 0-599999/600000"))
                .isEqualTo(content);
        range(address, "bytes=600000-", 416, "bytes */600000");
        range(address, "bytes=99999999999-", 416, "bytes */600000");

        await().until(() -> figures.here().journalled() == 0);
        assertThat(sent.eventsOf(lea)).containsExactly("ATTACHMENT_VIEWED 0 Firefox 127.0.0.0/24");
    }

    @Test
    void rangesThatMakeNoSenseMeanTheWholeAndALook() {
        byte[] content = bytes(1_000);
        UUID id = kept("a.pdf", "application/pdf", content);
        Tracked lea = sent.toSomebodyIn("US");

        for (String range : new String[] {"bytes=5-2", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "\u0001", "bytes=x-"}) {
            assertThat(browser()
                            .header("Range", range)
                            .get(addressOf(lea, 0, id))
                            .then()
                            .statusCode(200)
                            .extract()
                            .asByteArray())
                    .isEqualTo(content);
        }
        await().untilAsserted(() -> assertThat(sent.eventsOf(lea)).hasSize(6));
    }

    @Test
    void headAndPrefetchAreSaidSo() {
        UUID id = kept("a.png", "image/png", bytes(1_000));
        Tracked lea = sent.toSomebodyIn("US");

        browser().head(addressOf(lea, 0, id)).then().statusCode(200).header("Content-Length", "1000");
        browser()
                .header("Sec-Purpose", "prefetch")
                .get(addressOf(lea, 0, id))
                .then()
                .statusCode(200);

        await().untilAsserted(() -> assertThat(sent.eventsOf(lea))
                .containsExactlyInAnyOrder(
                        "ATTACHMENT_VIEWED 0 Firefox 127.0.0.0/24 head",
                        "ATTACHMENT_VIEWED 0 Firefox 127.0.0.0/24 prefetch"));
    }

    @Test
    void whatABrowserMightRunIsOnlyEverDownloaded() {
        for (String type :
                new String[] {"text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "%"}) {
            UUID id = kept("x\"; attack=\u00e4.html", type, "<script>alert(1)</script>".getBytes());

            browser()
                    .get(path(tokens.documentUrl(sent.toSomebodyIn("US").team(), id)))
                    .then()
                    .statusCode(200)
                    .contentType("application/octet-stream")
                    .header(
                            "Content-Disposition",
                            startsWith("attachment; filename=\"x__ attack=_.html\"".replace("=_", "__")))
                    .header("Content-Security-Policy", containsString("sandbox"))
                    .header("X-Content-Type-Options", "nosniff");
        }
    }

    @Test
    void aDocumentsOwnAddressIsCountedAndNobodys() {
        UUID id = kept("a.txt", "text/plain", "hello".getBytes());
        String own = as(SAM).get("/api/documents/" + id).then().extract().path("url");

        for (int i = 0; i < 19; i++) {
            browser().get(path(own)).then().statusCode(200).body(equalTo("hello"));
        }
        await().until(() -> counted(id) == 19);
        as(SAM).get("/api/documents/" + id).then().statusCode(200).body("views", nullValue());

        for (int i = 0; i < 3; i++) {
            browser().get(path(own)).then().statusCode(200);
        }
        await().until(() -> counted(id) == 22);
        as(SAM).get("/api/documents/" + id).then().statusCode(200).body("views", equalTo(20));
    }

    private long counted(UUID document) {
        return scopes.asWorker(() -> database.first(
                        "select sum(n) from aggregate_hit where message_id = ?", row -> row.getLong(1), document)
                .orElse(0L));
    }

    @Test
    void whatIsNotOursOrGoneAnswersAlike() {
        UUID id = kept("a.txt", "text/plain", "hello".getBytes());
        Tracked lea = sent.toSomebodyIn("US");
        String address = addressOf(lea, 0, id);
        Tracked elsewhere =
                new Tracked(new salesinsights.tracking.team.TeamId(999_999), lea.message(), lea.recipient());

        as(SAM).delete("/api/documents/" + id).then().statusCode(204);

        for (String gone : new String[] {
            address, address + "x", "/d/", "/d/1.x.y.z", addressOf(elsewhere, 0, id), address.replace("/d/", "/c/")
        }) {
            browser().get(gone).then().statusCode(404).body(equalTo("There is nothing here.\n"));
        }
    }

    @Test
    void withPostgresAwayTheLookIsKeptAndTheReaderAskedToComeBack() throws Exception {
        UUID id = kept("a.pdf", "application/pdf", bytes(1_000));
        Tracked lea = sent.toSomebodyIn("US");
        PostgresOutage postgres = new PostgresOutage();
        // The tests' PostgreSQL commits without waiting for its disk.
        try (Connection owner = LocalPostgres.server().getPostgresDatabase().getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("checkpoint");
        }

        postgres.kill();
        try {
            browser().get(addressOf(lea, 0, id)).then().statusCode(503).header("Retry-After", "5");
        } finally {
            postgres.start();
        }

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(sent.eventsOf(lea)).hasSize(1));
        await().untilAsserted(() -> browser().get(addressOf(lea, 0, id)).then().statusCode(200));
    }

    @Test
    void aForeignTeamsDocumentDoesNotExist() {
        UUID id = kept("a.txt", "text/plain", "hello".getBytes());

        as(RITA).get("/api/documents/" + id).then().statusCode(404);
        as(RITA).delete("/api/documents/" + id).then().statusCode(404);
        as(RITA).get("/api/documents").then().statusCode(200).body("items.id", not(hasItem(id.toString())));
        as(SAM).get("/api/documents?atMost=200").then().statusCode(200).body("items.id", hasItem(id.toString()));
    }

    @Test
    void badUploadsAreToldWhatIsWrong() {
        as(SAM).contentType("application/pdf")
                .body(bytes(10))
                .post("/api/documents")
                .then()
                .statusCode(400);
        as(SAM).contentType("application/pdf")
                .body(bytes(10))
                .queryParam("name", "../../etc/passwd")
                .post("/api/documents")
                .then()
                .statusCode(400);
        as(SAM).contentType("application/pdf")
                .queryParam("name", "empty.pdf")
                .post("/api/documents")
                .then()
                .statusCode(400);
        as(SAM).contentType("application/pdf")
                .body(new byte[21 * 1024 * 1024])
                .queryParam("name", "huge.pdf")
                .post("/api/documents")
                .then()
                .statusCode(413);
    }

    private UUID kept(String name, String type, byte[] content) {
        RestAssuredConfig raw = RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(type, io.restassured.http.ContentType.BINARY));
        String id = as(SAM).config(raw)
                .header("Content-Type", type.equals("%") ? "application/x-html" : type)
                .queryParam("name", name)
                .body(content)
                .post("/api/documents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return UUID.fromString(id);
    }

    private static byte[] range(String address, String range, int status, String said) {
        return browser()
                .header("Range", range)
                .get(address)
                .then()
                .statusCode(status)
                .header("Content-Range", said)
                .extract()
                .asByteArray();
    }

    private String addressOf(Tracked tracked, int position, UUID document) {
        return path(tokens.documentUrl(tracked, position, document));
    }

    private static String path(String url) {
        return url.replaceFirst("https?://[^/]+", "");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static io.restassured.specification.RequestSpecification browser() {
        return given().header("User-Agent", FIREFOX);
    }
}
