package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import salesinsights.crm.spi.Capabilities;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmPage;
import salesinsights.crm.spi.GivesRecords;
import salesinsights.tracking.team.Scopes;

/** Takes over what changed in the CRM, a page at a time; cursor and effect commit together. */
@Singleton
class PullRecords implements Chore {
    private static final int PAGE = 200;
    private static final int CURSOR_AT_MOST = 2_000;
    /** For what hardly ever changes: owners, stages, companies. */
    private static final Duration SELDOM = Duration.ofMinutes(5);

    private static final Duration USUAL = Duration.ofMinutes(1);

    private final PullRows pulls;
    private final TakeRecords records;
    private final Asking asking;
    private final Permits permits;
    private final Scopes scopes;

    PullRecords(PullRows pulls, TakeRecords records, Asking asking, Permits permits, Scopes scopes) {
        this.pulls = pulls;
        this.records = records;
        this.asking = asking;
        this.permits = permits;
        this.scopes = scopes;
    }

    @Override
    public Went run(Shift shift) {
        if (!(shift.crm() instanceof GivesRecords crm)) {
            return Went.IDLE;
        }
        Optional<PullRows.Place> due =
                scopes.asWorker(() -> pulls.due(shift.connection().id()));
        if (due.isEmpty()) {
            return Went.IDLE;
        }
        if (scopes.asWorker(() -> permits.take(shift, 1))) {
            pull(shift, crm, due.get());
        }
        return Went.ON;
    }

    private void pull(Shift shift, GivesRecords crm, PullRows.Place place) {
        try {
            CrmPage page = crm.gives().contains(place.entity())
                    ? asking.pull(shift, () -> crm.pull(place.entity(), place.cursor(), PAGE))
                    : new CrmPage(List.of(), place.cursor(), false);
            String cursor = page.cursor();
            if (cursor != null && cursor.length() > CURSOR_AT_MOST) {
                throw CrmFailure.unreachable("The connector gave a cursor of more than 2,000 characters.");
            }
            Duration again = page.more() ? Duration.ZERO : every(crm, place.entity());
            scopes.runAsWorker(() -> {
                if (pulls.pulled(shift.lease(), place, cursor, page.items().size(), again)) {
                    records.take(shift.connection(), place.entity(), page.items());
                }
            });
        } catch (CrmFailure failure) {
            scopes.runAsWorker(() -> asking.settle(shift.lease(), asking.standing(failure, shift.failures())));
        }
    }

    private static Duration every(GivesRecords crm, CrmEntity entity) {
        Capabilities can = crm.capabilities();
        Duration usual = can.pullsOutcomes() ? can.pullEvery(kinds(crm)) : longer(USUAL, can.pullEvery(kinds(crm)));
        boolean seldom = entity == CrmEntity.OWNER || entity == CrmEntity.STAGE || entity == CrmEntity.ACCOUNT;
        return seldom ? longer(SELDOM, usual) : usual;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** How many kinds of things a CRM is asked for: its outcomes, and its records of each kind. */
    static int kinds(Crm crm) {
        return 1 + (crm instanceof GivesRecords gives ? gives.gives().size() : 0);
    }
}
