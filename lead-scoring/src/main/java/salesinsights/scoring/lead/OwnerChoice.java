package salesinsights.scoring.lead;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose new leads are, one after the other: of whoever has their territory, else in turn or of whoever has the fewest
 * open leads. It remembers what it gave, so that a batch is dealt out as evenly as leads that come one by one.
 */
final class OwnerChoice {
    /** Somebody who takes leads; {@code open} counts the open leads that the person has. */
    record Member(String person, boolean paused, long turn, long open) {}

    /** A lead whose field holds the value is this person's. */
    record Territory(String field, String value, String person) {}

    private static final class Seat {
        private final String person;
        private final int position;
        private long turn;
        private long open;

        private Seat(Member member, int position) {
            this.person = member.person();
            this.position = position;
            this.turn = member.turn();
            this.open = member.open();
        }
    }

    private final AssignmentWay way;
    private final List<Seat> seats = new ArrayList<>();
    private final Set<String> paused = new HashSet<>();
    private final List<Territory> territories;
    private long lastTurn;

    OwnerChoice(AssignmentWay way, List<Member> members, List<Territory> territories) {
        this.way = way;
        this.territories = List.copyOf(territories);
        for (Member member : members) {
            lastTurn = Math.max(lastTurn, member.turn());
            if (member.paused()) {
                paused.add(member.person());
            } else {
                seats.add(new Seat(member, seats.size()));
            }
        }
    }

    /** The next lead's owner, null if it stays nobody's. */
    @Nullable
    String next(Map<String, String> fields) {
        Optional<String> owner = ofTerritory(fields).or(this::ofTheOthers);
        owner.ifPresent(this::given);
        return owner.orElse(null);
    }

    private Optional<String> ofTerritory(Map<String, String> fields) {
        return territories.stream()
                .filter(territory -> !paused.contains(territory.person()))
                .filter(territory -> holds(territory, fields.get(territory.field())))
                .findFirst()
                .map(Territory::person);
    }

    /** A country has its regions: DE-BY lies in DE. */
    private static boolean holds(Territory territory, @Nullable String value) {
        if (value == null) {
            return false;
        }
        String has = value.strip().toLowerCase(Locale.ROOT);
        String wanted = territory.value().strip().toLowerCase(Locale.ROOT);
        return has.equals(wanted) || (territory.field().equals("country") && has.startsWith(wanted + "-"));
    }

    private Optional<String> ofTheOthers() {
        Comparator<Seat> inTurn =
                Comparator.<Seat>comparingLong(seat -> seat.turn).thenComparingInt(seat -> seat.position);
        return switch (way) {
            case NOBODY -> Optional.empty();
            case ROUND_ROBIN -> seats.stream().min(inTurn).map(seat -> seat.person);
            case LOAD ->
                seats.stream()
                        .min(Comparator.<Seat>comparingLong(seat -> seat.open).thenComparing(inTurn))
                        .map(seat -> seat.person);
        };
    }

    private void given(String person) {
        seats.stream().filter(seat -> seat.person.equals(person)).forEach(seat -> {
            seat.turn = ++lastTurn;
            seat.open++;
        });
    }

    /** The turn of a member after what was given, for the next batch. */
    Map<String, Long> turns() {
        return seats.stream().collect(Collectors.toMap(seat -> seat.person, seat -> seat.turn));
    }
}
