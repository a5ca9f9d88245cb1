package salesinsights.ui.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;

/** What OpenAPI says is enough to make clients that compile and work, with the generator that most people use. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class GeneratedClientsIT {
    private static final Path TOOLS = Path.of("target/client-tools").toAbsolutePath();
    private static final long PATIENCE_MINUTES = 5;

    private final String id = "G-" + UUID.randomUUID();

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void whatTheInterfaceSaysOfItself() throws IOException, InterruptedException {
        folder = Files.createDirectories(Path.of("target/clients", id).toAbsolutePath());
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(home.resolve("/q/openapi?format=json"))
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(folder.resolve("openapi.json")));
        }
    }

    @Test
    void aJavaClientCompilesPushesAndPulls() throws IOException, InterruptedException {
        generate(
                "java",
                "library=native,openApiNullable=false,useJakartaEe=true,hideGenerationTimestamp=true,"
                        + "invokerPackage=insights.client,apiPackage=insights.client.api,modelPackage=insights.client.model");
        place("Pull.java", folder.resolve("Pull.java"));
        List<String> compile = new ArrayList<>(
                List.of(java("javac"), "-nowarn", "-proc:none", "-d", "classes", "-cp", classPath(), "Pull.java"));
        compile.addAll(filesBelow(folder.resolve("client/src/main/java"), ".java"));
        run(compile);

        String said = run(List.of(
                java("java"),
                "-cp",
                "classes" + File.pathSeparator + classPath(),
                "Pull",
                base(),
                RealKeycloak.syncToken(),
                id));
        assertThat(said).contains("pushed created").contains("pulled true seen true");
    }

    @Test
    void aTypeScriptClientCompilesPushesAndPulls() throws IOException, InterruptedException {
        generate("typescript-fetch", "supportsES6=true,withInterfaces=true");
        place("pull.ts", folder.resolve("pull.ts"));
        Files.writeString(folder.resolve("package.json"), "{\"type\": \"commonjs\"}");
        Path node = node();
        run(List.of(
                node.toString(),
                TOOLS.resolve("typescript/tsc.js").toString(),
                "--strict",
                "--target",
                "es2022",
                "--module",
                "commonjs",
                "--lib",
                "es2022,dom,dom.iterable",
                "--outDir",
                "built",
                "pull.ts"));

        String said = run(List.of(node.toString(), "built/pull.js", base(), RealKeycloak.syncToken(), id));
        assertThat(said).contains("pushed created").contains("pulled true seen true");
    }

    private String base() {
        return home.toString().replaceFirst("/$", "");
    }

    private void generate(String language, String properties) throws IOException, InterruptedException {
        run(List.of(
                java("java"),
                "-jar",
                TOOLS.resolve("generator.jar").toString(),
                "generate",
                "-i",
                "openapi.json",
                "-g",
                language,
                "-o",
                "client",
                "--global-property",
                "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
                "--additional-properties",
                properties));
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static List<String> filesBelow(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }

    private static void place(String name, Path where) throws IOException {
        try (InputStream sample = GeneratedClientsIT.class.getResourceAsStream("/clients/" + name)) {
            Files.write(where, Objects.requireNonNull(sample).readAllBytes());
        }
    }

    /** The Node.js that the tests' browser driver brings along. */
    private static Path node() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "mac" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "-arm64" : "";
        Path node = TOOLS.resolve("node");
        if (!Files.isExecutable(node)) {
            String place = "driver/" + system + machine + "/node";
            try (InputStream program =
                    Thread.currentThread().getContextClassLoader().getResourceAsStream(place)) {
                Files.write(node, Objects.requireNonNull(program, place).readAllBytes());
            }
            assertThat(node.toFile().setExecutable(true)).isTrue();
        }
        return node;
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(() -> tail(said)).isZero();
        return said;
    }

    private static String tail(String text) {
        String[] lines = text.split("\n");
        return String.join("\n", Arrays.copyOfRange(lines, Math.max(0, lines.length - 40), lines.length));
    }
}
