package salesinsights.tracking.ground;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Rung in this process when something was handed on by a commit, so that whoever pulls looks at once instead of at the
 * end of its rest. Only haste, never needed for anything to happen: other processes do not hear it.
 */
@Singleton
public class Bell {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Bell() {}

    /** Call it after the commit. Never blocks. */
    public void ring() {
        listeners.forEach(Runnable::run);
    }

    /** Calls {@code listener} at each ring, on the thread that rings: it must return at once and not throw. */
    public void onRing(Runnable listener) {
        listeners.add(listener);
    }
}
