package salesinsights.ui.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/**
 * One real Keycloak for all tests of the JVM, with the demo's realm on a port of its own. Its data is kept between runs,
 * because a first start takes a minute.
 */
public class RealKeycloak implements QuarkusTestResourceLifecycleManager {
    // A system property, because this class exists once per class loader and Keycloak once per JVM.
    private static final String RUNNING = "salesinsights.test.realm";
    static final String ADMIN_PASSWORD = "only-for-tests";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "INSIGHTS_OIDC_URL",
                realmUrl(),
                "INSIGHTS_OIDC_SECRET",
                LocalKeycloak.WEB_SECRET,
                "INSIGHTS_SESSION_SECRET",
                "only-for-tests-only-for-tests-only-for-tests");
    }

    @Override
    public void stop() {
        // Kept for the next test class; the shutdown hook ends it.
    }

    /** Address of the realm; Keycloak is started at first use and stopped with the JVM. */
    public static synchronized String realmUrl() {
        String known = System.getProperty(RUNNING);
        if (known != null) {
            return known;
        }
        String started = launch().realmUrl();
        System.setProperty(RUNNING, started);
        return started;
    }

    /** An access token for one of the demo's people ({@code rita}, {@code mona} ...), good for five minutes. */
    public static String token(String username) {
        return tokenFor("grant_type=password&client_id=sales-insights-cli&password=demo&username=" + username);
    }

    /** An access token of the service account that keeps the CRM in step. */
    public static String syncToken() {
        return tokenFor("grant_type=client_credentials&client_id=crm-sync&client_secret=demo-crm-sync-secret");
    }

    private static LocalSettings launch() {
        LocalSettings own = new LocalSettings(
                Path.of(System.getProperty("salesinsights.local.folder", "target/local"))
                        .toAbsolutePath(),
                Path.of(System.getProperty("salesinsights.local.keycloak", "../.local/keycloak-26.7.3"))
                        .toAbsolutePath(),
                Path.of("unused"),
                true,
                Map.of(
                        "INSIGHTS_LOCAL_KEYCLOAK_PORT",
                        Integer.toString(freePort()),
                        "INSIGHTS_LOCAL_KEYCLOAK_ADMIN_PASSWORD",
                        ADMIN_PASSWORD));
        RunningParts parts = new RunningParts();
        Progress progress = new Progress(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> parts.stopAll(progress)));
        parts.start(RunningParts.Part.DATA_FOLDER, () -> Premises.take(own.folder()), Premises::close);
        ChildProcess.endLeftover("keycloak", own);
        progress.begin("Keycloak for the tests (its first start takes about a minute)");
        parts.start(
                        RunningParts.Part.KEYCLOAK,
                        () -> LocalKeycloak.start(own),
                        started -> started.process().stop())
                .awaitRealm();
        progress.close();
        return own;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no free port", none);
        }
    }

    private static String tokenFor(String form) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realmUrl() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode json = new ObjectMapper().readTree(answer.body());
            return json.required("access_token").asText();
        } catch (IOException failed) {
            throw new IllegalStateException("no token", failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no token", stop);
        }
    }
}
