package salesinsights.crm.sync;

import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import salesinsights.crm.spi.CrmFailure;

/** Calls into connectors, which may be somebody else's code: each ends in time, whatever it does. */
@Singleton
class Calls {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** A call that did not come back with a result. */
    static final class Failed extends Exception {
        Failed(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** @throws CrmFailure as the connector throws it */
    <T> T within(Duration atMost, Callable<T> call) throws Failed {
        Future<T> result = threads.submit(call);
        try {
            return result.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            result.cancel(true);
            throw new Failed("No answer within " + atMost.toSeconds() + " s.");
        } catch (InterruptedException stopped) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new Failed("The call was interrupted.");
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof CrmFailure failure) {
                throw failure;
            }
            Log.errorf(broken.getCause(), "a connector failed");
            throw new Failed("The connector itself failed; the log says how.");
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
