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
            return reading.watch(mailbox, () -> wanted);
        } catch (RuntimeException failure) {
            if (!wanted) {
                return true;
            }
            Log.errorf(failure, "mailbox=%s could not be read, tried again later", mailbox);
            return false;
        }
    }

    void end() {
        wanted = false;
        ended.release();
        reading.hangUp(mailbox);
    }
}
