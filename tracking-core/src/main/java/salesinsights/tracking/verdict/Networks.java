package salesinsights.tracking.verdict;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import salesinsights.tracking.event.EventKind;

/** Finds the narrowest block that a network lies in and that has something to say. Immutable. */
final class Networks {
    private final Map<Prefix, NetworkRow> rows = new HashMap<>();
    private final List<Integer> lengths;

    Networks(Collection<NetworkRow> rows) {
        rows.forEach(row -> this.rows.put(row.prefix(), row));
        TreeSet<Integer> longestFirst = new TreeSet<>(Comparator.reverseOrder());
        this.rows.keySet().forEach(prefix -> longestFirst.add(prefix.bits()));
        this.lengths = List.copyOf(longestFirst);
    }

    Optional<NetworkRow> find(Prefix network, EventKind kind) {
        for (int length : lengths) {
            NetworkRow row = length > network.bits() ? null : rows.get(network.cutTo(length));
            if (row != null && row.concerns().covers(kind)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    int size() {
        return rows.size();
    }
}
