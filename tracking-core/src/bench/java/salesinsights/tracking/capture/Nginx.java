package salesinsights.tracking.capture;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** nginx with one worker, answering a pixel from memory and writing a buffered log, if it is installed. */
final class Nginx implements AutoCloseable {
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
                access_log %1$s/access.log combined buffer=64k;
                keepalive_requests 100000000;
                server { listen 127.0.0.1:%2$d; location / { empty_gif; } }
            }
            """;

    private final @Nullable Process process;
    private final int port;

    private Nginx(@Nullable Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Nginx startIfThere() throws IOException, InterruptedException {
        if (!Load.isThere("nginx")) {
            return new Nginx(null, 0);
        }
        Path directory = Files.createTempDirectory("nginx");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path file = directory.resolve("nginx.conf");
        Files.writeString(file, CONFIGURATION.formatted(directory, port));
        Process started = new ProcessBuilder("nginx", "-p", directory.toString(), "-c", file.toString()).start();
        new Load("http://127.0.0.1:" + port + "/", 8).run(Duration.ofSeconds(1));
        return new Nginx(started, port);
    }

    boolean isThere() {
        return process != null;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Processor time of master and worker so far. */
    long cpuMicros() {
        return process == null ? 0 : Cpu.micros(process.toHandle());
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
