package salesinsights.tracking.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One bounded closed-loop run against this machine: every connection asks again as soon as it is answered. By wrk, or by
 * a generator of our own where there is none, which needs more CPU itself.
 *
 * @param urls asked for in turn; all of one server
 */
record Load(List<String> urls, int connections) {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    /** {@code failed}: answered with 400 or more. */
    record Done(long requests, double perSecond, long failed) {}

    Load(String url, int connections) {
        this(List.of(url), connections);
    }

    static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    Done run(Duration duration) throws IOException, InterruptedException {
        return isThere("wrk") ? byWrk(duration) : ClosedLoop.run(urls, connections, duration);
    }

    private Done byWrk(Duration duration) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "wrk", "-t1", "-c" + connections, "-d" + duration.toSeconds() + "s", "-H", "User-Agent: bench"));
        if (urls.size() > 1) {
            command.addAll(List.of("-s", script().toString()));
        }
        command.add(urls.getFirst());
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        return new Done(
                Long.parseLong(first(REQUESTS, said, "0")),
                Double.parseDouble(first(RATE, said, "0")),
                Long.parseLong(first(FAILED, said, "0")));
    }

    private Path script() throws IOException {
        String paths = urls.stream()
                .map(url -> "\"" + url.replaceFirst("https?://[^/]+", "") + "\"")
                .collect(Collectors.joining(",\n"));
        Path file = Files.createTempFile("load", ".lua");
        file.toFile().deleteOnExit();
        return Files.writeString(file, """
                local paths = {%s}
                local i = 0
                request = function()
                  i = i %% #paths + 1
                  return wrk.format("GET", paths[i])
                end
                """.formatted(paths));
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
