package salesinsights.tracking.provider;

import java.time.Instant;
import java.util.List;

/** How one provider proves who it is, and what its reports mean. */
interface Dialect {
    Provider provider();

    Proof prove(Call call, Instant now);

    /** The reports of a body, each as a leaf of its own, so that one which cannot be read is alone with it. */
    List<Leaf> split(Leaf body);

    /** What one of {@link #split} says: about one recipient or several; empty if it is no report at all. */
    List<Reported> read(Leaf report);
}
