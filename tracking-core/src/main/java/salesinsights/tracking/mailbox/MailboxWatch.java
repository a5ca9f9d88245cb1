package salesinsights.tracking.mailbox;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The thread that reads one mailbox, again and again, until it is ended. What fails is tried again, ever more rarely. */
final class MailboxWatch extends Thread {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final UUID mailbox;
    private final MailboxReading reading;
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean wanted = true;
    private boolean databaseAway;

    MailboxWatch(UUID mailbox, MailboxReading reading) {
        super("mailbox-" + mailbox);
        this.mailbox = mailbox;
        this.reading = reading;
        setDaemon(true);
    }

    @Override
    public void run() {
        Duration pause = Duration.ofSeconds(1);
        try {
            while (wanted) {
                boolean worked = attempt();
                Duration longer = pause.multipliedBy(2);
                pause = worked ? Duration.ofSeconds(1) : longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
                if (wanted && ended.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt() throws InterruptedException {
        try {
            boolean worked = reading.watch(mailbox, () -> wanted);
            databaseAway = false;
            return worked;
        } catch (RuntimeException failure) {
            // Once per outage, and tried again soon: it is not the mailbox that is in trouble.
            if (wanted && !databaseAway) {
                Log.errorf(failure, "mailbox=%s cannot be read now, tried again every second", mailbox);
            }
            databaseAway = true;
            return true;
        }
    }

    void end() {
        wanted = false;
        ended.release();
        reading.hangUp(mailbox);
    }
}
