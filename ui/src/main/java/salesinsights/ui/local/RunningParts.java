package salesinsights.ui.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What has been started, so that it can all be stopped in order, whenever and from whichever thread that is asked. */
final class RunningParts {
    private static final long LONGEST_START_MILLIS = 30_000;

    /** In the order of stopping: nobody loses what they still need. */
    enum Part {
        APPLICATION,
        KEYCLOAK,
        DATABASE,
        MAILBOX,
        DATA_FOLDER
    }

    private record Running(Part part, Runnable stop) {}

    private final List<Running> running = new ArrayList<>();
    private int starting;
    private boolean stopping;

    /** Starts a part and remembers how to stop it; refuses once stopping has begun. */
    <T> T start(Part part, Supplier<T> start, Consumer<? super T> stop) {
        enter();
        try {
            T started = start.get();
            synchronized (this) {
                running.add(new Running(part, () -> stop.accept(started)));
            }
            return started;
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        if (stopping) {
            throw new Trouble("it was told to stop.");
        }
        starting++;
    }

    private synchronized void leave() {
        starting--;
        notifyAll();
    }

    synchronized boolean stopping() {
        return stopping;
    }

    /** True if nothing was started, or all has been stopped. */
    synchronized boolean nothing() {
        return running.isEmpty() && starting == 0;
    }

    /** Stops everything, the application first and the data folder's lock last; what fails does not keep the rest. */
    void stopAll(Progress progress) {
        for (Running part : takeAll()) {
            try {
                part.stop().run();
            } catch (Trouble trouble) {
                progress.say(trouble.sentence());
            }
        }
    }

    private synchronized List<Running> takeAll() {
        stopping = true;
        long until = System.nanoTime() + LONGEST_START_MILLIS * 1_000_000;
        try {
            while (starting > 0 && System.nanoTime() < until) {
                wait(100);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        List<Running> all =
                running.stream().sorted(Comparator.comparing(Running::part)).toList();
        running.clear();
        return all;
    }
}
