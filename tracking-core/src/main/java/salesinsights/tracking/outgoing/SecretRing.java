package salesinsights.tracking.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that two sides share, newest first; older ones stay until the other side has moved on. Kept sealed, as
 * JSON, by {@link Secrets}.
 */
public record SecretRing(List<Held> secrets) {
    /** Without any. */
    public static final SecretRing EMPTY = new SecretRing(List.of());

    private static final int AT_MOST = 3;

    /** {@code until} is null for the newest. */
    public record Held(String secret, @Nullable Instant until) {
        boolean holds(Instant now) {
            return until == null || now.isBefore(until);
        }
    }

    public SecretRing {
        secrets = List.copyOf(secrets);
    }

    /** With a new secret in front; the one before stays in force for so long. */
    public SecretRing rotated(String anew, Duration keepOldFor, Instant now) {
        List<Held> held = new ArrayList<>();
        held.add(new Held(anew, null));
        for (Held old : secrets) {
            Instant until = old.until() == null ? now.plus(keepOldFor) : old.until();
            if (until.isAfter(now) && held.size() < AT_MOST) {
                held.add(new Held(old.secret(), until));
            }
        }
        return new SecretRing(held);
    }

    /** Every secret that is to be accepted, newest first. */
    public List<String> inForce(Instant now) {
        return secrets.stream()
                .filter(held -> held.holds(now))
                .map(Held::secret)
                .toList();
    }

    /** When {@link #inForce} changes next by itself. */
    public Optional<Instant> nextChange(Instant now) {
        return secrets.stream()
                .flatMap(held -> Optional.ofNullable(held.until()).stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }
}
