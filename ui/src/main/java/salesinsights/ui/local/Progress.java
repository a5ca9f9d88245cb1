package salesinsights.ui.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says on the console what is going on and since when; a slow part is named again every few seconds. */
final class Progress implements AutoCloseable {
    private static final Duration REMIND_EVERY = Duration.ofSeconds(5);

    private final PrintStream out;
    private final long startedAtNanos = System.nanoTime();
    private final List<String> underWay = new ArrayList<>();
    private final Thread reminder = new Thread(this::remindAgainAndAgain, "progress");

    Progress(PrintStream out) {
        this.out = out;
        reminder.setDaemon(true);
        reminder.start();
    }

    /** Something that takes a while begins; it is mentioned until {@link #done} names it. */
    synchronized void begin(String what) {
        underWay.add(what);
        say(what + " ...");
    }

    synchronized void done(String what, String outcome) {
        underWay.remove(what);
        say(outcome);
    }

    synchronized void say(String line) {
        out.printf(
                "[%3d s] %s%n",
                Duration.ofNanos(System.nanoTime() - startedAtNanos).toSeconds(), line);
        out.flush();
    }

    /** Lines without the clock in front, for what is read at leisure. */
    synchronized void show(String text) {
        out.println(text);
        out.flush();
    }

    private void remindAgainAndAgain() {
        try {
            while (true) {
                Thread.sleep(REMIND_EVERY);
                remind();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void remind() {
        if (!underWay.isEmpty()) {
            say("still: " + String.join(", ", underWay));
        }
    }

    @Override
    public synchronized void close() {
        underWay.clear();
        reminder.interrupt();
    }
}
