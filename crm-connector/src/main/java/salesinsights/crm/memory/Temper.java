package salesinsights.crm.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.memory.MemoryCrm.Mood;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.PushOutcome;

/** How the in-memory CRM feels: what its bad days do to a batch. Guarded by its owner. */
final class Temper {
    private final Clock clock;
    private final Deque<Mood> moods = new ArrayDeque<>();
    private Instant busyUntil = Instant.MIN;
    private int callsWhileBusy;

    Temper(Clock clock) {
        this.clock = clock;
    }

    void moods(List<? extends Mood> next) {
        moods.addAll(next);
    }

    int moodsLeft() {
        return moods.size();
    }

    int callsWhileBusy() {
        return callsWhileBusy;
    }

    void refuseWhileBusy() {
        Duration rest = rest();
        if (rest != null) {
            throw CrmFailure.busy("The CRM asks for a rest.", rest);
        }
    }

    <T> List<PushOutcome> unlessBusy(List<T> batch, Function<T, PushOutcome> store) {
        Duration rest = rest();
        return rest == null ? batch.stream().map(store).toList() : all(batch, new PushOutcome.Busy(rest));
    }

    <T> List<PushOutcome> taken(List<T> batch, Function<T, String> id, Function<T, PushOutcome> store) {
        Set<String> ids = new HashSet<>();
        boolean different = batch.stream().allMatch(one -> ids.add(id.apply(one)));
        if (batch.isEmpty() || batch.size() > MemoryCrm.BATCH_AT_MOST || !different) {
            throw new IllegalArgumentException("a batch is 1 to " + MemoryCrm.BATCH_AT_MOST + " different records");
        }
        Duration rest = rest();
        if (rest != null) {
            return all(batch, new PushOutcome.Busy(rest));
        }
        return switch (moods.poll()) {
            case null -> batch.stream().map(store).toList();
            case Mood.BusyFor(var restFor) -> {
                busyUntil = clock.instant().plus(restFor);
                yield all(batch, new PushOutcome.Busy(restFor));
            }
            case Mood.AnswerLost lost -> {
                List<PushOutcome> unheard = batch.stream().map(store).toList();
                yield all(unheard, new PushOutcome.Unreachable("No answer within 5 s."));
            }
            case Mood.Away away -> all(batch, new PushOutcome.Unreachable("Nobody answers at this address."));
            case Mood.HalfFails half -> halfOf(batch, store);
            case Mood.LockedOut out -> all(batch, new PushOutcome.Unauthorised("The access token is no longer valid."));
        };
    }

    private @Nullable Duration rest() {
        Instant now = clock.instant();
        if (!now.isBefore(busyUntil)) {
            return null;
        }
        callsWhileBusy++;
        return Duration.between(now, busyUntil);
    }

    private static List<PushOutcome> all(List<?> batch, PushOutcome outcome) {
        return batch.stream().map(one -> outcome).toList();
    }

    private static <T> List<PushOutcome> halfOf(List<T> batch, Function<T, PushOutcome> store) {
        List<PushOutcome> outcomes = new ArrayList<>();
        for (T one : batch) {
            outcomes.add(
                    outcomes.size() % 2 == 1
                            ? new PushOutcome.Unreachable("The record is locked by somebody else.")
                            : store.apply(one));
        }
        return outcomes;
    }
}
