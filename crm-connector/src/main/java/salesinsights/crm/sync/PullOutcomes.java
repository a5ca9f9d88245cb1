package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.Pulled;
import salesinsights.tracking.team.Scopes;

/** Takes over what people decided in the CRM, a page at a time; cursor and effect commit together. */
@Singleton
class PullOutcomes implements Chore {
    private static final int PAGE = 500;

    private final SyncRows syncs;
    private final LeadOutcomes leads;
    private final Asking asking;
    private final Permits permits;
    private final Scopes scopes;
    private final Clock clock;

    PullOutcomes(SyncRows syncs, LeadOutcomes leads, Asking asking, Permits permits, Scopes scopes, Clock clock) {
        this.syncs = syncs;
        this.leads = leads;
        this.asking = asking;
        this.permits = permits;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** Pulls a page if it is time to. */
    @Override
    public Went run(Shift shift) {
        Crm crm = shift.crm();
        if (!shift.held().pullDue()) {
            return Went.IDLE;
        }
        if (!scopes.asWorker(() -> permits.take(shift, 1))) {
            return Went.ON;
        }
        try {
            Pulled page = asking.pull(shift, () -> crm.pull(shift.held().pullCursor(), PAGE));
            Duration again = page.more() ? Duration.ZERO : crm.capabilities().pullEvery(PullRecords.kinds(crm));
            scopes.runAsWorker(() -> take(shift.lease(), shift.connection(), page, again));
        } catch (CrmFailure failure) {
            scopes.runAsWorker(() -> asking.settle(shift.lease(), asking.standing(failure, shift.failures())));
        }
        return Went.ON;
    }

    private void take(Lease lease, Running connection, Pulled page, Duration again) {
        if (!syncs.pulled(lease, page.cursor(), again)) {
            return;
        }
        page.outcomes().forEach(outcome -> {
            idOf(outcome).ifPresent(id -> leads.decide(connection.covers(), id, outcome.result(), sane(outcome.at())));
        });
    }

    private static Optional<UUID> idOf(CrmOutcome outcome) {
        try {
            return Optional.of(UUID.fromString(outcome.externalId()));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Clocks over there may be wrong by any amount. */
    private Instant sane(Instant said) {
        Instant now = clock.instant();
        return said.isAfter(now) || said.isBefore(Instant.EPOCH) ? now : said;
    }
}
