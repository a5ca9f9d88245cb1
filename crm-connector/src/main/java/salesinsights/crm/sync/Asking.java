package salesinsights.crm.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.spi.Allowance;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.PushOutcome;

/** Calls to a CRM, and what they say about the connection. */
@Singleton
class Asking {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Calls calls;
    private final SyncRows syncs;
    private final Connections connections;
    private final BackOff backOff;
    private final MeterRegistry meters;

    Asking(Calls calls, SyncRows syncs, Connections connections, BackOff backOff, MeterRegistry meters) {
        this.calls = calls;
        this.syncs = syncs;
        this.connections = connections;
        this.backOff = backOff;
        this.meters = meters;
    }

    /** One outcome per record, whatever the connector does. */
    <T> List<PushOutcome> push(Shift shift, List<T> batch, Function<List<T>, List<PushOutcome>> call) {
        List<PushOutcome> outcomes = answered(shift, batch, call);
        for (PushOutcome outcome : outcomes) {
            String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            meters.counter("insights.crm.pushed", "outcome", name).increment();
        }
        return outcomes;
    }

    private <T> List<PushOutcome> answered(Shift shift, List<T> batch, Function<List<T>, List<PushOutcome>> call) {
        try {
            List<PushOutcome> answered = calls.within(shift.crm().capabilities().patience(), () -> call.apply(batch));
            if (answered.size() == batch.size()) {
                return answered;
            }
            Log.errorf(
                    "connection %s: %d outcomes for %d records",
                    shift.lease().connection(), answered.size(), batch.size());
            return all(batch.size(), "The connector gave an outcome for too few or too many records.");
        } catch (Calls.Failed failed) {
            return all(batch.size(), failed.sentence());
        }
    }

    private static List<PushOutcome> all(int size, String why) {
        return Collections.nCopies(size, new PushOutcome.Unreachable(why));
    }

    /** How the connection stands after these outcomes; a CRM that says that nothing is left is given a rest. */
    Standing standing(Crm crm, List<PushOutcome> outcomes, int failuresBefore, boolean suspect) {
        Standing standing = suspect
                ? Standing.afterSuspect(outcomes, failuresBefore, backOff)
                : Standing.after(outcomes, failuresBefore, backOff);
        Allowance left = crm.allowance();
        return left == null || left.callsLeft() > 0 ? standing : standing.resting(rest(left));
    }

    private static Duration rest(Allowance left) {
        return left.fullIn().compareTo(SOON) > 0 ? left.fullIn() : SOON;
    }

    /** In the caller's transaction; false if the lease was lost, so that nothing of the call may be written. */
    boolean settle(Lease lease, Standing standing) {
        if (!syncs.settle(lease, standing)) {
            Log.infof("connection %s: lease lost during a call, its results are not written", lease.connection());
            syncs.rest(lease.connection(), standing.restFor());
            return false;
        }
        @Nullable String stop = standing.stop();
        if (stop != null) {
            connections.fail(lease.connection(), stop);
        }
        if (!standing.success()) {
            Log.infof(
                    "connection %s: call failed, failures=%d rest=%s stopped=%b",
                    lease.connection(), standing.failures(), standing.restFor(), stop != null);
        }
        return true;
    }

    /** What a pull gives, as the connector throws it when it fails. */
    <T> T pull(Shift shift, Callable<T> call) {
        try {
            return calls.within(shift.crm().capabilities().patience(), call);
        } catch (Calls.Failed failed) {
            throw CrmFailure.unreachable(failed.sentence());
        }
    }

    /** How the connection stands after a pull that failed. */
    Standing standing(CrmFailure failure, int failuresBefore) {
        Duration asked = failure.restFor();
        String sentence = Standing.shortened(failure.sentence());
        if (failure.isUnauthorised()) {
            return new Standing(false, 0, sentence, Duration.ZERO, sentence);
        }
        int failures = asked == null ? failuresBefore + 1 : failuresBefore;
        return new Standing(false, failures, sentence, asked == null ? backOff.after(failures) : asked, null);
    }
}
