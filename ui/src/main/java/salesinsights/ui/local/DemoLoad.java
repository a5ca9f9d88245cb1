package salesinsights.ui.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import salesinsights.tracking.consent.NoticeText;

/**
 * Fills an empty installation through its public doors: leads by CSV import, consent by the consent door, months of
 * mail by the history door, each as the team's manager. The same seed on the same day makes the same world; loading it
 * again changes nothing, because every door knows a thing by its own id.
 */
final class DemoLoad {
    private static final int CONFLICT = 409;
    private static final int MESSAGES_A_REQUEST = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LocalSettings settings;
    private final Progress progress;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Token> tokens = new HashMap<>();

    DemoLoad(LocalSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Loads all teams; says how far it is. */
    void run(long seed, Instant until) {
        for (DemoPlace place : DemoPlace.ALL) {
            // A stream of random numbers per team: adding a team leaves the others as they were.
            SplittableRandom random = new SplittableRandom(seed ^ place.team().hashCode());
            List<DemoLead> leads = new DemoLeads(random).of(place);
            place.reps().forEach(this::comesIn);
            importLeads(place, leads);
            recordConsents(place, leads, random);
            importHistory(place, leads, new DemoHistory(random, until));
            connectCrm(place);
        }
    }

    /** A team is known from the first time that one of its people comes. */
    private void comesIn(String username) {
        ask("/api/me", username, HttpRequest.newBuilder().GET());
    }

    private void connectCrm(DemoPlace place) {
        Map<String, Object> connection =
                Map.of("team", place.team(), "kind", "memory", "name", "Demo CRM of " + place.key());
        post(place, "/api/connections", "application/json", text(connection));
    }

    private void importLeads(DemoPlace place, List<DemoLead> leads) {
        String csv =
                leads.stream().map(DemoLeads::line).collect(Collectors.joining("\n", DemoLeads.HEADER + "\n", "\n"));
        post(place, "/api/leads/import?team=" + encoded(place.team()), "text/csv", csv);
        progress.say("demo: " + leads.size() + " leads in " + place.team());
    }

    private void recordConsents(DemoPlace place, List<DemoLead> leads, SplittableRandom random) {
        int granted = 0;
        for (DemoLead lead : leads) {
            if (DemoHistory.needsConsent(lead) && random.nextDouble() < 0.45) {
                post(place, "/api/consents", "application/json", text(consent(place, lead)));
                granted++;
            }
        }
        progress.say("demo: " + granted + " consents in " + place.team());
    }

    private static Map<String, Object> consent(DemoPlace place, DemoLead lead) {
        return Map.of(
                "team", place.team(),
                "address", lead.email(),
                "purposes", List.of("open", "click", "read_receipt"),
                "state", "granted",
                "method", "form",
                "evidence", "Made up for the demo: nobody ever signed this.",
                "text", Map.of("id", NoticeText.current("en").id(), "language", "en"));
    }

    private void importHistory(DemoPlace place, List<DemoLead> leads, DemoHistory history) {
        List<String> lines = leads.stream()
                .flatMap(lead -> history.of(place, lead).stream())
                .map(this::text)
                .toList();
        for (int from = 0; from < lines.size(); from += MESSAGES_A_REQUEST) {
            List<String> part = lines.subList(from, Math.min(lines.size(), from + MESSAGES_A_REQUEST));
            post(place, "/api/messages/history", "application/x-ndjson", String.join("\n", part));
            progress.say("demo: " + (from + part.size()) + " of " + lines.size() + " messages in " + place.team());
        }
    }

    private void post(DemoPlace place, String path, String type, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder().header("Content-Type", type).POST(BodyPublishers.ofString(body));
        ask(path, place.manager(), request);
    }

    private void ask(String path, String username, HttpRequest.Builder request) {
        request.uri(URI.create(settings.applicationUrl() + path))
                .header("Authorization", "Bearer " + tokenOf(username))
                .timeout(PATIENCE);
        HttpResponse<String> answer = send(request.build());
        // What is already there was made by an earlier load that was stopped.
        if ((answer.statusCode() >= 300 && answer.statusCode() != CONFLICT) || failedIn(answer.body()) > 0) {
            throw new Trouble("The demo data was refused at " + path + ": " + answer.body());
        }
    }

    /** Imports answer 200 and count the lines that they could not take. */
    private int failedIn(String answer) {
        try {
            return json.readTree(answer).path("failed").asInt();
        } catch (IOException unreadable) {
            throw new Trouble("The demo data was answered by something else than JSON.", unreadable);
        }
    }

    private record Token(String text, long fetchedAtNanos) {
        boolean isFresh() {
            // An access token lives for five minutes.
            return System.nanoTime() - fetchedAtNanos < Duration.ofMinutes(3).toNanos();
        }
    }

    private String tokenOf(String username) {
        Token held = tokens.get(username);
        if (held == null || !held.isFresh()) {
            held = new Token(fetchToken(username), System.nanoTime());
            tokens.put(username, held);
        }
        return held.text();
    }

    private String fetchToken(String username) {
        String form = "grant_type=password&client_id=sales-insights-cli&username=" + username + "&password=demo";
        HttpRequest request = HttpRequest.newBuilder(URI.create(settings.realmUrl() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer = send(request);
            JsonNode token = json.readTree(answer.body()).path("access_token");
            if (answer.statusCode() != 200 || token.isMissingNode()) {
                throw new Trouble("Keycloak gave no token for " + username + ": status " + answer.statusCode() + ".");
            }
            return token.asText();
        } catch (IOException unreadable) {
            throw new Trouble("Keycloak gave no token for " + username + ".", unreadable);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new Trouble("The demo data could not be loaded: " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Trouble("Loading the demo data was interrupted.", stopped);
        }
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (IOException impossible) {
            throw new IllegalStateException("maps of strings are always JSON", impossible);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
