package salesinsights.tracking.capture;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of one batch of hits. */
final class Tally {
    private long stored;
    private long duplicate;
    private long damaged;
    private final Map<Refusal, Long> rejected = new EnumMap<>(Refusal.class);

    void stored(long more) {
        stored += more;
    }

    void duplicate(long more) {
        duplicate += more;
    }

    void damaged(long more) {
        damaged += more;
    }

    void rejected(Refusal refusal) {
        rejected.merge(refusal, 1L, Long::sum);
    }

    /** For the totals that PostgreSQL keeps. */
    Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        outcomes.put(JournalTotals.STORED, stored);
        outcomes.put(JournalTotals.DUPLICATE, duplicate);
        outcomes.put(JournalTotals.LOST, damaged);
        rejected.forEach((refusal, count) -> outcomes.put(refusal.code(), count));
        outcomes.values().removeIf(count -> count == 0);
        return outcomes;
    }

    /** For the figures of this process, once it is committed. */
    void addTo(IntakeCounts counts) {
        counts.stored.add(stored);
        counts.duplicate.add(duplicate);
        counts.damaged.add(damaged);
        rejected.forEach((refusal, count) -> counts.rejected(refusal).add(count));
    }
}
