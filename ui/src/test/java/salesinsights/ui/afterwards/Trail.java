package salesinsights.ui.afterwards;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files in which people are looked for: by anything shaped like an e-mail address or a whole IP address. */
final class Trail {
    private static final Pattern PERSON =
            Pattern.compile("[\\p{L}\\p{N}._%+'-]+(?:@|%40)[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+"
                    + "|(?<![\\d.])(?!127\\.|0\\.0\\.0\\.0)(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\d.]*\\d)"
                    + "|(?<![\\w:.])(?:[0-9a-fA-F]{1,4}:){2,6}(?::[0-9a-fA-F]{1,4}){1,5}(?![\\w:])");
    private static final Pattern RECORD =
            Pattern.compile("\\d\\d:\\d\\d:\\d\\d,\\d{3} [A-Z]+ +\\[([^\\]]+)] .*", Pattern.DOTALL);

    /** Loggers of what the tests stand on and the product does not have: the mail server that tests send to. */
    private static final Set<String> HARNESS = Set.of("com.icegreen.greenmail");

    /** What the log's filter puts where somebody was named. */
    private static final Pattern TAKEN_OUT = Pattern.compile("<address>|<ip>");

    private Trail() {}

    /** Where people are named in a log, of the product's loggers; a line of a trace belongs to the line it began with. */
    static List<String> inLog(Path log) throws IOException {
        List<String> found = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            String logger = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher record = RECORD.matcher(line);
                if (record.matches()) {
                    logger = record.group(1);
                }
                String by = logger;
                if (HARNESS.stream().noneMatch(by::startsWith)) {
                    add(found, log, line);
                }
            }
        }
        return found;
    }

    /** Lines of the product's own loggers out of which the filter had to take somebody: they should never name anybody. */
    static List<String> takenOutOfOurs(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> TAKEN_OUT.matcher(line).find())
                    .filter(line -> {
                        Matcher record = RECORD.matcher(line);
                        return record.matches() && record.group(1).startsWith("salesinsights.");
                    })
                    .toList();
        }
    }

    /** Where people are named in lines of another file. */
    static List<String> in(Path file, Predicate<String> counts) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.filter(counts).forEach(line -> add(found, file, line));
        }
        return found;
    }

    private static void add(List<String> found, Path file, String line) {
        if (PERSON.matcher(line).find()) {
            found.add(file + ": " + line);
        }
    }
}
