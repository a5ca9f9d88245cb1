package salesinsights.tracking.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.team.TeamId;

/** All that is known about one recipient, and what was judged so far. */
record Dossier(
        UUID recipient,
        UUID message,
        TeamId team,
        Circumstances circumstances,
        List<Seen> events,
        Map<UUID, Standing> standing) {
    /** A verdict as it stands, and how often it has changed. */
    record Standing(Verdict verdict, int revision) {}

    /** A verdict that is new or has changed. */
    record Change(Dossier dossier, UUID event, int revision, Verdict verdict) {}

    static Dossier of(UUID recipient, UUID message, TeamId team) {
        return new Dossier(recipient, message, team, Circumstances.NONE, new ArrayList<>(), new LinkedHashMap<>());
    }

    Dossier under(Circumstances others) {
        return new Dossier(recipient, message, team, others, events, standing);
    }

    /** Clicks that were never judged. */
    List<Seen> newClicks() {
        return events.stream()
                .filter(event -> event.kind() == EventKind.CLICKED && !standing.containsKey(event.id()))
                .toList();
    }

    /** What has to be written down if this is the judgement. */
    List<Change> changes(Map<UUID, Verdict> verdicts) {
        List<Change> changes = new ArrayList<>();
        verdicts.forEach((event, verdict) -> {
            Standing before = standing.get(event);
            if (before == null) {
                changes.add(new Change(this, event, 1, verdict));
            } else if (!before.verdict().says(verdict)) {
                changes.add(new Change(this, event, before.revision() + 1, verdict));
            }
        });
        return changes;
    }
}
