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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The data that come with the product: {@code agents.csv}, {@code networks.csv}, and the patterns of the list {@code
 * crawler-user-agents} (MIT), each with its source. Immutable and safe for use by several threads.
 */
final class ShippedCatalogue {
    private static final String VERSION = "# version,";

    private record AgentRow(Agent agent, Pattern pattern) {}

    private final String version;
    private final List<AgentRow> agents;
    private final Map<String, Agent> byFamily = new LinkedHashMap<>();
    private final Networks networks;
    private final int crawlers;

    private ShippedCatalogue(String version, List<AgentRow> agents, Networks networks, int crawlers) {
        this.version = version;
        this.agents = List.copyOf(agents);
        this.networks = networks;
        this.crawlers = crawlers;
        agents.forEach(row -> byFamily.putIfAbsent(row.agent().family(), row.agent()));
    }

    static ShippedCatalogue read() {
        List<String> patterns = rows("crawlers.txt");
        List<AgentRow> agents = new ArrayList<>();
        for (String line : lines("agents.csv")) {
            if (line.equals("# browsers")) {
                agents.add(crawlers(patterns));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                agents.add(agent(line));
            }
        }
        List<NetworkRow> networks =
                rows("networks.csv").stream().map(ShippedCatalogue::network).toList();
        return new ShippedCatalogue(newestDate(), agents, new Networks(networks), patterns.size());
    }

    /** The newer of both files' dates. */
    private static String newestDate() {
        return List.of("agents.csv", "networks.csv").stream()
                .flatMap(file -> lines(file).stream())
                .filter(line -> line.startsWith(VERSION))
                .map(line -> line.substring(VERSION.length()))
                .max(String::compareTo)
                .orElseThrow();
    }

    String version() {
        return version;
    }

    /** The first row that knows a user agent, or a name that an earlier row left of one. */
    Optional<Agent> match(String userAgent) {
        Agent known = byFamily.get(userAgent);
        if (known != null) {
            return Optional.of(known);
        }
        return agents.stream()
                .filter(row -> row.pattern().matcher(userAgent).find())
                .findFirst()
                .map(AgentRow::agent);
    }

    Networks networks() {
        return networks;
    }

    /** Patterns and families, for those who look after the catalogue. */
    CatalogueView.Shipped counts() {
        return new CatalogueView.Shipped(version, byFamily.size(), crawlers, networks.size());
    }

    private static AgentRow agent(String line) {
        String[] cells = line.split(";", 5);
        Agent agent = new Agent(cells[0], ActorKind.valueOf(cells[1]), Double.parseDouble(cells[2]), reason(cells[3]));
        return new AgentRow(agent, Pattern.compile(cells[4]));
    }

    private static AgentRow crawlers(List<String> patterns) {
        Agent crawler = new Agent("Crawler", ActorKind.SCANNER, 0.95, Reason.CRAWLER);
        return new AgentRow(crawler, Pattern.compile("(?:" + String.join(")|(?:", patterns) + ")"));
    }

    private static NetworkRow network(String line) {
        String[] cells = line.split(",", 8);
        return new NetworkRow(
                Prefix.of(cells[0]).orElseThrow(() -> new IllegalStateException("no network: " + line)),
                cells[1],
                ActorKind.valueOf(cells[2]),
                Concerns.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                Double.parseDouble(cells[4]),
                reason(cells[5]));
    }

    private static Reason reason(String code) {
        return Arrays.stream(Reason.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the catalogue gives an unknown reason: " + code));
    }

    private static List<String> rows(String file) {
        return lines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    private static List<String> lines(String file) {
        try (InputStream in =
                        Objects.requireNonNull(ShippedCatalogue.class.getResourceAsStream("/verdict/" + file), file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
