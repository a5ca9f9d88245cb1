package salesinsights.tracking.erasure;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.erasure.PrivacyRequest.Kind;
import salesinsights.tracking.erasure.PrivacyRequest.State;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.team.Scopes;

/**
 * Works off requests that have begun, one step of one room in one transaction together with its mark: after a crash the
 * next worker goes on with the step that is missing.
 */
@Singleton
class RunRequests implements Draining {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final RequestTable table;
    private final Steps steps;
    private final Suppressions suppressions;
    private final ExportPerson export;
    private final PersonKeys keys;
    private final AuditLog audit;
    private final Scopes scopes;

    RunRequests(
            RequestTable table,
            Steps steps,
            Suppressions suppressions,
            ExportPerson export,
            PersonKeys keys,
            AuditLog audit,
            Scopes scopes) {
        this.table = table;
        this.steps = steps;
        this.suppressions = suppressions;
        this.export = export;
        this.keys = keys;
        this.audit = audit;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "run-privacy-requests";
    }

    @Override
    public boolean drainOnce() {
        Optional<Stored> taken = scopes.asWorker(() -> table.lease(State.RUNNING, LEASE));
        taken.ifPresent(one -> run(one.id()));
        return taken.isPresent();
    }

    private void run(UUID id) {
        try {
            while (scopes.asWorker(() -> once(id))) {
                Thread.onSpinWait();
            }
        } catch (PersonalData.NotYet later) {
            scopes.runAsWorker(() -> table.again(id, String.valueOf(later.getMessage())));
        } catch (RuntimeException failed) {
            Log.errorf(failed, "a privacy request does not go on, it is tried again: id=%s", id);
            scopes.runAsWorker(() -> table.again(id, "A step failed; the log tells more under this request's id."));
        }
    }

    /** One step; false if there is no more. */
    private boolean once(UUID id) {
        Stored one =
                table.find(id).filter(found -> found.state() == State.RUNNING).orElse(null);
        if (one == null) {
            return false;
        }
        Optional<String> address = addressOf(one);
        if (address.isEmpty()) {
            // The key went with another request about the same person, which did the same.
            finish(one);
            return false;
        }
        return one.kind() == Kind.ACCESS ? answer(one, address.get()) : forget(one, address.get());
    }

    private Optional<String> addressOf(Stored one) {
        byte[] sealed = one.address();
        return sealed == null
                ? Optional.empty()
                : keys.ring(one.team(), Set.of(one.subject())).open(one.subject(), sealed);
    }

    private boolean answer(Stored one, String address) {
        Person person = person(one, address);
        table.answered(one.id(), keys.seal(one.team(), one.subject(), export.of(person)));
        table.stepDone(one.id(), "export", 0);
        finish(one);
        return false;
    }

    private boolean forget(Stored one, String address) {
        if (one.steps().isEmpty()) {
            if (one.isForGood()) {
                suppressions.add(one.team(), one.subject());
            }
            table.concerns(one.id(), steps.recipients(one.team(), address), steps.soleMessages(one.team(), address));
            table.stepDone(one.id(), "begin", 0);
            return true;
        }
        for (PersonalData room : steps.all()) {
            if (!one.steps().contains(room.name())) {
                long rows = steps.forget(room, person(one, address));
                table.stepDone(one.id(), room.name(), rows);
                return !room.equals(steps.all().getLast()) || finish(one);
            }
        }
        return finish(one);
    }

    private static Person person(Stored one, String address) {
        return new Person(
                one.id(), one.team(), address, one.subject(), one.recipients(), one.messages(), one.isForGood());
    }

    /** Always false: there is nothing to do after it. */
    private boolean finish(Stored one) {
        Stored now = table.find(one.id()).orElseThrow();
        table.move(one, EnumSet.of(State.RUNNING), State.DONE);
        AuditAction action = one.kind() == Kind.ACCESS ? AuditAction.ACCESS_EXPORTED : AuditAction.ERASED;
        if (one.kind() == Kind.ERASURE) {
            table.blank(one.id());
        }
        audit.note(new AuditEntry(
                one.team(),
                action,
                name(),
                "request:" + one.id(),
                null,
                Map.of(
                        "rows",
                        Long.toString(now.rowsGone()),
                        "source",
                        one.source().name())));
        Log.infof("privacy request done: id=%s kind=%s rows=%d", one.id(), one.kind(), now.rowsGone());
        return false;
    }
}
