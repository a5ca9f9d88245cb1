package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.WebTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ReadTimeTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Inject
    SentMessage sent;

    @Inject
    WebTokens tokens;

    @Inject
    IntakeFigures figures;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/")
    URI home;

    @Test
    void howLongAReaderStaysIsGlancedSkimmedOrReadAndNeverMoreThanTwentySeconds() throws IOException {
        Tracked glancer = sent.toSomebodyIn("US");
        Tracked skimmer = sent.toSomebodyIn("US");
        Tracked reader = sent.toSomebodyIn("US");
        Tracked forgetful = sent.toSomebodyIn("US");
        try (Socket glance = look(glancer);
                Socket skim = look(skimmer);
                Socket read = look(reader);
                Socket forget = look(forgetful)) {
            after(800, glance);
            after(3_000, skim);
            after(5_500, read);

            byte[] image = forget.getInputStream().readAllBytes();
            assertThat(ImageIO.read(new ByteArrayInputStream(bodyOf(image)))).isNotNull();
        }

        isRead(glancer, "glanced", 0.5, 1.9);
        isRead(skimmer, "skimmed", 3, 7.9);
        isRead(reader, "read", 8, 12);
        isRead(forgetful, "read", 19.5, 20);
    }

    @Test
    void manyReadersCostNoThreads() throws IOException {
        Tracked lea = sent.toSomebodyIn("US");
        int before = Thread.activeCount();
        List<Socket> readers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            readers.add(look(lea));
        }

        assertThat(metrics.get("insights.read.time.open").gauge().value()).isGreaterThanOrEqualTo(300);
        assertThat(Thread.activeCount()).isLessThan(before + 50);
        for (Socket reader : readers) {
            reader.close();
        }
        await().untilAsserted(() -> assertThat(classesOf(lea)).hasSize(300));
        await().until(() -> metrics.get("insights.read.time.open").gauge().value() == 0);
    }

    @Test
    void aProxyThatReadsForThePersonIsNotMeasured() {
        Tracked lea = sent.toSomebodyIn("US");

        given().header(
                        "User-Agent",
                        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)")
                .get(imageOf(lea))
                .then()
                .statusCode(200);

        await().untilAsserted(() -> assertThat(classesOf(lea)).containsExactly("unmeasurable"));
    }

    @Test
    void headPrefetchAndOptOutGetTheImageAndLeaveNothing() {
        Tracked lea = sent.toSomebodyIn("US");
        long before = figures.here().rejected().get("not-a-view");

        given().header("User-Agent", FIREFOX).head(imageOf(lea)).then().statusCode(200);
        given().header("User-Agent", FIREFOX)
                .header("Purpose", "prefetch")
                .get(imageOf(lea))
                .then()
                .statusCode(200);
        given().header("User-Agent", FIREFOX)
                .header("Sec-GPC", "1")
                .get(imageOf(lea))
                .then()
                .statusCode(200);

        assertThat(figures.here().rejected().get("not-a-view")).isEqualTo(before + 2);
        await().until(() -> figures.here().journalled() == 0);
        assertThat(sent.eventsOf(lea)).isEmpty();
    }

    @Test
    void aPixelsTokenMeasuresNothing() {
        Tracked lea = sent.toSomebodyIn("US");

        given().get(sent.pixelOf(lea).replace("/o/", "/t/")).then().statusCode(404);
        given().get(imageOf(lea).replace("/t/", "/o/")).then().statusCode(404);
    }

    private String imageOf(Tracked tracked) {
        return tokens.readTimeUrl(tracked).replaceFirst("https?://[^/]+", "");
    }

    private Socket look(Tracked tracked) throws IOException {
        Socket socket = new Socket(home.getHost(), home.getPort());
        String request = "GET " + imageOf(tracked) + " HTTP/1.1\r\nHost: mail.example\r\nUser-Agent: " + FIREFOX
                + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        assertThat(answer.read()).isEqualTo('H');
        return socket;
    }

    private static void after(long millis, Socket socket) throws IOException {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        await().pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() > until);
        socket.close();
    }

    private static byte[] bodyOf(byte[] answer) {
        int start = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        byte[] body = new byte[answer.length - start];
        System.arraycopy(answer, start, body, 0, body.length);
        return body;
    }

    private List<String> classesOf(Tracked tracked) {
        return sent.list("select detail ->> 'class' from tracking_event where kind = 'READ_TIME' and recipient_id = '"
                + tracked.recipient() + "'");
    }

    private void isRead(Tracked tracked, String word, double from, double to) {
        await().untilAsserted(() -> assertThat(classesOf(tracked)).containsExactly(word));
        double seconds =
                Double.parseDouble(sent.list("select detail ->> 'seconds' from tracking_event where recipient_id = '"
                                + tracked.recipient() + "'")
                        .getFirst());
        assertThat(seconds).isBetween(from, to);
        assertThat(sent.list("select id from tracking_event where kind = 'OPENED' and recipient_id = '"
                        + tracked.recipient() + "'"))
                .isEmpty();
    }
}
