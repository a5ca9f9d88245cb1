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

    /**
     * An id as somebody stated it in an address or a form.
     *
     * @throws Problem 404 if it is none: nothing is called so
     */
    public static UUID stated(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw Problem.notFound();
        }
    }

    /** The id that the same name always gets (version 5): what makes a repeated delivery a duplicate. */
    public static UUID named(String name) {
        return UuidCreator.getNameBasedSha1(name.getBytes(StandardCharsets.UTF_8));
    }
}
