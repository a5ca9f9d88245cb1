package salesinsights.crm.spi;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * The HTTP client of connectors. It resolves the name itself, refuses addresses that are not public, and connects to
 * exactly the address that it checked, so that a name that changes its mind between the two gains nothing. Follows no
 * redirect, reads at most {@value #ANSWER_BYTES} of an answer. Blocks the calling thread.
 */
@Singleton
public class OutgoingHttp {
    static final int ANSWER_BYTES = 64 * 1024;

    private final OutgoingConfig config;
    private final HttpClient client;

    OutgoingHttp(Vertx vertx, OutgoingConfig config) {
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectWithin().toMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout(20)
                .setMaxPoolSize(8)
                .setMaxWaitQueueSize(64));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** What came back; header names are lower case, {@code body} is cut to {@value #ANSWER_BYTES} bytes. */
    public record Answer(int status, Map<String, String> headers, String body) {
        private static final Duration LONGEST_REST = Duration.ofDays(1);

        /** What {@code Retry-After} asks for, in seconds or as a date, at most a day; {@code otherwise} if it is absent. */
        public Duration retryAfter(Instant now, Duration otherwise) {
            String asked = headers.get("retry-after");
            if (asked == null) {
                return otherwise;
            }
            try {
                Duration rest = asked.strip().chars().allMatch(Character::isDigit)
                        ? Duration.ofSeconds(Long.parseLong(asked.strip()))
                        : Duration.between(
                                now, ZonedDateTime.parse(asked.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
                return rest.isNegative() ? Duration.ZERO : rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
            } catch (NumberFormatException | DateTimeParseException unreadable) {
                return otherwise;
            }
        }

        /** The first words of the body in one line, for a sentence to an administrator: at most 200 characters. */
        public String firstWords() {
            String line = body.substring(0, Math.min(body.length(), 400))
                    .replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ")
                    .strip();
            return line.length() > 200 ? line.substring(0, 200) : line;
        }
    }

    /** No usable answer. The message is a sentence for administrators. */
    public static final class NoAnswer extends Exception {
        NoAnswer(String sentence) {
            super(sentence);
        }

        /** What went wrong. */
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * An address as a person stated it.
     *
     * @throws IllegalArgumentException with a sentence if it is not an http(s) URL that may be stated here
     */
    public URI parse(String stated) {
        URI url;
        try {
            url = URI.create(stated.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("this is not a URL", malformed);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && config.allowPrivateAddresses())) {
            throw new IllegalArgumentException("the URL must begin with https://");
        }
        if (url.getHost() == null
                || url.getUserInfo() != null
                || url.getFragment() != null
                || stated.length() > 2_000) {
            throw new IllegalArgumentException("the URL needs a host, and no user name, password or fragment");
        }
        return url;
    }

    /**
     * Posts and waits.
     *
     * @param url from {@link #parse}
     * @param atMost for everything: resolving, connecting, the answer
     */
    public Answer post(URI url, Map<String, String> headers, String body, Duration atMost) throws NoAnswer {
        InetAddress address = resolve(url.getHost());
        Future<HttpClientRequest> request = client.request(optionsOf(url, address));
        // Futures of the client go on in its event loop: elsewhere the answer could end before anybody reads it.
        Future<Answer> answer = request.compose(ready -> {
            headers.forEach(ready::putHeader);
            return ready.send(Buffer.buffer(body)).compose(OutgoingHttp::read);
        });
        try {
            return answer.toCompletionStage().toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            hangUp(request);
            throw new NoAnswer("No answer within " + atMost.toSeconds() + " s.");
        } catch (ExecutionException failed) {
            throw new NoAnswer(reasonOf(Objects.requireNonNullElse(failed.getCause(), failed)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            hangUp(request);
            throw new NoAnswer("The call was interrupted.");
        }
    }

    /** Also when it is only connected later. */
    private static void hangUp(Future<HttpClientRequest> request) {
        var unused = request.onSuccess(HttpClientRequest::reset);
    }

    private static RequestOptions optionsOf(URI url, InetAddress address) {
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)));
    }

    private static Future<Answer> read(HttpClientResponse response) {
        Promise<Answer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(piece -> {
            body.appendBuffer(piece, 0, Math.min(piece.length(), ANSWER_BYTES - body.length()));
            if (body.length() >= ANSWER_BYTES && whole.tryComplete(answerOf(response, body))) {
                response.request().reset();
            }
        });
        response.endHandler(end -> whole.tryComplete(answerOf(response, body)));
        return whole.future();
    }

    private static Answer answerOf(HttpClientResponse response, Buffer body) {
        Map<String, String> headers = new HashMap<>();
        response.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return new Answer(response.statusCode(), Map.copyOf(headers), body.toString());
    }

    private InetAddress resolve(String host) throws NoAnswer {
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new NoAnswer("There is no host of this name: " + host + ".");
        }
        for (InetAddress address : found) {
            // One denied address among public ones is an attack or a mistake; both are refused.
            if (!config.allowPrivateAddresses() && !OutgoingAddresses.isPublic(address)) {
                throw new NoAnswer("The host " + host + " lies in a private network, which is not allowed here.");
            }
        }
        return found[0];
    }

    private static String reasonOf(Throwable failure) {
        return switch (failure) {
            case SSLException tls -> "The TLS connection failed; look at the server's certificate.";
            case ConnectException refused -> "Nobody answers at this address.";
            case HttpClosedException closed -> "The connection was closed before an answer came.";
            case ConnectionPoolTooBusyException busy -> "Too many calls are waiting for this host.";
            default -> "The call failed (" + failure.getClass().getSimpleName() + ").";
        };
    }
}
