package salesinsights.scoring.sequence;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import salesinsights.tracking.message.TrackingSwitch;

/**
 * What a version of a sequence says.
 *
 * @param steps in the order of the screen; the first is where it begins
 * @param stopOn what ends it beside bounces, opting out and a closed lead, which always do
 */
record Plan(String name, List<Step> steps, Window window, Set<StopOn> stopOn, TrackingSwitch tracking) {
    Plan {
        steps = List.copyOf(steps);
        stopOn = Set.copyOf(stopOn);
    }

    /**
     * When mail goes out, where the recipient is.
     *
     * @param days at least one
     * @param holidays false to leave out public holidays of the recipient's country
     */
    record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, boolean holidays) {
        Window {
            days = Set.copyOf(days);
        }
    }

    /** What a person does that can end it. */
    enum StopOn {
        ANSWER,
        MEETING
    }

    Optional<Step> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }
}
