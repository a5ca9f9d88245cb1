package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.Pulled;
import salesinsights.tracking.team.Scopes;

/** Takes over what people decided in the CRM, a page at a time; cursor and effect commit together. */
@Singleton
class PullOutcomes {
    private static final int PAGE = 500;

    private final SyncRows syncs;
    private final LeadOutcomes leads;
    private final Connections connections;
    private final Calls calls;
    private final Scopes scopes;
    private final Clock clock;
    private final BackOff backOff;

    PullOutcomes(
            SyncRows syncs,
            LeadOutcomes leads,
            Connections connections,
            Calls calls,
            Scopes scopes,
            BackOff backOff,
            Clock clock) {
        this.syncs = syncs;
        this.leads = leads;
        this.connections = connections;
        this.calls = calls;
        this.scopes = scopes;
        this.backOff = backOff;
        this.clock = clock;
    }

    /** Pulls a page if it is time to; true if another one can be had at once. */
    boolean pull(Lease lease, Running connection, Crm crm) {
        SyncRows.Held held = scopes.asWorker(() -> syncs.renew(lease, Turn.LEASE));
        if (held == null || !held.pullDue()) {
            return false;
        }
        try {
            Pulled page = calls.within(crm.capabilities().patience(), () -> crm.pull(held.pullCursor(), PAGE));
            Duration again = page.more() ? Duration.ZERO : crm.capabilities().pullEvery();
            return scopes.asWorker(() -> take(lease, connection, page, again)) && page.more();
        } catch (CrmFailure failure) {
            rest(lease, standingOf(failure, held.failures()));
        } catch (Calls.Failed failure) {
            rest(lease, standingOf(CrmFailure.unreachable(failure.sentence()), held.failures()));
        }
        return false;
    }

    private boolean take(Lease lease, Running connection, Pulled page, Duration again) {
        if (!syncs.pulled(lease, page.cursor(), again)) {
            return false;
        }
        page.outcomes().forEach(outcome -> {
            idOf(outcome).ifPresent(id -> leads.decide(connection.covers(), id, outcome.result(), sane(outcome.at())));
        });
        return true;
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

    private Standing standingOf(CrmFailure failure, int failuresBefore) {
        Duration asked = failure.restFor();
        String sentence = Standing.shortened(failure.sentence());
        if (failure.isUnauthorised()) {
            return new Standing(false, 0, sentence, Duration.ZERO, sentence);
        }
        int failures = asked == null ? failuresBefore + 1 : failuresBefore;
        return new Standing(false, failures, sentence, asked == null ? backOff.after(failures) : asked, null);
    }

    private void rest(Lease lease, Standing standing) {
        scopes.runAsWorker(() -> {
            @Nullable String stop = standing.stop();
            if (syncs.settle(lease, standing) && stop != null) {
                connections.fail(lease.connection(), stop);
            }
        });
    }
}
