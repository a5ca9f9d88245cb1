package salesinsights.ui.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesinsights.tracking.LocalPostgres;

/** The run command's launcher with the packaged application, as a process of its own. */
class LocalStackPackagedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private @Nullable Process stack;

    @AfterEach
    void endWhatIsLeft() {
        if (stack != null) {
            ChildProcess.endWithDescendants(stack.toHandle(), Duration.ofSeconds(30));
        }
    }

    @Test
    void withPartsOfOnesOwnOnlyTheApplicationIsStarted() throws IOException, InterruptedException {
        int http = freePort();
        Process running = launch(external(http));

        awaitGreeting(running);

        given().auth()
                .oauth2(RealKeycloak.token("rita"))
                .get("http://localhost:" + http + "/api/me")
                .then()
                .statusCode(200);
        assertThat(running.descendants()).hasSize(1);
        assertThat(folder.resolve("postgres")).doesNotExist();
        assertThat(folder.resolve("keycloak-data")).doesNotExist();
    }

    @Test
    void beingToldToStopLeavesNothingRunning() throws IOException, InterruptedException {
        Process running = launch(external(freePort()));
        awaitGreeting(running);
        ProcessHandle application = running.descendants().findFirst().orElseThrow();

        running.destroy();

        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(application.isAlive()).isFalse();
        assertThat(output()).contains("stopped");
    }

    @Test
    void theApplicationThatCannotReachItsDatabaseIsQuotedAndNothingStays() throws IOException, InterruptedException {
        Map<String, String> environment = external(freePort());
        environment.put("INSIGHTS_DB_URL", "jdbc:postgresql://127.0.0.1:" + freePort() + "/insights");
        Process running = launch(environment);

        assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(running.exitValue()).isEqualTo(1);
        assertThat(output())
                .contains("Sales Insights cannot run. The application ended")
                .contains("refused");
    }

    private void awaitGreeting(Process running) throws IOException {
        await().atMost(PATIENCE).until(() -> !running.isAlive() || output().contains("Ctrl-C stops all of it"));
        assertThat(running.isAlive()).as(output()).isTrue();
    }

    private Process launch(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsalesinsights.local.folder=" + folder,
                        "-Dsalesinsights.local.application="
                                + Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "salesinsights.ui.local.LocalStack")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        Process started = builder.start();
        stack = started;
        return started;
    }

    private static Map<String, String> external(int http) {
        Map<String, String> environment = new HashMap<>();
        environment.put("INSIGHTS_HTTP_PORT", Integer.toString(http));
        environment.put(
                "INSIGHTS_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + LocalPostgres.server().getPort() + "/insights");
        environment.put("INSIGHTS_DB_PASSWORD", "app");
        environment.put("INSIGHTS_DB_OWNER_PASSWORD", "owner");
        environment.put("INSIGHTS_OIDC_URL", RealKeycloak.realmUrl());
        environment.put("INSIGHTS_OIDC_SECRET", LocalKeycloak.WEB_SECRET);
        environment.put("INSIGHTS_SMTP_HOST", "127.0.0.1");
        return environment;
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
