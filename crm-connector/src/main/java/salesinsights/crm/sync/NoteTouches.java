package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.crm.spi.TakesTimeline;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.TimelineEntry;
import salesinsights.scoring.lead.Timelines;

/** Marks what people did with our mail as to be written into the CRM's timeline. */
@Singleton
class NoteTouches {
    private static final int ENTRIES_AT_MOST = 50;
    private static final Set<String> ALSO_FROM_MACHINES =
            Set.of("hard_bounced", "soft_bounced", "complained", "unsubscribed");

    private final ItemRows items;
    private final Leads leads;
    private final Timelines timelines;

    NoteTouches(ItemRows items, Leads leads, Timelines timelines) {
        this.items = items;
        this.leads = leads;
        this.timelines = timelines;
    }

    /** Of those leads on which somebody laid hands since the last note. */
    void note(Shift shift, List<Outgoing> found, Map<UUID, Due> due) {
        if (!(shift.crm() instanceof TakesTimeline)) {
            return;
        }
        for (Outgoing outgoing : found) {
            Instant touched = outgoing.lead().lastTouchAt();
            Due mark = due.get(outgoing.id());
            Instant noted = mark == null ? null : mark.touchedAt();
            if (touched != null && (noted == null || touched.isAfter(noted))) {
                leads.find(shift.connection().covers(), new LeadId(outgoing.id()))
                        .ifPresent(lead -> note(shift.connection(), lead, touched));
            }
        }
    }

    private void note(Running connection, Lead lead, Instant touched) {
        List<UUID> entries = timelines.of(lead, ENTRIES_AT_MOST).stream()
                .filter(NoteTouches::isWorthAnEntry)
                .map(TimelineEntry::event)
                .toList();
        items.wantTouches(connection, lead.id().value(), entries, touched);
    }

    static boolean isWorthAnEntry(TimelineEntry entry) {
        boolean sent = entry.kind().equals("sent") || entry.kind().equals("delivered");
        return !sent && (entry.human() || ALSO_FROM_MACHINES.contains(entry.kind())) && entry.readingOf() == null;
    }
}
