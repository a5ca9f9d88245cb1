package salesinsights.tracking.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One bounded run of wrk against an address of this machine. */
record Load(String url, int connections) {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    record Done(long requests, double perSecond, long failed) {}

    static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    Done run(Duration duration) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(List.of(
                        "wrk", "-t1", "-c" + connections, "-d" + duration.toSeconds() + "s", "-H", "User-Agent: bench", url))
                .redirectErrorStream(true)
                .start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        String failed = first(FAILED, said, "0");
        return new Done(Long.parseLong(first(REQUESTS, said, "0")), Double.parseDouble(first(RATE, said, "0")),
                Long.parseLong(failed));
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
