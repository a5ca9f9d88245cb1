package salesinsights.tracking.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;

/**
 * One edition of the catalogue: what ships, and before it the rows of an administrator. Immutable but for a bounded
 * memory, and safe for use by several threads.
 */
final class Edition {
    static final Agent UNKNOWN = new Agent("Other", ActorKind.HUMAN, 0.6, Reason.UNKNOWN_AGENT);
    static final int LONGEST_FAMILY = 40;
    private static final int LONGEST = 1000;
    private static final int REMEMBERED = 4096;
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z][A-Za-z_-]{1,39}");
    private static final Pattern EVERYBODYS = Pattern.compile(
            "(?i)mozilla|applewebkit|khtml|like|gecko|safari|version|mobile|compatible|windows|nt|macintosh|linux|x11|wow"
                    + "|win|intel|mac|os|android|iphone|ipad|cpu|https?|www|com|net|org|www-.*");

    private record Word(Agent agent, List<String> parts) {}

    private final ShippedCatalogue shipped;
    private final int number;
    private final List<Word> agents = new ArrayList<>();
    private final Networks networks;

    /** Bounded, because a user agent is whatever somebody cares to send. */
    private final Map<String, Agent> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Agent> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Edition(ShippedCatalogue shipped, int number, List<CatalogueRow> own) {
        this.shipped = shipped;
        this.number = number;
        List<NetworkRow> blocks = new ArrayList<>();
        own.forEach(row -> {
            switch (row.kind()) {
                case AGENT -> agents.add(new Word(row.agent(), row.parts()));
                case NETWORK -> blocks.add(row.network());
            }
        });
        this.networks = new Networks(blocks);
    }

    /** As it ships. */
    static Edition of(ShippedCatalogue shipped) {
        return new Edition(shipped, 0, List.of());
    }

    /** The same data under an administrator's rows. */
    Edition with(int newNumber, List<CatalogueRow> own) {
        return new Edition(shipped, newNumber, own);
    }

    int number() {
        return number;
    }

    ShippedCatalogue shipped() {
        return shipped;
    }

    /** Date of what ships, and number of the administrator's version: {@code 2026-11-22+3}. */
    String version() {
        return number == 0 ? shipped.version() : shipped.version() + "+" + number;
    }

    /** What is kept of a user agent: at most {@value #LONGEST_FAMILY} characters; null if there is none. */
    @Nullable
    String familyOf(@Nullable String userAgent) {
        return userAgent == null || userAgent.isBlank()
                ? null
                : agentOf(userAgent).family();
    }

    /** What is known of a user agent, whole or as a family. A program that no row knows keeps its product's name. */
    Agent agentOf(String userAgent) {
        String text = userAgent.length() > LONGEST ? userAgent.substring(0, LONGEST) : userAgent;
        synchronized (remembered) {
            return remembered.computeIfAbsent(text, this::lookUp);
        }
    }

    private Agent lookUp(String text) {
        return agents.stream()
                .filter(word -> CatalogueRow.contains(text, word.parts()))
                .findFirst()
                .map(Word::agent)
                .or(() -> shipped.match(text))
                .orElseGet(() -> new Agent(product(text), UNKNOWN.actor(), UNKNOWN.certainty(), UNKNOWN.reason()));
    }

    /** The first name in it that is not everybody's: versions and whatever may tell one reader from another go. */
    private static String product(String text) {
        Matcher names = PRODUCT.matcher(text);
        while (names.find()) {
            boolean meansSomething = !EVERYBODYS.matcher(names.group()).matches();
            boolean startsWord = names.start() == 0 || !Character.isLetterOrDigit(text.charAt(names.start() - 1));
            if (meansSomething && startsWord) {
                return names.group();
            }
        }
        return UNKNOWN.family();
    }

    /** What is known of a network about events of a kind; an administrator's block comes before any that ships. */
    Optional<NetworkRow> networkOf(@Nullable String network, EventKind kind) {
        if (network == null) {
            return Optional.empty();
        }
        return Prefix.of(network)
                .flatMap(block ->
                        networks.find(block, kind).or(() -> shipped.networks().find(block, kind)));
    }
}
