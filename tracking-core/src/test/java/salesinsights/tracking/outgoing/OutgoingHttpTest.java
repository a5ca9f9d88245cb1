package salesinsights.tracking.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.outgoing.OutgoingHttp.Answer;

class OutgoingHttpTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    private final OutgoingHttp open = LocalOutgoing.anywhere();
    private final OutgoingHttp closed = LocalOutgoing.publicOnly();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", "/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] piece = "a".repeat(8_192).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                for (int i = 0; i < 10_000; i++) {
                    body.write(piece);
                }
            } catch (IOException hungUp) {
                exchange.close();
            }
        });
        server.createContext("/silent", exchange -> {
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Answer post(OutgoingHttp http, URI url) throws NoAnswer {
        return http.post(url, Map.of(), "{}", Duration.ofSeconds(2));
    }

    @Test
    void loopbackIsNotCalledUnlessAllowed() {
        assertThatThrownBy(() -> post(closed, url("/")))
                .isInstanceOf(NoAnswer.class)
                .hasMessageContaining("private");
        assertThat(calls).hasValue(0);
    }

    @Test
    void neitherDoesASocketReachLoopback() {
        SocketAddress here = server.getAddress();
        try (Socket socket = LocalOutgoing.sockets(false).createSocket()) {
            assertThatIOException()
                    .isThrownBy(() -> socket.connect(here, 1_000))
                    .withMessageContaining("private");
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
        int port = server.getAddress().getPort();
        assertThatIOException()
                .isThrownBy(() -> LocalOutgoing.sockets(false).createSocket("localhost", port))
                .withMessageContaining("private");
        assertThatNoException()
                .isThrownBy(() -> LocalOutgoing.sockets(true)
                        .createSocket("localhost", port)
                        .close());
    }

    @Test
    void gettingSendsNoBody() throws NoAnswer {
        assertThat(open.get(url("/"), Map.of(), Duration.ofSeconds(2)).status()).isEqualTo(200);
    }

    @Test
    void aNameThatMeansLoopbackIsNotCalledEither() {
        URI named = URI.create("http://localhost:" + server.getAddress().getPort() + "/");

        assertThatThrownBy(() -> post(closed, named)).isInstanceOf(NoAnswer.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void whatIsAllowedIsCalled() throws NoAnswer {
        assertThat(post(open, url("/")).status()).isEqualTo(200);
        assertThat(calls).hasValue(1);
    }

    @Test
    void redirectsAreNotFollowed() throws NoAnswer {
        assertThat(post(open, url("/away")).status()).isEqualTo(302);
        assertThat(calls).hasValue(0);
    }

    @Test
    void anEndlessAnswerIsCut() throws NoAnswer {
        assertThat(post(open, url("/endless")).body()).hasSize(OutgoingHttp.ANSWER_BYTES);
    }

    @Test
    void silenceEndsInTime() {
        assertThatThrownBy(() -> open.post(url("/silent"), Map.of(), "{}", Duration.ofMillis(300)))
                .isInstanceOf(NoAnswer.class)
                .hasMessageContaining("No answer");
    }

    @Test
    void aClosedPortIsSaidInASentence() throws IOException {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertThatThrownBy(() -> post(open, URI.create("http://127.0.0.1:" + port + "/")))
                .isInstanceOf(NoAnswer.class)
                .hasMessage("Nobody answers at this address.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:db8::1",
                "ff02::1"
            })
    void addressesThatAreNotPublicAreDenied(String address) throws UnknownHostException {
        assertThat(OutgoingAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "2606:4700::1111",
                "192.167.0.1"
            })
    void publicAddressesAreNot(String address) throws UnknownHostException {
        assertThat(OutgoingAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "ftp://example.com/",
                "https://user:secret@example.com/",
                "https:///path",
                "not a url",
                "file:///etc/passwd",
                "https://example.com/#part",
                "//example.com",
                ""
            })
    void urlsThatMayNotBeStated(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> closed.parse(url));
    }

    @Test
    void aRestIsReadInSecondsAndAsADate() {
        assertThat(asking("120")).isEqualTo(Duration.ofMinutes(2));
        assertThat(asking("Sun, 22 Nov 2026 20:05:00 GMT")).isEqualTo(Duration.ofMinutes(5));
        assertThat(asking("Sun, 22 Nov 2026 19:00:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(asking("99999999")).isEqualTo(Duration.ofDays(1));
        assertThat(asking("soon")).isEqualTo(Duration.ofSeconds(30));
        assertThat(asking("99999999999999999999")).isEqualTo(Duration.ofSeconds(30));
        assertThat(asking("")).isEqualTo(Duration.ofSeconds(30));
    }

    private static Duration asking(String header) {
        return new Answer(429, Map.of("retry-after", header), "").retryAfter(NOW, Duration.ofSeconds(30));
    }
}
