package salesinsights.scoring.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first so many of several lists, each in the order of bounds, by what scores really are at a moment. It reads a
 * list only as far as its bounds could still matter.
 */
final class Walk {
    /** Warmest first; equal ones by id, as the database orders UUIDs. */
    static final Comparator<Place> ORDER =
            Comparator.comparingDouble(Place::points).reversed().thenComparing(Place::lead, Walk::compare);

    private final List<? extends Stretch> lists;
    private final double at;
    private final int atMost;
    private final @Nullable Place after;
    /** The coldest of those found on top. */
    private final PriorityQueue<Place> best = new PriorityQueue<>(ORDER.reversed());

    private int seen;

    /**
     * @param at seconds since 1970
     * @param after nothing up to this place counts
     */
    Walk(List<? extends Stretch> lists, double at, int atMost, @Nullable Place after) {
        this.lists = lists;
        this.at = at;
        this.atMost = atMost;
        this.after = after;
    }

    /** A lead with the points that it has at the moment asked for. */
    record Place(UUID lead, double points) {}

    /** A lead with what its score is worked out from. */
    record Candidate(UUID lead, double bound, Parts parts) {}

    /** A list by falling bounds, read piece by piece. */
    interface Stretch {
        /** The next one without taking it; null at the end. */
        @Nullable
        Candidate peek();

        void take();
    }

    /** Fewer than asked for if there are no more. */
    List<Place> walk() {
        PriorityQueue<Stretch> open =
                new PriorityQueue<>(Comparator.comparingDouble(Walk::bound).reversed());
        lists.stream().filter(list -> list.peek() != null).forEach(open::add);
        while (!open.isEmpty()) {
            Stretch list = open.remove();
            Candidate next = java.util.Objects.requireNonNull(list.peek());
            if (best.size() == atMost && next.bound() < best.element().points()) {
                break;
            }
            consider(new Place(next.lead(), next.parts().at(at)));
            list.take();
            if (list.peek() != null) {
                open.add(list);
            }
        }
        List<Place> found = new ArrayList<>(best);
        found.sort(ORDER);
        return found;
    }

    private static double bound(Stretch list) {
        Candidate next = list.peek();
        return next == null ? Double.NEGATIVE_INFINITY : next.bound();
    }

    private void consider(Place place) {
        seen++;
        if (after != null && ORDER.compare(place, after) <= 0) {
            return;
        }
        best.add(place);
        if (best.size() > atMost) {
            best.remove();
        }
    }

    /** How many leads it had to look at. */
    int seen() {
        return seen;
    }

    private static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
