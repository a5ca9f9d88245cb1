package salesinsights.tracking.relay;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.message.PlainPost;
import salesinsights.tracking.team.Scopes;

/** Tells the sender of accepted mail who did not get it, by a delivery status notification; each failure once. */
@Singleton
class TellSenders implements Draining {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String SELF = "the message as a whole";

    private final RelayTable table;
    private final StatusNotice notices;
    private final PlainPost post;
    private final Scopes scopes;
    private final Clock clock;

    TellSenders(RelayTable table, StatusNotice notices, PlainPost post, Scopes scopes, Clock clock) {
        this.table = table;
        this.notices = notices;
        this.post = post;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "tell-senders";
    }

    @Override
    public boolean drainOnce() {
        Optional<RelayTable.Due> refused = scopes.asWorker(() -> table.lease("REFUSED", LEASE));
        refused.ifPresent(one -> tell(
                one,
                one.recipients().stream()
                        .map(address -> new RelayTable.Failure(
                                one.id(),
                                address,
                                Optional.ofNullable(one.reason()).orElse(SELF)))
                        .toList(),
                false));
        Optional<RelayTable.Due> handedOn = scopes.asWorker(() -> table.lease("HANDED_ON", LEASE));
        handedOn.ifPresent(this::look);
        return refused.isPresent() || handedOn.isPresent();
    }

    private void look(RelayTable.Due one) {
        List<RelayTable.Failure> failures = scopes.asWorker(() -> table.failures(one));
        boolean open = scopes.asWorker(() -> table.isOpen(one));
        if (!failures.isEmpty()) {
            tell(one, failures, open);
        } else {
            scopes.runAsWorker(() -> goOn(one, open));
        }
    }

    private void goOn(RelayTable.Due one, boolean open) {
        if (open && !isOld(one)) {
            table.again(one, null);
        } else {
            table.done(one.id());
        }
    }

    private boolean isOld(RelayTable.Due one) {
        return one.acceptedAt().isBefore(clock.instant().minus(HandOnMail.TRIED_FOR.multipliedBy(4)));
    }

    /** Twice after a crash rather than never. */
    private void tell(RelayTable.Due one, List<RelayTable.Failure> failures, boolean open) {
        Optional<String> trouble =
                post.send(one.login().team(), notices.sender(), one.envelopeFrom(), notices.of(one, failures));
        scopes.runAsWorker(() -> {
            if (trouble.isPresent() && !isOld(one)) {
                table.again(one, one.reason());
                return;
            }
            if (one.message() != null) {
                table.told(one, failures);
            }
            goOn(one, open);
        });
        trouble.ifPresent(why -> Log.warnf("a sender could not be told yet of mail that failed: id=%s", one.id()));
    }
}
