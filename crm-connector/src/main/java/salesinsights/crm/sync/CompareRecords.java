package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.ReadsBack;
import salesinsights.tracking.team.Scopes;

/** Compares all that the CRM holds with what it should hold, a page at a time; goes on where it stopped. */
@Singleton
class CompareRecords implements Chore {
    private static final int PAGE = 500;

    private final CheckRows checks;
    private final DifferenceRows differences;
    private final OutgoingLeads leads;
    private final Asking asking;
    private final Permits permits;
    private final Scopes scopes;

    CompareRecords(
            CheckRows checks,
            DifferenceRows differences,
            OutgoingLeads leads,
            Asking asking,
            Permits permits,
            Scopes scopes) {
        this.checks = checks;
        this.differences = differences;
        this.leads = leads;
        this.asking = asking;
        this.permits = permits;
        this.scopes = scopes;
    }

    @Override
    public Went run(Shift shift) {
        if (!(shift.crm() instanceof ReadsBack crm)) {
            return Went.IDLE;
        }
        Optional<CheckRows.Place> place =
                scopes.asWorker(() -> checks.unfinished(shift.connection().id()));
        if (place.isEmpty()) {
            return Went.IDLE;
        }
        if (scopes.asWorker(() -> permits.take(shift, 1))) {
            compare(shift, crm, place.get().after());
        }
        return Went.ON;
    }

    private void compare(Shift shift, ReadsBack crm, @Nullable String after) {
        try {
            List<KeptRecord> page = asking.pull(shift, () -> crm.readBack(after, PAGE));
            String last = page.size() < PAGE ? null : page.getLast().lead().externalId();
            scopes.runAsWorker(() -> {
                if (checks.compared(shift.lease(), page.size(), last)) {
                    if (after == null) {
                        differences.forgetFound(shift.connection().id());
                    }
                    note(shift.connection(), page, after, last);
                }
            });
        } catch (CrmFailure failure) {
            scopes.runAsWorker(() -> asking.settle(shift.lease(), asking.standing(failure, shift.failures())));
        }
    }

    private void note(Running connection, List<KeptRecord> page, @Nullable String after, @Nullable String last) {
        // What still waits to be pushed differs by right: only what the CRM took is compared.
        Set<UUID> pushed = new HashSet<>(checks.pushed(connection.id(), after, last));
        Map<UUID, CrmLead> wanted = new HashMap<>();
        leads.of(connection.covers(), pushed).forEach(lead -> wanted.put(lead.id(), lead.lead()));
        List<UUID> seen = new ArrayList<>();
        for (KeptRecord record : page) {
            String id = record.lead().externalId();
            Optional<UUID> ours = TakeLead.idOf(id);
            CrmLead should = ours.map(wanted::get).orElse(null);
            ours.ifPresent(seen::add);
            if (should != null) {
                noteDifferent(connection, id, should, record.lead());
            } else if (ours.isEmpty()
                    || leads.of(connection.covers(), List.of(ours.get())).isEmpty()) {
                differences.found(connection, id, null, Difference.Kind.UNKNOWN, List.of());
            }
        }
        pushed.removeAll(Set.copyOf(seen));
        pushed.retainAll(wanted.keySet());
        pushed.forEach(id ->
                differences.found(connection, id.toString(), id, Difference.Kind.MISSING, List.of("the whole record")));
    }

    private void noteDifferent(Running connection, String id, CrmLead should, CrmLead holds) {
        List<String> fields = differing(should, holds);
        if (!fields.isEmpty()) {
            differences.found(connection, id, UUID.fromString(id), Difference.Kind.DIFFERENT, fields);
        }
    }

    /** Names of what differs. Scores fade from the moment of the push, so that only their tier and grade are compared. */
    static List<String> differing(CrmLead should, CrmLead holds) {
        List<String> fields = new ArrayList<>();
        note(fields, "name", should.name(), holds.name());
        note(fields, "email", should.email(), holds.email());
        note(fields, "company", should.company(), holds.company());
        note(fields, "owner", should.owner(), holds.owner());
        note(fields, "stage", should.stage(), holds.stage());
        note(fields, "tier", tier(should), tier(holds));
        return fields;
    }

    private static void note(List<String> fields, String name, @Nullable String should, @Nullable String holds) {
        if (!Objects.equals(should, holds)) {
            fields.add(name);
        }
    }

    private static @Nullable String tier(CrmLead lead) {
        CrmLead.Score score = lead.score();
        return score == null ? null : score.tier();
    }
}
