package salesinsights.ui.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Keycloak on loopback with the demo realm. Its first start takes about a minute: it builds itself. */
final class LocalKeycloak {
    private static final String REALM_FILE = "sales-insights-realm.json";
    /** Of the demo realm only, where it stands in the realm file; a realm of one's own brings its own. */
    static final String WEB_SECRET = "demo-web-secret";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LocalSettings settings;
    private final ChildProcess process;

    private LocalKeycloak(LocalSettings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    static LocalKeycloak start(LocalSettings settings) {
        Path home = home(settings.keycloakHome());
        Path data = settings.folder().resolve("keycloak-data");
        bringRealm(home, data);
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = List.of(
                home.resolve("bin").resolve(windows ? "kc.bat" : "kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + settings.keycloakPort(),
                "--db-url=jdbc:h2:file:" + data.resolve("keycloak") + ";NON_KEYWORDS=VALUE",
                // One name for everybody, so that the issuer is the same for browser and application.
                "--hostname=http://localhost:" + settings.keycloakPort());
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1",
                "INSIGHTS_APP_URL", settings.applicationUrl()));
        settings.given("INSIGHTS_LOCAL_KEYCLOAK_ADMIN_PASSWORD").ifPresent(password -> {
            environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
            environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        });
        return new LocalKeycloak(settings, ChildProcess.start("keycloak", command, environment, settings));
    }

    Map<String, String> environment() {
        return Map.of("INSIGHTS_OIDC_URL", settings.realmUrl(), "INSIGHTS_OIDC_SECRET", WEB_SECRET);
    }

    void awaitRealm() {
        new Answers()
                .awaitFrom(process, URI.create(settings.realmUrl() + "/.well-known/openid-configuration"), PATIENCE);
    }

    ChildProcess process() {
        return process;
    }

    private static Path home(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(home -> Files.isRegularFile(home.resolve("bin/kc.sh")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> missing(folder, null));
        } catch (IOException unreadable) {
            throw missing(folder, unreadable);
        }
    }

    private static Trouble missing(Path folder, @Nullable IOException cause) {
        return new Trouble(
                "There is no Keycloak in " + folder + ". Start with ./mvnw -Pdemo -Dquick, which unpacks it.", cause);
    }

    /** Keycloak imports a realm only once: when ours has changed, its demo data is set up anew. */
    private static void bringRealm(Path home, Path data) {
        Path kept = data.resolve(REALM_FILE);
        try {
            String realm = realm();
            if (!Files.exists(kept) || !Files.readString(kept).equals(realm)) {
                Folders.delete(data);
                Files.createDirectories(data);
                Files.writeString(kept, realm);
            }
            Path imported = home.resolve("data/import").resolve(REALM_FILE);
            Files.createDirectories(imported.getParent());
            Files.writeString(imported, realm);
        } catch (IOException refused) {
            throw new Trouble(
                    "Keycloak's folders " + home + " and " + data + " cannot be written. Make them yours (chown), or"
                            + " delete them.",
                    refused);
        }
    }

    private static String realm() throws IOException {
        try (InputStream in = LocalKeycloak.class.getResourceAsStream("/local/realm/" + REALM_FILE)) {
            if (in == null) {
                throw new Trouble("The realm file is missing from the build. Build again with ./mvnw -Pdemo -Dquick.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
