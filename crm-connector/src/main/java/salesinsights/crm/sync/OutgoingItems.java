package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.sync.ItemRows.Item;
import salesinsights.scoring.followup.FollowUpStatus;
import salesinsights.scoring.followup.FollowUpView;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.TimelineEntry;
import salesinsights.scoring.lead.Timelines;

/** Tasks and timeline entries as CRMs are told about them. */
@Singleton
class OutgoingItems {
    private static final int ENTRIES_AT_MOST = 200;

    private final FollowUps followUps;
    private final Leads leads;
    private final Timelines timelines;

    OutgoingItems(FollowUps followUps, Leads leads, Timelines timelines) {
        this.followUps = followUps;
        this.leads = leads;
        this.timelines = timelines;
    }

    /** Those tasks that the connection's teams have. */
    Map<UUID, CrmTask> tasks(Running connection, List<Item> due) {
        Map<UUID, CrmTask> told = new HashMap<>();
        for (Item item : due) {
            followUps.find(connection.covers(), item.id()).ifPresent(task -> told.put(item.id(), told(task)));
        }
        return told;
    }

    private static CrmTask told(FollowUpView task) {
        return new CrmTask(
                task.id().toString(),
                task.version(),
                task.lead().value().toString(),
                task.title(),
                task.reason(),
                task.owner(),
                task.dueAt(),
                statusOf(task.status()),
                Objects.requireNonNullElse(task.outcome(), ""));
    }

    private static CrmTask.Status statusOf(FollowUpStatus status) {
        return switch (status) {
            case OPEN, SNOOZED -> CrmTask.Status.OPEN;
            case DONE -> CrmTask.Status.DONE;
            case DISMISSED, CANCELLED -> CrmTask.Status.CANCELLED;
        };
    }

    /** Those events that are still believed to be worth an entry. */
    Map<UUID, CrmTouch> touches(Running connection, List<Item> due) {
        Set<UUID> wanted = due.stream().map(Item::id).collect(Collectors.toSet());
        List<LeadId> of =
                due.stream().map(Item::lead).distinct().map(LeadId::new).toList();
        Map<UUID, CrmTouch> told = new HashMap<>();
        for (Lead lead : leads.of(connection.covers(), of)) {
            timelines.of(lead, ENTRIES_AT_MOST).stream()
                    .filter(entry -> wanted.contains(entry.event()) && NoteTouches.isWorthAnEntry(entry))
                    .forEach(entry -> told.put(entry.event(), told(lead, entry)));
        }
        return told;
    }

    private static CrmTouch told(Lead lead, TimelineEntry entry) {
        String what = sentence(entry);
        String subject = entry.subject().isBlank() ? "" : "Message: " + entry.subject();
        return new CrmTouch(
                entry.event().toString(),
                lead.id().value().toString(),
                entry.kind(),
                entry.occurredAt(),
                what,
                subject);
    }

    private static String sentence(TimelineEntry entry) {
        String link = entry.link();
        String verb = entry.kind().replace('_', ' ');
        String words = Character.toUpperCase(verb.charAt(0)) + verb.substring(1);
        return link == null ? words : words + " \"" + link + "\"";
    }
}
