package salesinsights.crm.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over changes by their moment, for CRMs whose changes become visible a little later than their moment says. At
 * the end it goes back a bit, and knows what it gave of that bit, so that nothing is missed and nothing given twice.
 */
public final class Trail {
    private static final int KEPT_AT_MOST = 60;

    private final Instant from;
    private final Map<String, Instant> given;

    private Trail(Instant from, Map<String, Instant> given) {
        this.from = from;
        this.given = given;
    }

    /**
     * Where a cursor stands.
     *
     * @throws CrmFailure if it is not one of ours
     */
    public static Trail of(@Nullable String cursor) {
        Map<String, Instant> given = new LinkedHashMap<>();
        if (cursor == null) {
            return new Trail(Instant.EPOCH, given);
        }
        try {
            String[] parts = cursor.split(" ", -1);
            Instant from = Instant.ofEpochMilli(Long.parseLong(parts[0]));
            for (int i = 1; i < parts.length; i++) {
                String[] entry = parts[i].split("@", 2);
                given.put(entry[0], from.plusMillis(Long.parseLong(entry[1], 36)));
            }
            return new Trail(from, given);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException foreign) {
            throw CrmFailure.unreachable("The place to go on from is not readable; pull from the beginning.");
        }
    }

    /** Ask for changes at or after this moment. */
    public Instant from() {
        return from;
    }

    /** How many more than wanted to ask for, as they were given before. */
    public int alreadyGiven() {
        return given.size();
    }

    /** What is new among the changes, and the cursor after it. */
    public record Step<T>(List<T> fresh, String cursor, boolean more) {}

    /**
     * Goes on.
     *
     * @param changes at or after {@link #from}, in any order, all of them or the oldest
     * @param key names one change, without blanks and {@code @}
     * @param at its moment, in milliseconds at the finest
     * @param atMost how many to give
     * @param allThere false if there are younger changes than these
     * @param overlap how much later than its moment a change may become visible
     */
    public <T> Step<T> take(
            List<T> changes,
            Function<T, String> key,
            Function<T, Instant> at,
            int atMost,
            boolean allThere,
            Duration overlap) {
        List<T> unknown = changes.stream()
                .filter(change -> !at.apply(change).equals(given.get(key.apply(change))))
                .sorted(Comparator.comparing(at).thenComparing(key))
                .toList();
        List<T> fresh = unknown.subList(0, Math.min(atMost, unknown.size()));
        boolean more = unknown.size() > fresh.size() || !allThere;
        if (fresh.isEmpty()) {
            return new Step<>(List.of(), cursor(from, given), false);
        }
        Map<String, Instant> all = new LinkedHashMap<>(given);
        fresh.forEach(change -> all.put(key.apply(change), at.apply(change)));
        Instant last = at.apply(fresh.getLast());
        Instant back = more ? last : last.minus(overlap);
        return new Step<>(List.copyOf(fresh), standing(back.isBefore(from) ? from : back, all), more);
    }

    private static String standing(Instant from, Map<String, Instant> all) {
        List<Map.Entry<String, Instant>> kept = new ArrayList<>(all.entrySet());
        kept.removeIf(entry -> entry.getValue().isBefore(from));
        kept.sort(Map.Entry.comparingByValue());
        Instant begin = from;
        // More than fit: a shorter way back. Of changes at one moment all are kept, or the next page would not go on.
        while (kept.size() > KEPT_AT_MOST
                && kept.getFirst().getValue().isBefore(kept.getLast().getValue())) {
            Instant oldest = kept.getFirst().getValue();
            kept.removeIf(entry -> entry.getValue().equals(oldest));
            begin = kept.getFirst().getValue();
        }
        Map<String, Instant> given = new LinkedHashMap<>();
        kept.forEach(entry -> given.put(entry.getKey(), entry.getValue()));
        return cursor(begin, given);
    }

    private static String cursor(Instant from, Map<String, Instant> given) {
        String entries = given.entrySet().stream()
                .map(entry -> " " + entry.getKey() + "@"
                        + Long.toString(Duration.between(from, entry.getValue()).toMillis(), 36))
                .collect(Collectors.joining());
        return from.toEpochMilli() + entries;
    }
}
