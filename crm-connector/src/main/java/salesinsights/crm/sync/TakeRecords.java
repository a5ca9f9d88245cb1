package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.LeadFact;
import salesinsights.scoring.followup.FollowUpStatus;
import salesinsights.scoring.followup.FollowUpView;
import salesinsights.scoring.followup.FollowUps;

/** Takes over records of a CRM, in the caller's transaction; one that cannot be taken is a difference, and others go on. */
@Singleton
class TakeRecords {
    private static final int NOTE_AT_MOST = 5_000;

    private final Connections connections;
    private final TakeLead leads;
    private final Entries entries;
    private final RecordRows records;
    private final FollowUps followUps;

    TakeRecords(Connections connections, TakeLead leads, Entries entries, RecordRows records, FollowUps followUps) {
        this.connections = connections;
        this.leads = leads;
        this.entries = entries;
        this.records = records;
        this.followUps = followUps;
    }

    void take(Running connection, CrmEntity entity, List<CrmItem> items) {
        CrmMapping mapping = connections.mapping(Set.of(connection.team()), connection.id());
        for (CrmItem item : items) {
            switch (item) {
                case CrmItem.Lead lead -> leads.take(connection, mapping, lead);
                case CrmItem.Contact contact -> take(connection, mapping, contact);
                case CrmItem.Account account ->
                    entries.keep(connection, entity, account.crmId(), account.name(), text(account.domain()), 0, true);
                case CrmItem.Owner owner ->
                    entries.keep(
                            connection, entity, owner.crmId(), owner.name(), text(owner.email()), 0, owner.active());
                case CrmItem.Stage stage ->
                    entries.keep(
                            connection,
                            entity,
                            stage.crmId(),
                            stage.name(),
                            stage.meaning().name(),
                            stage.place(),
                            true);
                case CrmItem.Task task -> take(connection, task);
                case CrmItem.Deleted deleted ->
                    gone(
                            connection,
                            deleted.externalId(),
                            deleted.crmId(),
                            "Deleted in the CRM on %s. Try it again to have it made anew, or leave it."
                                    .formatted(deleted.changedAt()));
                case CrmItem.Merged merged ->
                    gone(
                            connection,
                            merged.externalId(),
                            merged.crmId(),
                            "Merged in the CRM into its record %s. Try it again to have it made anew, or leave it."
                                    .formatted(merged.into()));
            }
        }
    }

    /** A person brings facts for a lead that we have, never a lead. */
    private void take(Running connection, CrmMapping mapping, CrmItem.Contact contact) {
        Map<LeadFact, String> facts = new EnumMap<>(LeadFact.class);
        facts.put(LeadFact.NAME, contact.name());
        facts.put(LeadFact.EMAIL, text(contact.email()));
        facts.put(LeadFact.PHONE, text(contact.phone()));
        facts.put(LeadFact.OWNER, text(contact.ownerId()));
        facts.put(
                LeadFact.COMPANY,
                entries.nameOf(connection.id(), CrmEntity.ACCOUNT, text(contact.accountId()))
                        .orElse(""));
        leads.takeFacts(
                connection, mapping, new CrmItem.Lead(contact.crmId(), null, contact.changedAt(), false, facts));
    }

    private void take(Running connection, CrmItem.Task task) {
        Optional<UUID> id = TakeLead.idOf(task.externalId());
        if (task.ours() || task.status() == CrmTask.Status.OPEN || id.isEmpty()) {
            return;
        }
        Optional<FollowUpView> known = followUps.find(connection.covers(), id.get());
        if (known.isPresent() && isOpen(known.get())) {
            String note = Sentences.storable(task.note(), NOTE_AT_MOST);
            if (task.status() == CrmTask.Status.DONE) {
                followUps.complete(connection.covers(), id.get(), null, note);
            } else {
                followUps.dismiss(connection.covers(), id.get(), null, note);
            }
        }
    }

    private static boolean isOpen(FollowUpView task) {
        return task.status() == FollowUpStatus.OPEN || task.status() == FollowUpStatus.SNOOZED;
    }

    private void gone(Running connection, @Nullable String externalId, String crmId, String reason) {
        Optional<UUID> lead = externalId == null ? Optional.empty() : TakeLead.idOf(externalId);
        lead.or(() -> records.leadOf(connection.id(), crmId))
                .ifPresent(id -> records.gone(connection.id(), id, reason));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
