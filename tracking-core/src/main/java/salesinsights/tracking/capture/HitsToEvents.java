package salesinsights.tracking.capture;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.consent.ArrivalDecisions;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.verdict.Catalogue;

/** Decides once more what may be kept of hits that waited, and keeps it; in the caller's transaction. */
@Singleton
class HitsToEvents {
    private final Decisions decisions;
    private final ArrivalDecisions arrivals;
    private final EventLog log;
    private final AggregateHits counts;
    private final Catalogue catalogue;
    private final PageHits pages;

    HitsToEvents(
            Decisions decisions,
            ArrivalDecisions arrivals,
            EventLog log,
            AggregateHits counts,
            Catalogue catalogue,
            PageHits pages) {
        this.decisions = decisions;
        this.arrivals = arrivals;
        this.log = log;
        this.counts = counts;
        this.catalogue = catalogue;
        this.pages = pages;
    }

    void store(List<Hit> seen, Tally tally) {
        List<Hit> hits = pages.admit(seen, tally);
        List<Hit> anonymous =
                hits.stream().filter(hit -> hit.recipient() == null).toList();
        counts.add(anonymous.stream().filter(hit -> !PageHits.isOne(hit)).toList());
        pages.count(anonymous.stream().filter(PageHits::isOne).toList());
        tally.stored(anonymous.size());
        Set<UUID> recipients = new HashSet<>();
        hits.forEach(hit -> {
            if (hit.recipient() != null) {
                recipients.add(hit.recipient());
            }
        });
        Map<UUID, TrackingDecision> decided = decisions.onArrival(recipients);
        List<TrackingEvent> events = new ArrayList<>();
        Map<UUID, TrackingDecision> allowing = new HashMap<>();
        for (Hit hit : hits) {
            UUID recipient = hit.recipient();
            TrackingDecision decision = recipient == null ? null : decided.get(recipient);
            if (recipient != null && decision != null) {
                keep(hit, recipient, decision, events, tally);
                if (decision.identifies(purposeOf(hit.kind()))) {
                    allowing.put(recipient, decision);
                }
            }
        }
        arrivals.keep(allowing);
        int added = log.append(events).size();
        tally.stored(added);
        tally.duplicate(events.size() - added);
    }

    private void keep(Hit hit, UUID recipient, TrackingDecision decision, List<TrackingEvent> events, Tally tally) {
        Purpose purpose = purposeOf(hit.kind());
        if (decision.identifies(purpose)) {
            events.add(event(hit, recipient, decision.keepsNetwork()));
        } else if (PageHits.isOne(hit) && decision.mode(purpose) == Mode.AGGREGATE) {
            pages.count(List.of(hit));
            tally.stored(1);
        } else {
            tally.rejected(Refusal.CONSENT);
        }
    }

    private static Purpose purposeOf(EventKind kind) {
        return switch (kind) {
            case OPENED, READ_TIME -> Purpose.OPEN;
            case CLICKED, ATTACHMENT_VIEWED -> Purpose.CLICK;
            default -> Purpose.WEB;
        };
    }

    private static EventSource sourceOf(EventKind kind) {
        return switch (kind) {
            case OPENED, READ_TIME -> EventSource.PIXEL;
            case CLICKED, ATTACHMENT_VIEWED -> EventSource.LINK;
            default -> EventSource.PAGE;
        };
    }

    private TrackingEvent event(Hit hit, UUID recipient, boolean keepsNetwork) {
        return new TrackingEvent(
                hit.id(),
                hit.at(),
                hit.team(),
                hit.message(),
                recipient,
                hit.kind(),
                sourceOf(hit.kind()),
                hit.at(),
                hit.linkPosition(),
                catalogue.familyOf(hit.userAgent()),
                keepsNetwork ? hit.network() : null,
                hit.signals(),
                hit.detail());
    }
}
