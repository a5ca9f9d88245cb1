package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.verdict.JudgedEvent;

/** On what ground the facts behind a score may be used, and how much of the score rests on each. */
@Singleton
class LegalShares {
    private final LeadEvents events;
    private final Database database;

    LegalShares(LeadEvents events, Database database) {
        this.events = events;
        this.database = database;
    }

    /** How far each went when the message was sent; {@code web} null if nothing was said of pages then. */
    private record Modes(Mode open, Mode link, @Nullable Mode web) {}

    /** The largest share first; a ground that carries nothing is missing. */
    List<ScoreView.Share> of(Lead lead, Book book, Instant at) {
        List<JudgedEvent> known = events.of(List.of(lead)).getOrDefault(lead.id(), List.of());
        Map<UUID, Modes> modes = modes(known);
        Map<UUID, LegalBasis> bases = new HashMap<>();
        known.forEach(event -> bases.put(event.id(), basis(event, modes.get(event.recipient()))));
        Map<LegalBasis, Double> points = new EnumMap<>(LegalBasis.class);
        for (ScoreEntry entry : book.standing()) {
            LegalBasis basis =
                    entry.event() == null ? LegalBasis.CRM : bases.getOrDefault(entry.event(), LegalBasis.UNKNOWN);
            points.merge(basis, Math.abs(entry.at(at)), Double::sum);
        }
        double all = points.values().stream().mapToDouble(Double::doubleValue).sum();
        List<ScoreView.Share> shares = new ArrayList<>();
        points.forEach((basis, worth) -> {
            if (worth > 0) {
                shares.add(new ScoreView.Share(basis, worth, worth / all));
            }
        });
        shares.sort(Comparator.comparingDouble(ScoreView.Share::share).reversed());
        return shares;
    }

    private Map<UUID, Modes> modes(List<JudgedEvent> known) {
        Map<UUID, Modes> modes = new HashMap<>();
        if (!known.isEmpty()) {
            database.list(
                            "select id, open_mode, link_mode, decision -> 'modes' ->> 'WEB' as web_mode"
                                    + " from recipient where id = any (?)",
                            row -> Map.entry(
                                    row.getObject("id", UUID.class),
                                    new Modes(
                                            Mode.valueOf(row.getString("open_mode")),
                                            Mode.valueOf(row.getString("link_mode")),
                                            mode(row.getString("web_mode")))),
                            Database.uuids(known.stream()
                                    .map(JudgedEvent::recipient)
                                    .distinct()
                                    .toList()))
                    .forEach(one -> modes.put(one.getKey(), one.getValue()));
        }
        return modes;
    }

    private static LegalBasis basis(JudgedEvent event, @Nullable Modes modes) {
        return switch (event.kind()) {
            case REPLIED, AUTO_REPLIED, MEETING_BOOKED, FORM_SUBMITTED, UNSUBSCRIBED, COMPLAINED ->
                LegalBasis.CORRESPONDENCE;
            case SENT, DELIVERED, DEFERRED, SOFT_BOUNCED, HARD_BOUNCED, REJECTED -> LegalBasis.DELIVERY;
            // Without consent, pages are recorded only where a notice was enough from the beginning.
            case PAGE_VIEWED, PAGE_PINGED ->
                modes != null && modes.web() == Mode.NOTICE ? LegalBasis.NOTICE : LegalBasis.CONSENT;
            case READ_RECEIPT -> LegalBasis.CONSENT;
            case OPENED, READ_TIME -> modes == null ? LegalBasis.UNKNOWN : of(modes.open());
            case CLICKED, ATTACHMENT_VIEWED -> modes == null ? LegalBasis.UNKNOWN : of(modes.link());
        };
    }

    private static @Nullable Mode mode(@Nullable String stored) {
        return stored == null ? null : Mode.valueOf(stored);
    }

    private static LegalBasis of(Mode mode) {
        return switch (mode) {
            case CONSENT -> LegalBasis.CONSENT;
            case NOTICE -> LegalBasis.NOTICE;
            case OFF, AGGREGATE -> LegalBasis.UNKNOWN;
        };
    }
}
