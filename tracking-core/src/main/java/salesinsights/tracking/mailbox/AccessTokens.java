package salesinsights.tracking.mailbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.outgoing.NoAnswer;
import salesinsights.tracking.outgoing.OutgoingHttp;

/** Access tokens for mailboxes that sign in by OAuth 2 (RFC 6749, 4.4 and 6), each kept until it runs out. */
@Singleton
class AccessTokens {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration EARLIER = Duration.ofSeconds(60);
    private static final Duration USUAL = Duration.ofMinutes(10);

    private final OutgoingHttp http;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<UUID, Granted> granted = new ConcurrentHashMap<>();

    AccessTokens(OutgoingHttp http, ObjectMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param refreshToken the next one, if the endpoint changes it each time; else the old one
     */
    record Granted(String access, String refreshToken, Instant until) {
        @Override
        public String toString() {
            return "Granted[until=" + until + "]";
        }
    }

    /** One that is still good, or a new one. */
    Granted of(UUID mailbox, MailboxSettings settings, MailboxSecret secret) throws CannotOpen {
        Granted kept = granted.get(mailbox);
        if (kept != null && kept.until().isAfter(clock.instant())) {
            return kept;
        }
        Granted anew = ask(settings, secret);
        granted.put(mailbox, anew);
        return anew;
    }

    /** Asks for another one next time: this was refused, or the mailbox was changed. */
    void forget(UUID mailbox) {
        granted.remove(mailbox);
    }

    /** Always a new one. */
    Granted ask(MailboxSettings settings, MailboxSecret secret) throws CannotOpen {
        URI endpoint;
        try {
            endpoint = http.parse(settings.tokenUrl());
        } catch (IllegalArgumentException notAllowed) {
            throw new CannotOpen("The token endpoint cannot be asked: " + notAllowed.getMessage() + ".", notAllowed);
        }
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");
        OutgoingHttp.Answer answer;
        try {
            answer = http.post(endpoint, headers, form(settings, secret), PATIENCE);
        } catch (NoAnswer none) {
            throw new CannotOpen("The token endpoint does not answer: " + none.sentence(), none);
        }
        JsonNode said = read(answer.body());
        String access = said.path("access_token").asText("");
        if (answer.status() != 200 || access.isEmpty()) {
            String why = said.path("error").asText("status " + answer.status());
            throw new CannotOpen("The token endpoint gives no access token: " + PlainText.line(why, 100) + ".", null);
        }
        Duration good = Duration.ofSeconds(said.path("expires_in").asLong(USUAL.toSeconds()))
                .minus(EARLIER);
        return new Granted(
                access,
                said.path("refresh_token").asText(secret.refreshToken()),
                clock.instant().plus(good));
    }

    private static String form(MailboxSettings settings, MailboxSecret secret) {
        boolean refreshes = !secret.refreshToken().isEmpty();
        return Stream.of(
                        new String[] {"grant_type", refreshes ? "refresh_token" : "client_credentials"},
                        new String[] {"client_id", settings.clientId()},
                        new String[] {"client_secret", secret.clientSecret()},
                        new String[] {"refresh_token", secret.refreshToken()},
                        new String[] {"scope", settings.scope()})
                .filter(pair -> !pair[1].isEmpty())
                .map(pair -> pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private JsonNode read(String body) {
        try {
            JsonNode read = json.readTree(body);
            return read == null ? json.createObjectNode() : read;
        } catch (JsonProcessingException noJson) {
            return json.createObjectNode();
        }
    }
}
