package salesinsights.crm.tryton;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import salesinsights.crm.spi.FakeHttp;
import salesinsights.crm.tryton.TrytonCalls.Login;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.LocalOutgoing;
import salesinsights.tracking.outgoing.OutgoingHttp;

/**
 * A Tryton of Debian's packages on loopback, with its PostgreSQL: one for all tests of this room. Making its database takes
 * a minute or two; the result is kept in the user's cache folder and copied for each run.
 */
final class RealTryton {
    static final String PASSWORD = "Kx7-pq9-Wz3-mn5";
    /** With the module, and what tests write. */
    static final String DATABASE = "insights";
    /** Without the module. */
    static final String UNREADY = "unready";

    private static final String MADE = "made";
    private static final List<String> PACKAGES =
            List.of("tryton-server", "tryton-modules-sale-opportunity", "python3-psycopg2");
    private static @Nullable RealTryton running;

    private final EmbeddedPostgres postgres;
    private final Process server;
    private final String url;

    private RealTryton(EmbeddedPostgres postgres, Process server, String url) {
        this.postgres = postgres;
        this.server = server;
        this.url = url;
    }

    /** The server, started at first use and stopped with the JVM; the test is skipped where there can be none. */
    static synchronized RealTryton server() {
        Assumptions.assumeTrue(
                Boolean.getBoolean("insights.tryton"), "skipped: a real Tryton runs with the profile -Ptryton");
        if (running == null) {
            Assumptions.assumeTrue(
                    isInstalled() || install(),
                    "skipped: no Tryton here, and only root may install " + String.join(" ", PACKAGES));
            try {
                Path folder = Files.createTempDirectory("tryton");
                copy(cached(), folder.resolve("pg"));
                RealTryton made = start(folder, List.of(DATABASE, UNREADY));
                Runtime.getRuntime().addShutdownHook(new Thread(made::stop));
                made.activateModule();
                running = made;
            } catch (IOException | SQLException failed) {
                throw new IllegalStateException("Tryton did not start", failed);
            }
        }
        return running;
    }

