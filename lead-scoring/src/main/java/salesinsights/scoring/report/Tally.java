package salesinsights.scoring.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * What a sent recipient is counted in: one bit each, and one column each of the roll-ups. The condition speaks of a row of
 * {@code fate}, what became of one copy.
 */
enum Tally {
    SENT(0, "true"),
    DELIVERED(1, "delivered"),
    HARD_BOUNCED(2, "hard"),
    SOFT_BOUNCED(3, "bounced_softly"),
    OPEN_TRACKABLE(4, "delivered and may_open"),
    OPENED(5, "delivered and may_open and opened"),
    OPENED_UNSEEN(6, "delivered and may_open and opened and not seen"),
    MACHINE_ONLY(7, "delivered and may_open and machine and not opened"),
    UNMASKED(8, "delivered and may_open and not masked"),
    UNMASKED_OPENED(9, "delivered and may_open and not masked and opened"),
    CLICK_TRACKABLE(10, "delivered and may_click"),
    CLICKED(11, "delivered and may_click and clicked"),
    BOTH_TRACKABLE(12, "delivered and may_open and may_click"),
    BOTH_OPENED(13, "delivered and may_open and may_click and opened"),
    BOTH_CLICKED(14, "delivered and may_open and may_click and clicked"),
    ANSWERED(15, "delivered and answered"),
    COMPLAINED(16, "delivered and complained"),
    UNSUBSCRIBED(17, "delivered and unsubscribed"),
    READ_MEASURED(18, "delivered and may_open and opened and reading is not null"),
    GLANCED(19, "delivered and may_open and opened and reading < 2"),
    SKIMMED(20, "delivered and may_open and opened and reading >= 2 and reading < 8"),
    READ(21, "delivered and may_open and opened and reading >= 8");

    /** Which bit it is of those kept with a recipient: never another for the same. */
    final int place;

    /** Over {@code fate}. */
    final String condition;

    Tally(int place, String condition) {
        this.place = place;
        this.condition = condition;
    }

    /** The column of this name. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a request names it: {@code opened-unseen}. */
    String id() {
        return column().replace('_', '-');
    }

    /**
     * As a request names it; all sent copies if it names none.
     *
     * @throws Problem 400 at the field {@code what}
     */
    static Tally parse(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return SENT;
        }
        return Arrays.stream(values())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "what",
                        "one of " + Arrays.stream(values()).map(Tally::id).collect(Collectors.joining(", "))));
    }

    /** Its bit of those kept with a recipient. */
    int bit() {
        return 1 << place;
    }
}
