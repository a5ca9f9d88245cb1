package salesinsights.tracking.ground;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rung in this process when something was handed on by a commit, so that whoever pulls looks at once instead of at the
 * end of its rest. Only haste, never needed for anything to happen: other processes do not hear it.
 */
@Singleton
public class Bell {
    private final List<Consumer<@Nullable News>> listeners = new CopyOnWriteArrayList<>();

    /** What a commit handed on, where that happens a hundred times a second and most who pull need not look. */
    public enum News {
        /** Events that nobody has judged. */
        EVENTS,
        /** Verdicts that are not in the scores yet. */
        VERDICTS,
        /** Scores that nobody was told of. */
        SCORES
    }

    Bell() {}

    /** Something was handed on, whatever it was. Call it after the commit. Never blocks. */
    public void ring() {
        listeners.forEach(listener -> listener.accept(null));
    }

    /** This was handed on. Call it after the commit. Never blocks. */
    public void ring(News news) {
        listeners.forEach(listener -> listener.accept(news));
    }

    /**
     * Calls {@code listener} at each ring, on the thread that rings: it must return at once and not throw. It is given null
     * if anything may have been handed on.
     */
    public void onRing(Consumer<@Nullable News> listener) {
        listeners.add(listener);
    }
}