    private static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/trytond"))
                && Stream.of("trytond/modules/sale_opportunity", "psycopg2")
                        .allMatch(part -> Files.isDirectory(Path.of("/usr/lib/python3/dist-packages", part)));
    }

    private static boolean install() {
        if (!System.getProperty("user.name").equals("root") || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return false;
        }
        try {
            Path log = Files.createTempFile("apt", ".log");
            Map<String, String> quiet = Map.of("DEBIAN_FRONTEND", "noninteractive");
            List<String> command = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
            command.addAll(PACKAGES);
            if (launch(command, quiet, log).waitFor() != 0) {
                launch(List.of("apt-get", "update"), quiet, log).waitFor();
                launch(command, quiet, log).waitFor();
            }
            return isInstalled();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Process launch(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    // ---- the database, made once

    private static Path cached() throws IOException, SQLException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "sales-insights", "tryton-1-" + versions());
        if (Files.exists(cache.resolve(MADE))) {
            return cache.resolve("pg");
        }
        Files.createDirectories(cache.getParent());
        Path making = Files.createTempDirectory(cache.getParent(), "making");
        RealTryton first = start(making, List.of());
        first.configure();
        first.stop();
        Files.createFile(making.resolve(MADE));
        try {
            Files.move(making, cache);
        } catch (FileSystemException madeMeanwhile) {
            delete(making);
        }
        return cache.resolve("pg");
    }

    /** So that another Tryton or PostgreSQL begins with a database of its own. */
    private static String versions() throws IOException {
        String server = Files.readString(Path.of("/usr/lib/python3/dist-packages/trytond/__init__.py"))
                .replaceAll("(?s).*__version__ = \"([^\"]*)\".*", "$1");
        String binaries = Stream.of("x86_64", "arm_64")
                .map(machine -> RealTryton.class.getResource("/postgres-linux-" + machine + ".txz"))
                .filter(Objects::nonNull)
                .map(jar -> jar.toString().replaceAll(".*-([0-9.]+)\\.jar!.*", "$1"))
                .findFirst()
                .orElse("any");
        return server + "-" + binaries;
    }

    private static RealTryton start(Path folder, List<String> copies) throws IOException, SQLException {
        Path data = folder.resolve("pg");
        boolean isNew = !Files.exists(data);
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = folder.resolve("trytond.conf");
        Files.writeString(
                config,
                "[database]\nuri = postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/\npath = "
                        + folder.resolve("files") + "\n[web]\nlisten = 127.0.0.1:" + port + "\n");
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD);
        Map<String, String> environment = new HashMap<>(Map.of(
                "PYTHONDONTWRITEBYTECODE", "1",
                "PYTHONPATH", module(folder).toString(),
                "TRYTONPASSFILE", password.toString()));
        Path log = folder.resolve("trytond.log");
        if (isNew) {
            statement(postgres, "postgres", "create database blank");
            admin(config, environment, log, "--all", "--email", "admin@tryton.example");
            admin(config, environment, log, "-u", "sale_opportunity", "--activate-dependencies");
            admin(config, environment, log, "--update-modules-list");
        }
        for (String copy : copies) {
            statement(postgres, "postgres", "create database " + copy + " template blank");
        }
        Process server = launch(List.of("/usr/bin/trytond", "-c", config.toString()), environment, log);
        RealTryton made = new RealTryton(postgres, server, "http://127.0.0.1:" + port);
        made.awaitReadiness();
        return made;
    }

    private static void admin(Path config, Map<String, String> environment, Path log, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/trytond-admin", "-c", config.toString(), "-d", "blank"));
        command.addAll(List.of(arguments));
        try {
            if (launch(command, environment, log).waitFor() != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while Tryton's database was being made", stopped);
        }
    }

    /** Our module beside Debian's, as pip installs it. */
    private static Path module(Path folder) throws IOException {
        Path packages = folder.resolve("python");
        Path info = packages.resolve("insights_lead-6.0.1.dist-info");
        Path modules = packages.resolve("trytond/modules");
        if (!Files.exists(info)) {
            Files.createDirectories(info);
            Files.createDirectories(modules);
            Files.writeString(info.resolve("METADATA"), "Metadata-Version: 2.1\nName: insights_lead\nVersion: 6.0.1\n");
            Files.writeString(
                    info.resolve("entry_points.txt"),
                    "[trytond.modules]\ninsights_lead = trytond.modules.insights_lead\n");
            copy(Path.of("src/tryton/insights_lead").toAbsolutePath(), modules.resolve("insights_lead"));
        }
        return packages;
    }

    private void awaitReadiness() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest version = HttpRequest.newBuilder(URI.create(url + "/"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"id\":1,\"method\":\"common.server.version\",\"params\":[]}"))
                .build();
        await().atMost(Duration.ofSeconds(60))
                .ignoreException(ConnectException.class)
                .until(() -> client.send(version, HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200);
    }

    /** A company, an employee, and the user that connections log in as. */
    private void configure() {
        TrytonCalls admin = as("admin", "blank");
        JsonNode euro = admin.call(
                "model.currency.currency.create",
                List.of(Map.of(
                        "name",
                        "Euro",
                        "code",
                        "EUR",
                        "symbol",
                        "E",
                        "digits",
                        2,
                        "rounding",
                        Map.of("__class__", "Decimal", "decimal", "0.01"))));
        Object mail = Map.of("type", "email", "value", "rita@sales.example");
        JsonNode parties = admin.call(
                "model.party.party.create",
                List.of(
                        Map.of("name", "Our company"),
                        Map.of("name", "Rita Rep", "contact_mechanisms", List.of(List.of("create", List.of(mail))))));
        JsonNode company = admin.call(
                "model.company.company.create",
                List.of(Map.of(
                        "party",
                        parties.path(0).asInt(),
                        "currency",
                        euro.path(0).asInt())));
        int ours = company.path(0).asInt();
        admin.call(
                "model.company.employee.create",
                List.of(Map.of("party", parties.path(1).asInt(), "company", ours)));
        Map<String, Object> belongs = Map.of("companies", List.of(List.of("add", List.of(ours))), "company", ours);
        admin.call("model.res.user.write", List.of(1), belongs);
        int group = admin.call("model.res.group.search", List.of(List.of("name", "=", "Sale Opportunity")), 0, 1, null)
                .path(0)
                .asInt();
        Map<String, Object> user = new HashMap<>(belongs);
        user.put("name", "Sales Insights");
        user.put("login", "insights");
        user.put("password", PASSWORD);
        user.put("groups", List.of(List.of("add", List.of(group))));
        admin.call("model.res.user.create", List.of(user));
    }

    private void activateModule() {
        List<?> steps = new TrytonSetUp(as("admin", DATABASE)).setUp();
        if (!steps.toString().contains("state=MADE")) {
            throw new IllegalStateException("the module was not activated: " + steps);
        }
    }

    // ---- for tests

    String url() {
        return url;
    }

    private JsonHttp http() {
        OutgoingHttp http = LocalOutgoing.anywhere();
        return new JsonHttp(http, FakeHttp.JSON, http.parse(url), Duration.ofMinutes(1));
    }

    /** Calls straight to the server. */
    TrytonCalls as(String login, String database) {
        return new TrytonCalls(http(), new Login(database, login, PASSWORD), Clock.systemUTC());
    }

    void sql(String database, String... statements) {
        try {
            statement(postgres, database, statements);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The first row's first column. */
    long count(String query) {
        try (Connection connection = postgres.getDatabase("postgres", DATABASE).getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void statement(EmbeddedPostgres postgres, String database, String... statements)
            throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private void stop() {
        try {
            server.destroy();
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            postgres.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
