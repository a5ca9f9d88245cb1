package salesinsights.tracking.ground;

import java.time.Duration;

/** Work that Quartz wakes, on one node of the cluster at a time; make it a {@code @Singleton}. */
public interface Recurring {
    /** A verb phrase, the same for ever: the timer lies in the database under this name. */
    String name();

    /** How long from one waking to the next. */
    Duration every();

    /** Does what there is to do; nothing is lost if it throws, the next waking comes. */
    void run();
}
