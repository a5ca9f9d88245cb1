package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.TimelineEntry.Belief;
import salesinsights.tracking.message.SentLink;
import salesinsights.tracking.message.SentLinks;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.verdict.JudgedEvent;
import salesinsights.tracking.verdict.JudgedEvents;
import salesinsights.tracking.verdict.PastVerdict;
import salesinsights.tracking.verdict.ReadingSessions;
import salesinsights.tracking.verdict.Reason;

/** What happened between us and a lead: all judged events of all mail to its address. */
@Singleton
public class Timelines {
    private final SentMail mail;
    private final SentLinks links;
    private final JudgedEvents events;

    Timelines(SentMail mail, SentLinks links, JudgedEvents events) {
        this.mail = mail;
        this.links = links;
        this.events = events;
    }

    /** The newest first, at most so many of them; a lead without an address has none. */
    public List<TimelineEntry> of(Lead lead, int atMost) {
        if (lead.email() == null) {
            return List.of();
        }
        Map<UUID, SentTo> sent = mail.to(lead.teamId(), List.of(lead.email())).stream()
                .collect(Collectors.toMap(SentTo::recipient, Function.identity()));
        List<JudgedEvent> all = events.of(sent.keySet());
        List<JudgedEvent> newest = all.stream()
                .sorted(Comparator.comparing(JudgedEvent::occurredAt)
                        .thenComparing(JudgedEvent::id)
                        .reversed())
                .limit(atMost)
                .toList();
        Map<Place, SentLink> labels = labelsOf(newest);
        Map<UUID, List<Belief>> beliefs = beliefsAbout(newest);
        Map<UUID, UUID> readings = ReadingSessions.firstOpens(all);
        return newest.stream()
                .map(event -> entry(
                        event,
                        Objects.requireNonNull(sent.get(event.recipient())),
                        labels,
                        beliefs.getOrDefault(event.id(), List.of()),
                        readings.get(event.id())))
                .toList();
    }

    /** What was believed before, of those of which something else was believed before. */
    private Map<UUID, List<Belief>> beliefsAbout(List<JudgedEvent> shown) {
        List<UUID> changed = shown.stream()
                .filter(event -> event.revision() > 1)
                .map(JudgedEvent::id)
                .toList();
        Map<UUID, List<Belief>> beliefs = new HashMap<>();
        if (!changed.isEmpty()) {
            events.historyOf(changed).forEach((event, past) -> beliefs.put(event, beliefs(past)));
        }
        return beliefs;
    }

    private static List<Belief> beliefs(List<PastVerdict> past) {
        List<Belief> beliefs = new ArrayList<>();
        for (int i = 0; i + 1 < past.size(); i++) {
            PastVerdict then = past.get(i);
            beliefs.add(new Belief(
                    then.actor().code(),
                    then.confidence(),
                    then.wasHuman(),
                    then.reasons().stream().map(Reason::wordsFor).toList(),
                    then.catalogue(),
                    then.from(),
                    past.get(i + 1).from()));
        }
        return beliefs;
    }

    private record Place(UUID message, int position) {}

    private Map<Place, SentLink> labelsOf(List<JudgedEvent> shown) {
        List<UUID> messages = shown.stream()
                .filter(event -> event.linkPosition() != null)
                .map(JudgedEvent::message)
                .distinct()
                .toList();
        Map<Place, SentLink> labels = new HashMap<>();
        if (!messages.isEmpty()) {
            links.of(messages).forEach(link -> labels.put(new Place(link.message(), link.position()), link));
        }
        return labels;
    }

    private static TimelineEntry entry(
            JudgedEvent event,
            SentTo sent,
            Map<Place, SentLink> labels,
            List<Belief> earlier,
            @Nullable UUID readingOf) {
        return new TimelineEntry(
                event.id(),
                event.kind().name().toLowerCase(Locale.ROOT),
                event.occurredAt(),
                event.recordedAt(),
                event.message(),
                sent.subject(),
                sent.senderUser(),
                sent.campaign(),
                labelOf(event, labels),
                event.agent(),
                event.actor().name().toLowerCase(Locale.ROOT),
                event.confidence(),
                event.isHuman(),
                event.actor().isMachine(),
                event.reasons().stream().map(Reason::wordsFor).toList(),
                event.revision(),
                event.judgedAt(),
                earlier,
                readingOf,
                event.detail());
    }

    private static @Nullable String labelOf(JudgedEvent event, Map<Place, SentLink> labels) {
        if (event.linkPosition() == null) {
            return null;
        }
        SentLink link = labels.get(new Place(event.message(), event.linkPosition()));
        if (link == null) {
            return null;
        }
        return link.label().isBlank() ? link.destination() : link.label();
    }
}
