package salesinsights.tracking.event;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes whatever is queued with one fsync and answers afterwards; while it writes, the next batch gathers. Nobody waits
 * longer than the patience: then the answer goes out first, and the record still counts by what becomes of it.
 */
public final class GroupCommit {
    private static final int MOST_AT_ONCE = 4096;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Records that came together and are answered together. */
    private static final class Waiting {
        final List<byte[]> payloads;
        final long since = System.nanoTime();
        private final Runnable answer;
        private final AtomicBoolean answered = new AtomicBoolean();

        Waiting(List<byte[]> payloads, Runnable answer) {
            this.payloads = payloads;
            this.answer = answer;
        }

        /** True if this was the call that answered. */
        boolean answerOnce() {
            if (!answered.compareAndSet(false, true)) {
                return false;
            }
            answer.run();
            return true;
        }
    }

    private final Journal journal;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final int waitingAtMost;
    private final long patienceNanos;
    private final Runnable onDurable;
    private final AtomicInteger unwritten = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private final LongAdder answeredEarly = new LongAdder();
    private final Thread writer = new Thread(this::write, "journal-writer");
    private final Thread watch = new Thread(this::watch, "journal-watch");
    private volatile List<Waiting> writing = List.of();
    private volatile long applied;
    private volatile boolean running = true;
    private volatile boolean resting;
    private boolean failing;

    /** {@code onDurable} is told after every batch, on the writing thread. */
    public GroupCommit(Journal journal, int waitingAtMost, Duration patience, Runnable onDurable) {
        this.journal = journal;
        this.waitingAtMost = waitingAtMost;
        this.patienceNanos = patience.toNanos();
        this.onDurable = onDurable;
        writer.setDaemon(true);
        watch.setDaemon(true);
    }

    public void start() {
        writer.start();
        watch.start();
    }

    /**
     * Takes records that came together; never blocks.
     *
     * @param answer runs once, when all of them are on disk, are lost, or the patience is over; on some thread of this
     *     object, or on the caller's if there is no room to wait in
     */
    public void accept(List<byte[]> payloads, Runnable answer) {
        Waiting waiting = new Waiting(List.copyOf(payloads), answer);
        if (unwritten.addAndGet(payloads.size()) > waitingAtMost || !running) {
            lose(List.of(waiting), payloads.size());
            return;
        }
        queue.add(waiting);
        if (resting) {
            LockSupport.unpark(writer);
        }
    }

    /** Records that are neither on disk nor lost yet. */
    public int unwritten() {
        return unwritten.get();
    }

    /** Records that could not be written, since start. */
    public long lost() {
        return lost.sum();
    }

    /** Records whose answer went out before they were on disk, since start. */
    public long answeredEarly() {
        return answeredEarly.sum();
    }

    /** Up to here PostgreSQL has everything, and the space may be given back. */
    public void applied(long position) {
        applied = position;
    }

    /** Writes what is queued and ends. */
    public void stop() throws InterruptedException {
        running = false;
        LockSupport.unpark(writer);
        writer.join(Duration.ofSeconds(10));
        watch.join(Duration.ofSeconds(1));
    }

    private void write() {
        while (running || !queue.isEmpty()) {
            if (queue.isEmpty() && !rest()) {
                giveBack(true);
            } else {
                commit();
                giveBack(false);
            }
        }
    }

    /** True if there is something to write. */
    private boolean rest() {
        resting = true;
        // Looked at once more: whoever queued before seeing that this thread rests did not wake it.
        if (queue.isEmpty() && running) {
            LockSupport.parkNanos(this, IDLE.toNanos());
        }
        resting = false;
        return !queue.isEmpty();
    }

    private void commit() {
        List<Waiting> batch = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        Waiting next = queue.peek();
        // One may be larger than the most, but then it goes alone.
        while (next != null && (batch.isEmpty() || payloads.size() + next.payloads.size() <= MOST_AT_ONCE)) {
            batch.add(next);
            payloads.addAll(next.payloads);
            queue.remove();
            next = queue.peek();
        }
        writing = List.copyOf(batch);
        if (append(payloads)) {
            unwritten.addAndGet(-payloads.size());
            batch.forEach(Waiting::answerOnce);
            onDurable.run();
        } else {
            lose(batch, payloads.size());
        }
        writing = List.of();
    }

    private boolean append(List<byte[]> payloads) {
        long size = 0;
        for (byte[] payload : payloads) {
            size += JournalRecord.HEADER + payload.length;
        }
        try {
            if (size > journal.room()) {
                // PostgreSQL may have caught up since the last look.
                giveBack(true);
            }
            if (size > journal.room()) {
                return refused("is full", null);
            }
            journal.append(payloads);
            failing = false;
            return true;
        } catch (IOException failed) {
            return refused("cannot be written", failed);
        }
    }

    private boolean refused(String why, @Nullable IOException failed) {
        if (!failing) {
            Log.errorf(failed, "the journal %s: hits are answered, lost and counted until that ends", why);
            failing = true;
        }
        return false;
    }

    private void lose(List<Waiting> batch, int records) {
        lost.add(records);
        unwritten.addAndGet(-records);
        batch.forEach(Waiting::answerOnce);
    }

    private void giveBack(boolean idle) {
        try {
            if (idle) {
                journal.sealApplied(applied);
            }
            journal.trim(applied);
        } catch (IOException failed) {
            Log.warnf(failed, "applied journal files could not be given back, tried again later");
        }
    }

    private void watch() {
        try {
            while (running) {
                Thread.sleep(LOOK_EVERY);
                long impatient = System.nanoTime() - patienceNanos;
                writing.forEach(waiting -> answerEarly(waiting, impatient));
                for (Waiting waiting : queue) {
                    if (waiting.since - impatient > 0) {
                        break;
                    }
                    answerEarly(waiting, impatient);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerEarly(Waiting waiting, long impatient) {
        if (waiting.since - impatient <= 0 && waiting.answerOnce()) {
            answeredEarly.add(waiting.payloads.size());
        }
    }
}
