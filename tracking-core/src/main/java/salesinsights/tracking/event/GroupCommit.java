package salesinsights.tracking.event;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes whatever is queued with one fsync and answers afterwards; while it writes, the next batch gathers. Nobody waits
 * longer than the patience: then the answer goes out first, and the record still counts by what becomes of it.
 */
public final class GroupCommit {
    private static final int MOST_AT_ONCE = 4096;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final class Waiting {
        final byte[] payload;
        final long since = System.nanoTime();
        private final Runnable answer;
        private final AtomicBoolean answered = new AtomicBoolean();

        Waiting(byte[] payload, Runnable answer) {
            this.payload = payload;
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
    private final BlockingQueue<Waiting> queue;
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
    private boolean failing;

    /** {@code onDurable} is told after every batch, on the writing thread. */
    public GroupCommit(Journal journal, int waitingAtMost, Duration patience, Runnable onDurable) {
        this.journal = journal;
        this.queue = new ArrayBlockingQueue<>(waitingAtMost);
        this.patienceNanos = patience.toNanos();
        this.onDurable = onDurable;
        writer.setDaemon(true);
        watch.setDaemon(true);
    }

    public void start() {
        writer.start();
        watch.start();
    }

    /** Takes a record; {@code answer} runs once, when it is on disk, is lost, or the patience is over. Never blocks. */
    public void accept(byte[] payload, Runnable answer) {
        Waiting waiting = new Waiting(payload, answer);
        unwritten.incrementAndGet();
        if (!running || !queue.offer(waiting)) {
            lose(List.of(waiting));
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

    /** Answers that went out before their record was on disk, since start. */
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
        writer.join(Duration.ofSeconds(10));
        watch.join(Duration.ofSeconds(1));
    }

    private void write() {
        try {
            while (running || !queue.isEmpty()) {
                Waiting first = queue.poll(running ? IDLE.toMillis() : 0, TimeUnit.MILLISECONDS);
                if (first == null) {
                    giveBack(true);
                } else {
                    commit(first);
                    giveBack(false);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(Waiting first) {
        List<Waiting> batch = new ArrayList<>();
        batch.add(first);
        queue.drainTo(batch, MOST_AT_ONCE - 1);
        writing = List.copyOf(batch);
        if (append(batch)) {
            unwritten.addAndGet(-batch.size());
            batch.forEach(Waiting::answerOnce);
            onDurable.run();
        } else {
            lose(batch);
        }
        writing = List.of();
    }

    private boolean append(List<Waiting> batch) {
        List<byte[]> payloads = batch.stream().map(waiting -> waiting.payload).toList();
        long size = payloads.stream()
                .mapToLong(payload -> JournalRecord.HEADER + payload.length)
                .sum();
        try {
            if (!journal.hasRoomFor(size)) {
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

    private void lose(List<Waiting> batch) {
        lost.add(batch.size());
        unwritten.addAndGet(-batch.size());
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
            answeredEarly.increment();
        }
    }
}
