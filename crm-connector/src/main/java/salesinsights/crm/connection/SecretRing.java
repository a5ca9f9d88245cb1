package salesinsights.crm.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection's secrets, newest first; older ones stay until the other side has moved on. */
record SecretRing(List<Held> secrets) {
    static final SecretRing EMPTY = new SecretRing(List.of());
    private static final int AT_MOST = 3;

    /** {@code until} is null for the newest. */
    record Held(String secret, @Nullable Instant until) {
        boolean holds(Instant now) {
            return until == null || now.isBefore(until);
        }
    }

    SecretRing {
        secrets = List.copyOf(secrets);
    }

    SecretRing rotated(String anew, Duration keepOldFor, Instant now) {
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

    List<String> inForce(Instant now) {
        return secrets.stream()
                .filter(held -> held.holds(now))
                .map(Held::secret)
                .toList();
    }

    /** When {@link #inForce} changes next by itself. */
    Optional<Instant> nextChange(Instant now) {
        return secrets.stream()
                .flatMap(held -> Optional.ofNullable(held.until()).stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }
}
