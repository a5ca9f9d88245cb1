package salesinsights.tracking.outgoing;

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
 * The HTTP client for addresses that users state. It resolves the name itself, refuses addresses that are not public, and connects to
 * exactly the address that it checked, so that a name that changes its mind between the two gains nothing. Follows no
 * redirect, reads at most {@value #ANSWER_BYTES} of an answer ({@link JsonHttp} more). Blocks the calling thread.
 */
@Singleton
public class OutgoingHttp {
    static final int ANSWER_BYTES = 64 * 1024;

    private final OutgoingAddresses addresses;
    private final HttpClient client;

    OutgoingHttp(Vertx vertx, OutgoingAddresses addresses, OutgoingConfig config) {
        this.addresses = addresses;
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
        if (!scheme.equals("https") && !(scheme.equals("http") && addresses.allowPrivate())) {
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
        return call(HttpMethod.POST, url, headers, body, atMost, ANSWER_BYTES);
    }

    /**
     * Gets and waits.
     *
     * @param url from {@link #parse}
     * @param atMost for everything: resolving, connecting, the answer
     */
    public Answer get(URI url, Map<String, String> headers, Duration atMost) throws NoAnswer {
        return call(HttpMethod.GET, url, headers, "", atMost, ANSWER_BYTES);
    }

    /** A call whose answer may be longer; for {@link JsonHttp}. */
    Answer call(HttpMethod method, URI url, Map<String, String> headers, String body, Duration atMost, int answerBytes)
            throws NoAnswer {
        InetAddress address = addresses.resolve(url.getHost());
        Future<HttpClientRequest> request = client.request(optionsOf(method, url, address));
        // Futures of the client go on in its event loop: elsewhere the answer could end before anybody reads it.
        Future<Answer> answer = request.compose(ready -> {
            headers.forEach(ready::putHeader);
            return ready.send(Buffer.buffer(body)).compose(response -> read(response, answerBytes));
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

    private static RequestOptions optionsOf(HttpMethod method, URI url, InetAddress address) {
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(method)
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)));
    }

    private static Future<Answer> read(HttpClientResponse response, int answerBytes) {
        Promise<Answer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(piece -> {
            body.appendBuffer(piece, 0, Math.min(piece.length(), answerBytes - body.length()));
            if (body.length() >= answerBytes && whole.tryComplete(answerOf(response, body))) {
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
