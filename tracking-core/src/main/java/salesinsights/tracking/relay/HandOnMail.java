package salesinsights.tracking.relay;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Messages;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.Teams;

/**
 * Hands accepted mail to room message, under a key of its own: after a crash in between it is the same message once more,
 * and not a second one.
 */
@Singleton
class HandOnMail implements Draining {
    private static final Duration LEASE = Duration.ofMinutes(5);
    static final Duration TRIED_FOR = Duration.ofDays(2);

    private final RelayTable table;
    private final Messages messages;
    private final Teams teams;
    private final Scopes scopes;
    private final Clock clock;

    HandOnMail(RelayTable table, Messages messages, Teams teams, Scopes scopes, Clock clock) {
        this.table = table;
        this.messages = messages;
        this.teams = teams;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "hand-on-mail";
    }

    @Override
    public boolean drainOnce() {
        Optional<RelayTable.Due> due = scopes.asWorker(() -> table.lease("WAITING", LEASE));
        due.ifPresent(this::handOn);
        return due.isPresent();
    }

    private void handOn(RelayTable.Due one) {
        try {
            UUID message = submitted(one);
            scopes.runAsWorker(() -> table.handedOn(one.id(), message));
        } catch (Problem refused) {
            boolean later = refused.type().equals("no-smtp-server") || refused.status() == 502;
            boolean over = one.acceptedAt().isBefore(clock.instant().minus(TRIED_FOR));
            scopes.runAsWorker(() -> {
                if (later && !over) {
                    table.again(one, refused.detail());
                } else {
                    table.refused(one.id(), refused.detail());
                }
            });
        } catch (RuntimeException failed) {
            Log.errorf(failed, "accepted mail could not be handed on, and is tried again: id=%s", one.id());
            scopes.runAsWorker(() -> table.again(one, "It could not be handed on this time."));
        }
    }

    private UUID submitted(RelayTable.Due one) {
        Login login = one.login();
        Team team = teams.find(login.team()).orElseThrow();
        Caller caller = new Caller(
                login.user(), login.name(), login.address(), Set.of(Caller.REP), List.of(team), List.of(team));
        byte[] raw = Objects.requireNonNull(one.raw(), "waiting mail has its bytes");
        return messages.submit(caller, team, raw, one.recipients(), one.tracking(), "relay:" + one.id());
    }
}
