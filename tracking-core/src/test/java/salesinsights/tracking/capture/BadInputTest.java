package salesinsights.tracking.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.as;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;
import salesinsights.tracking.token.WebTokens;

/** What somebody sends who means no good: the same few answers, no row, no line in the log, no new metric. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class BadInputTest {
    private static final String SHOP = "https://shop.example";
    private static final int MUTANTS = 40_000;

    @Inject
    SentMessage sent;

    @Inject
    TrackingTokens tokens;

    @Inject
    WebTokens webTokens;

    @Inject
    IntakeFigures figures;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    @TestHTTPResource("/")
    URI home;

    private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= java.util.logging.Level.INFO.intValue()) {
                logged.add(line.getLevel() + " " + line.getLoggerName() + " " + line.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private Tracked lea;
    private String key = "";
    private TreeSet<String> metersBefore = new TreeSet<>();
    private int rowsBefore;

    @BeforeEach
    void prepare() {
        lea = sent.toSomebodyIn("US");
        key = as(ADA).contentType("application/json")
                .body(Map.of("team", "/teams/us", "name", "Shop", "origins", List.of(SHOP)))
                .post("/api/sites")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        await().until(() -> figures.here().journalled() == 0);
        metersBefore = meters();
        rowsBefore = rows();
        Logger.getLogger("").addHandler(listening);
    }

    @AfterEach
    void nothingWasLeftBehind() {
        Logger.getLogger("").removeHandler(listening);
        await().until(() -> figures.here().journalled() == 0);
        assertThat(rows()).isEqualTo(rowsBefore);
        assertThat(logged).isEmpty();
        assertThat(meters()).isEqualTo(metersBefore);
        IntakeView here = figures.here();
        long rejected =
                here.rejected().values().stream().mapToLong(Long::longValue).sum();
        assertThat(here.received()).isEqualTo(here.stored() + here.duplicate() + rejected + here.lost());
    }

    @Test
    void noMutatedTokenOpensAnything() throws IOException {
        Random random = new Random(20261122);
        List<String> good = goodPaths();
        Map<String, Integer> answers = new LinkedHashMap<>();
        try (Wire wire = new Wire(home)) {
            for (int i = 0; i < MUTANTS; i++) {
                String path = mutated(good.get(i % good.size()), random);
                answers.merge(wire.get(path), 1, Integer::sum);
            }
        }
        assertThat(answers).containsOnlyKeys("404 There is nothing here.\n");
    }

    @Test
    void aGoodTokenOfAnotherKindOpensNothing() throws IOException {
        try (Wire wire = new Wire(home)) {
            for (String path : goodPaths()) {
                String token = path.substring(3).replace(".gif", "");
                for (String other : List.of("/o/%s.gif", "/t/%s.gif", "/c/%s", "/d/%s")) {
                    String asked = other.formatted(token);
                    if (!asked.equals(path)) {
                        assertThat(wire.get(asked)).as(asked).isEqualTo("404 There is nothing here.\n");
                    }
                }
            }
        }
    }

    @Test
    void headersOfSixtyFourKilobytesAreRefused() throws IOException {
        for (String path : List.of("/c/x", "/o/x.gif", "/t/x.gif", "/d/x", "/b/x", "/b/insights.js")) {
            try (Socket socket = new Socket(home.getHost(), home.getPort())) {
                String request =
                        "GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Padding: " + "x".repeat(65_536) + "\r\n\r\n";
                assertThat(answerTo(socket, request.getBytes(StandardCharsets.ISO_8859_1)))
                        .startsWith("HTTP/1.1 4")
                        .doesNotContain("Exception");
            }
        }
    }

    @Test
    void aBodyOfTenMegabytesIsNotRead() throws IOException {
        byte[] chunk = new byte[64 * 1024];
        for (String length : List.of("Content-Length: 10485760", "Transfer-Encoding: chunked")) {
            boolean chunked = length.startsWith("Transfer");
            try (Socket socket = new Socket(home.getHost(), home.getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write(("POST /b/" + key + " HTTP/1.1\r\nHost: x\r\nOrigin: " + SHOP + "\r\n" + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                int written = pour(out, chunk, chunked);
                assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
                assertThat(written).isLessThanOrEqualTo(160);
            }
        }
    }

    @Test
    void aBodyWhereNoneBelongsChangesNothing() throws IOException {
        try (Wire wire = new Wire(home)) {
            String request = "GET /c/1.x.y.z HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
            assertThat(wire.ask(request)).isEqualTo("404 There is nothing here.\n");
            assertThat(wire.get("/o/x.gif")).isEqualTo("404 There is nothing here.\n");
        }
    }

    @Test
    void whatOurScriptWouldNotSendIsNothing() throws IOException {
        String id = UUID.randomUUID().toString();
        String visitor = webTokens.visitor(lea, clock.instant().plusSeconds(600));
        String view = "{\"id\":\"" + id + "\",\"kind\":\"view\",\"path\":\"/\"}";
        List<String> bodies = new ArrayList<>(List.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "\"x\"",
                "0",
                "{\"page\":\"" + id + "\",\"events\":[]}",
                "{\"page\":\"" + id + "\",\"events\":{}}",
                "{\"page\":\"" + id + "\",\"events\":[" + view + "],\"events\":[" + view + "]}",
                "{\"page\":\"" + id + "\",\"page\":\"" + id + "\",\"events\":[" + view + "]}",
                "{\"page\":\"" + id + "\",\"events\":[" + view + "]} {}",
                "{\"page\":\"" + id + "\",\"events\":[" + view + "]",
                "{\"page\":\"" + id + "\",\"events\":[" + view + "],\"at\":-1}",
                "{\"page\":\"" + id.toUpperCase(java.util.Locale.ROOT) + "A\",\"events\":[" + view + "]}",
                "{\"page\":\"1-1-1-1-1\",\"events\":[" + view + "]}",
                "{\"page\":17,\"events\":[" + view + "]}",
                "{\"page\":\"" + id + "\",\"events\":[" + (view + ",").repeat(20) + view + "]}",
                "[".repeat(100) + "]".repeat(100),
                "{\"a\":".repeat(100) + "1" + "}".repeat(100),
                "{\"page\":\"" + id + "\",\"visitor\":\"" + "x".repeat(401) + "\",\"events\":[" + view + "]}",
                "{\"page\":\"" + id + "\",\"visitor\":{\"a\":1},\"events\":[" + view + "]}"));
        for (String event : List.of(
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"/\\u0000\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"/\u0000\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"/\\ud800\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"/\\udc00\\ud800\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"/\\r\\nX: y\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"https://x/\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"/" + "x".repeat(500) + "\"}",
                "{\"id\":\"%s\",\"kind\":\"view\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":null}",
                "{\"id\":\"%s\",\"kind\":\"opened\",\"path\":\"/\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"/\",\"at\":-9223372036854775808}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"/\",\"at\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"id\":\"%s\",\"kind\":\"view\",\"kind\":\"form\",\"path\":\"/\"}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\"}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\",\"seconds\":-1}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\",\"seconds\":0}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\",\"seconds\":3601}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\",\"seconds\":1.5}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\",\"seconds\":\"5\"}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\",\"seconds\":1e9}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\",\"seconds\":99999999999999999999999999999999}",
                "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"/\",\"seconds\":NaN}",
                "{\"id\":\"%s\",\"kind\":\"form\",\"path\":\"/\",\"form\":\"" + "x".repeat(101) + "\"}",
                "{\"id\":\"%s\",\"kind\":\"form\",\"path\":\"/\",\"form\":{}}")) {
            bodies.add("{\"page\":\"" + id + "\",\"visitor\":\"" + visitor + "\",\"events\":["
                    + event.formatted(UUID.randomUUID()) + "]}");
        }
        try (Wire wire = new Wire(home)) {
            for (String body : bodies) {
                assertThat(wire.post("/b/" + key, body.getBytes(StandardCharsets.UTF_8)))
                        .as(body)
                        .isEqualTo("404 There is nothing here.\n");
            }
            byte[] overlong = ("{\"page\":\"" + id + "\",\"events\":[" + view.replace("\"/\"", "\"/\u00c0\u00af\"")
                            + "]}")
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertThat(wire.post("/b/" + key, overlong)).isEqualTo("404 There is nothing here.\n");
            assertThat(wire.post("/b/" + key, body16(id, view))).isEqualTo("404 There is nothing here.\n");
        }
    }

    private static byte[] body16(String id, String view) {
        return ("{\"page\":\"" + id + "\",\"events\":[" + view + "]}").getBytes(StandardCharsets.UTF_16);
    }

    private List<String> goodPaths() {
        return List.of(
                path(tokens.openUrl(lea)),
                path(tokens.linkUrl(lea, 3, "https://shop.example/price?a=b#c")),
                path(webTokens.readTimeUrl(lea)),
                path(webTokens.documentUrl(lea, 1, UUID.randomUUID())),
                "/b/" + key);
    }

    /** One to three changes of the token: a letter changed, dropped, doubled, two swapped, or the end cut off. */
    private static String mutated(String path, Random random) {
        int end = path.endsWith(".gif") ? path.length() - 4 : path.length();
        StringBuilder token = new StringBuilder(path.substring(3, end));
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=~";
        String before = token.toString();
        // Dots alone are another path, and not a token at all.
        while (token.toString().equals(before) || token.toString().matches("\\.+")) {
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(token.length());
                switch (random.nextInt(5)) {
                    case 0 -> token.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                    case 1 -> token.deleteCharAt(at);
                    case 2 -> token.insert(at, letters.charAt(random.nextInt(letters.length())));
                    case 3 -> token.append(token.charAt(at));
                    default -> token.setLength(Math.max(1, at));
                }
                if (token.isEmpty()) {
                    token.append('.');
                }
            }
        }
        return path.substring(0, 3) + token + path.substring(end);
    }

    private static String path(String url) {
        return url.replaceFirst("https?://[^/]+", "");
    }

    private int rows() {
        return Integer.parseInt(sent.list("""
                        select (select count(*) from tracking_event) + (select coalesce(sum(n), 0) from site_count)
                            + (select coalesce(sum(n), 0) from aggregate_hit) + (select count(*) from set_aside_hit)
                        """).getFirst());
    }

    private TreeSet<String> meters() {
        TreeSet<String> names = new TreeSet<>();
        for (Meter meter : metrics.getMeters()) {
            if (meter.getId().getName().startsWith("insights")
                    || meter.getId().getTags().stream()
                            .anyMatch(tag -> tag.getValue().startsWith("/"))) {
                names.add(meter.getId().toString());
            }
        }
        return names;
    }

    private static int pour(OutputStream out, byte[] chunk, boolean chunked) throws IOException {
        int written = 0;
        try {
            for (; written < 160; written++) {
                if (chunked) {
                    out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                out.write(chunk);
                if (chunked) {
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (SocketException closedOnUs) {
            return written;
        }
        return written;
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static String answerTo(Socket socket, byte[] request) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            socket.getOutputStream().write(request);
        } catch (SocketException closedOnUs) {
            // The answer may still be there.
        }
        return firstLine(socket);
    }

    /** One connection that is kept for many requests; it fails if the server closes it. */
    private static final class Wire implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Wire(URI home) throws IOException {
            socket = new Socket(home.getHost(), home.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            in = new java.io.BufferedInputStream(socket.getInputStream());
        }

        String get(String path) throws IOException {
            return ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nUser-Agent: Firefox\r\n\r\n");
        }

        String post(String path, byte[] body) throws IOException {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nOrigin: " + SHOP + "\r\nContent-Length: "
                                    + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return answer();
        }

        String ask(String request) throws IOException {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer();
        }

        private String answer() throws IOException {
            String status = line().split(" ")[1];
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            return status + " " + new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
