package salesinsights.ui.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged application in a process of its own, told by its environment where the other parts are. */
final class LocalApplication {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalSettings settings;
    private final ChildProcess process;

    private LocalApplication(LocalSettings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * @param parts where the parts that we run are; what the caller's environment says stays as it is
     */
    static LocalApplication start(LocalSettings settings, Map<String, String> parts) {
        if (!Files.isRegularFile(settings.applicationJar())) {
            throw new Trouble("The application has not been built: " + settings.applicationJar()
                    + " is missing. Start with ./mvnw -Pdemo -Dquick, which builds it.");
        }
        Map<String, String> environment = new HashMap<>(parts);
        environment.put("INSIGHTS_PUBLIC_URL", settings.applicationUrl());
        environment.put("INSIGHTS_DATABASE_REQUIRED_AT_START", "true");
        environment.put("INSIGHTS_DEMO_LOGINS", Boolean.toString(settings.runsKeycloak()));
        environment.keySet().removeIf(name -> settings.given(name).isPresent());
        environment.put("INSIGHTS_HTTP_PORT", Integer.toString(settings.httpPort()));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.host=" + settings.given("INSIGHTS_HTTP_HOST").orElse("127.0.0.1"),
                "-jar",
                settings.applicationJar().toString());
        return new LocalApplication(settings, ChildProcess.start("application", command, environment, settings));
    }

    void awaitReady() {
        new Answers().awaitFrom(process, URI.create(settings.applicationUrl() + "/q/health/ready"), PATIENCE);
    }

    ChildProcess process() {
        return process;
    }
}
