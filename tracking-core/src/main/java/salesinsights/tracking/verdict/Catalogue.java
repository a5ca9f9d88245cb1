package salesinsights.tracking.verdict;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The versioned catalogue of user agents: which family one belongs to, and what that family says about who asked. The
 * crawler patterns are those of the list {@code crawler-user-agents} (MIT), vendored as data.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Catalogue {
    private static final String CRAWLER = "Crawler";
    private static final Agent UNKNOWN = new Agent("Other", ActorKind.HUMAN, 0.6, Reason.UNKNOWN_AGENT);
    private static final int LONGEST = 1000;
    private static final int REMEMBERED = 4096;

    private record Row(Agent agent, Pattern pattern) {}

    private final String version;
    private final List<Row> rows;
    private final Map<String, Agent> byFamily = new LinkedHashMap<>();

    /** Bounded, because a user agent is whatever somebody cares to send. */
    private final Map<String, String> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Catalogue(String version, List<Row> rows) {
        this.version = version;
        this.rows = List.copyOf(rows);
        rows.forEach(row -> byFamily.putIfAbsent(row.agent().family(), row.agent()));
        byFamily.put(UNKNOWN.family(), UNKNOWN);
    }

    /** The catalogue that ships with the product. */
    public static Catalogue shipped() {
        String version = "none";
        List<Row> rows = new ArrayList<>();
        for (String line : lines("catalogue.csv")) {
            if (line.startsWith("# version,")) {
                version = line.substring("# version,".length());
            } else if (line.equals("# browsers")) {
                rows.add(crawlers());
            } else if (!line.startsWith("#") && !line.isBlank()) {
                rows.add(row(line));
            }
        }
        return new Catalogue(version, rows);
    }

    /** Date of the data. */
    public String version() {
        return version;
    }

    /**
     * The family of a user agent, which is all that is kept of it: at most 40 characters, {@code Other} if no row knows
     * it, null if there is no user agent.
     */
    public @Nullable String familyOf(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return null;
        }
        String text = userAgent.length() > LONGEST ? userAgent.substring(0, LONGEST) : userAgent;
        synchronized (remembered) {
            return remembered.computeIfAbsent(text, this::lookUp);
        }
    }

    Agent agentOf(String family) {
        return byFamily.getOrDefault(family, UNKNOWN);
    }

    private String lookUp(String userAgent) {
        return rows.stream()
                .filter(row -> row.pattern().matcher(userAgent).find())
                .findFirst()
                .map(row -> row.agent().family())
                .orElse(UNKNOWN.family());
    }

    private static Row row(String line) {
        String[] cells = line.split(";", 5);
        Reason reason = Arrays.stream(Reason.values())
                .filter(known -> known.code().equals(cells[3]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the catalogue gives an unknown reason: " + cells[3]));
        Agent agent = new Agent(cells[0], ActorKind.valueOf(cells[1]), Double.parseDouble(cells[2]), reason);
        return new Row(agent, Pattern.compile(cells[4]));
    }

    private static Row crawlers() {
        List<String> patterns = lines("crawlers.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        Agent crawler = new Agent(CRAWLER, ActorKind.SCANNER, 0.95, Reason.CRAWLER);
        return new Row(crawler, Pattern.compile("(?:" + String.join(")|(?:", patterns) + ")"));
    }

    private static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("/verdict/" + file), file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
