package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.TakesTasks;
import salesinsights.crm.spi.TakesTimeline;
import salesinsights.crm.sync.ItemRows.Item;
import salesinsights.crm.sync.ItemRows.Kind;
import salesinsights.tracking.team.Scopes;

/** Pushes tasks and timeline entries of leads that the CRM has. */
@Singleton
class PushItems implements Chore {
    private final ItemRows rows;
    private final OutgoingItems items;
    private final Asking asking;
    private final Permits permits;
    private final Scopes scopes;

    PushItems(ItemRows rows, OutgoingItems items, Asking asking, Permits permits, Scopes scopes) {
        this.rows = rows;
        this.items = items;
        this.asking = asking;
        this.permits = permits;
        this.scopes = scopes;
    }

    @Override
    public Went run(Shift shift) {
        Crm crm = shift.crm();
        if (crm instanceof TakesTasks takes && push(shift, Kind.TASK, items::tasks, takes::pushTasks)) {
            return Went.ON;
        }
        if (crm instanceof TakesTimeline takes && push(shift, Kind.TOUCH, items::touches, takes::log)) {
            return Went.ON;
        }
        if (crm instanceof TakesTasks || crm instanceof TakesTimeline) {
            scopes.runAsWorker(() -> rows.waitForLeads(shift.connection().id()));
        }
        return Went.IDLE;
    }

    /** Items as they are now, by id; what is missing is nothing to tell of any more. */
    private interface Telling<T> {
        Map<UUID, T> of(Running connection, List<Item> due);
    }

    private record Batch<T>(List<Item> items, List<T> told, boolean some) {}

    /** True if something was due. */
    private <T> boolean push(Shift shift, Kind kind, Telling<T> telling, Function<List<T>, List<PushOutcome>> call) {
        Batch<T> batch = scopes.asWorker(() -> take(shift, kind, telling));
        if (!batch.items().isEmpty()) {
            List<PushOutcome> outcomes = asking.push(shift, batch.told(), call);
            Standing standing = asking.standing(shift.crm(), outcomes, shift.failures(), false);
            scopes.runAsWorker(() -> {
                if (asking.settle(shift.lease(), standing)) {
                    rows.settle(shift.connection().id(), batch.items(), outcomes, standing.success());
                }
            });
        }
        return batch.some();
    }

    private <T> Batch<T> take(Shift shift, Kind kind, Telling<T> telling) {
        int atMost = shift.crm().capabilities().batchAtMost() >> Math.min(shift.failures(), 10);
        List<Item> due = rows.due(shift.connection().id(), kind, Math.max(1, atMost));
        Map<UUID, T> known = due.isEmpty() ? Map.of() : telling.of(shift.connection(), due);
        List<Item> sent = new ArrayList<>();
        List<Item> gone = new ArrayList<>();
        List<T> told = new ArrayList<>();
        for (Item item : due) {
            T now = known.get(item.id());
            if (now == null) {
                gone.add(item);
            } else {
                sent.add(item);
                told.add(now);
            }
        }
        rows.drop(shift.connection().id(), gone);
        boolean may =
                sent.isEmpty() || permits.take(shift, shift.crm().capabilities().callsPerBatch());
        return may ? new Batch<>(sent, told, !due.isEmpty()) : new Batch<>(List.of(), List.of(), true);
    }
}
