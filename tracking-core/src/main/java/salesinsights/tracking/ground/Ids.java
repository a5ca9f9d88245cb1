package salesinsights.tracking.ground;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The one id scheme: time-ordered UUIDs (RFC 9562 version 7), so that neighbours in time are neighbours in an index. */
public final class Ids {
    private Ids() {}

    /** A new id, larger than those made earlier by this process. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    /** The id that the same name always gets (version 5): what makes a repeated delivery a duplicate. */
    public static UUID named(String name) {
        return UuidCreator.getNameBasedSha1(name.getBytes(StandardCharsets.UTF_8));
    }
}
