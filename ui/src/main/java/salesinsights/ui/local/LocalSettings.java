package salesinsights.ui.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the local stack lives and listens, and which parts somebody else runs.
 *
 * <p>Every value comes from the environment; a part whose address is set there is used as it is and not started.
 */
record LocalSettings(
        Path folder, Path keycloakHome, Path applicationJar, boolean empty, Map<String, String> environment) {
    private static final int HIGHEST_PORT = 65_535;

    /** Folders from system properties that the build sets, everything else from the environment. */
    static LocalSettings of(Map<String, String> environment) {
        return new LocalSettings(
                path("salesinsights.local.folder", ".local"),
                path("salesinsights.local.keycloak", ".local/keycloak"),
                path("salesinsights.local.application", "ui/target/quarkus-app/quarkus-run.jar"),
                Boolean.getBoolean("salesinsights.local.empty") || "empty".equals(environment.get("INSIGHTS_DEMO")),
                environment);
    }

    private static Path path(String property, String otherwise) {
        return Path.of(System.getProperty(property, otherwise)).toAbsolutePath().normalize();
    }

    int httpPort() {
        return port("INSIGHTS_HTTP_PORT", 8080);
    }

    int keycloakPort() {
        return port("INSIGHTS_LOCAL_KEYCLOAK_PORT", 8180);
    }

    int databasePort() {
        return port("INSIGHTS_LOCAL_DB_PORT", 5442);
    }

    int smtpPort() {
        return port("INSIGHTS_LOCAL_SMTP_PORT", 3025);
    }

    int imapPort() {
        return port("INSIGHTS_LOCAL_IMAP_PORT", 3143);
    }

    int relayPort() {
        return port("INSIGHTS_RELAY_PORT", 3587);
    }

    boolean runsDatabase() {
        return given("INSIGHTS_DB_URL").isEmpty();
    }

    boolean runsKeycloak() {
        return given("INSIGHTS_OIDC_URL").isEmpty();
    }

    boolean runsMailbox() {
        return given("INSIGHTS_SMTP_HOST").isEmpty();
    }

    /** Address of the realm: its issuer, and where Keycloak is asked. */
    String realmUrl() {
        return given("INSIGHTS_OIDC_URL").orElse("http://localhost:" + keycloakPort() + "/realms/sales-insights");
    }

    String applicationUrl() {
        return "http://localhost:" + httpPort();
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Optional<String> given(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private int port(String name, int otherwise) {
        Optional<String> text = given(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(text.get().strip());
            if (port > 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new Trouble(
                    name + " is \"" + text.get() + "\", which is no port number. Set it to 1..65535.", notANumber);
        }
        throw new Trouble(name + " is " + text.get() + ", outside of 1..65535. Choose another port.");
    }
}
