package salesinsights.tracking.capture;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import salesinsights.tracking.token.OneKeyTokens;

/** The packaged application in a process of its own, as a collector. */
final class BenchApp implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final JMXConnector connector;

    private BenchApp(Process process, int port, JMXConnector connector) {
        this.process = process;
        this.port = port;
        this.connector = connector;
    }

    /** Where the application was packaged to, by {@code -Dinsights.bench.app=} or beside this module. */
    static Path jar() {
        return Path.of(System.getProperty("insights.bench.app", "../ui/target/quarkus-app/quarkus-run.jar"))
                .toAbsolutePath()
                .normalize();
    }

    /** Captures, and does nothing else. */
    static BenchApp start(BenchPostgres postgres, Path folder, List<String> options) throws Exception {
        return start(postgres, folder, options, "collector");
    }

    static BenchApp start(BenchPostgres postgres, Path folder, List<String> options, String roles) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("application.log").toFile()));
        builder.environment().putAll(postgres.environment());
        builder.environment().putAll(settings(folder, port));
        builder.environment().put("INSIGHTS_ROLES", roles);
        Process process = builder.start();
        awaitLife(process, port, folder);
        return new BenchApp(process, port, connect(process));
    }

    private static Map<String, String> settings(Path folder, int port) {
        return Map.of(
                "INSIGHTS_HTTP_HOST", "127.0.0.1",
                "INSIGHTS_HTTP_PORT", Integer.toString(port),
                "INSIGHTS_PUBLIC_URL", "http://127.0.0.1:" + port,
                "INSIGHTS_TOKENS_CURRENT", OneKeyTokens.KEY_ID,
                "INSIGHTS_TOKENS_KEYS_TEST", OneKeyTokens.KEY,
                "INSIGHTS_CONSENT_KEY", "a-key-for-benchmarks-of-the-edge",
                "INSIGHTS_SESSION_SECRET", "a-secret-that-no-session-will-use",
                "INSIGHTS_JOURNAL_DIRECTORY", folder.resolve("journal").toString(),
                "QUARKUS_OIDC_TENANT_ENABLED", "false");
    }

    private static void awaitLife(Process process, int port, Path folder) throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            try {
                if (get(port, "/q/health/live").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                process.waitFor(200, TimeUnit.MILLISECONDS);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("the application did not start:\n"
                + Files.readString(folder.resolve("application.log")));
    }

    private static JMXConnector connect(Process process) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    long cpuMicros() {
        return Cpu.micros(process.toHandle());
    }

    /** Bytes that all its threads ever allocated. */
    long allocated() throws IOException {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        return ManagementFactory.newPlatformMXBeanProxy(
                        beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class)
                .getTotalThreadAllocatedBytes();
    }

    /** Bytes that live after a full collection. */
    long liveHeap() throws IOException {
        MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** A figure of the health page's intake part. */
    long intake(String figure) throws IOException, InterruptedException {
        Matcher found = Pattern.compile("\"" + figure + "\":\\s*(\\d+)")
                .matcher(get(port, "/q/health/ready").body());
        if (!found.find()) {
            throw new IllegalStateException("the health page does not say " + figure);
        }
        return Long.parseLong(found.group(1));
    }

    /** Waits until PostgreSQL has everything. */
    void awaitApplied(Duration atMost) throws IOException, InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (intake("journalled") > 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("not applied within " + atMost);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
