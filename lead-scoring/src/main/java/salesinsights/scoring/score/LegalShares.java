package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.ground.Database;

/**
 * On what ground the facts behind a score may be used, and how much of the score rests on each. Asked of the lines that
 * stood at the moment in question, so that an event that was taken back since still counts on its ground before.
 */
@Singleton
class LegalShares {
    private final Database database;

    LegalShares(Database database) {
        this.database = database;
    }

    /** How far each went when the message was sent; {@code web} null if nothing was said of pages then. */
    private record Modes(Mode open, Mode link, @Nullable Mode web) {}

    /**
     * The largest share first; a ground that carries nothing is missing.
     *
     * @param book as it was known
     * @param at the moment that its lines are faded to
     */
    List<ScoreView.Share> of(Book book, Instant at) {
        List<ScoreEntry> standing = book.standing();
        Map<UUID, LegalBasis> bases = bases(standing.stream()
                .map(ScoreEntry::event)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<LegalBasis, Double> points = new EnumMap<>(LegalBasis.class);
        for (ScoreEntry entry : standing) {
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

    /** Of the events themselves, whatever is believed of them by now. */
    private Map<UUID, LegalBasis> bases(List<UUID> events) {
        if (events.isEmpty()) {
            return Map.of();
        }
        String sql = """
                select e.id, e.kind, r.open_mode, r.link_mode, r.decision -> 'modes' ->> 'WEB' as web_mode
                from tracking_event e join recipient r on r.id = e.recipient_id and r.team_id = e.team_id
                where e.id = any (?)
                """;
        return database
                .list(
                        sql,
                        row -> Map.entry(
                                row.getObject("id", UUID.class),
                                basis(
                                        EventKind.valueOf(row.getString("kind")),
                                        new Modes(
                                                Mode.valueOf(row.getString("open_mode")),
                                                Mode.valueOf(row.getString("link_mode")),
                                                mode(row.getString("web_mode"))))),
                        Database.uuids(events))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
    }

    private static LegalBasis basis(EventKind kind, Modes modes) {
        return switch (kind) {
            case REPLIED, AUTO_REPLIED, MEETING_BOOKED, FORM_SUBMITTED, UNSUBSCRIBED, COMPLAINED ->
                LegalBasis.CORRESPONDENCE;
            case SENT, DELIVERED, DEFERRED, SOFT_BOUNCED, HARD_BOUNCED, REJECTED -> LegalBasis.DELIVERY;
            // Without consent, pages are recorded only where a notice was enough from the beginning.
            case PAGE_VIEWED, PAGE_PINGED -> modes.web() == Mode.NOTICE ? LegalBasis.NOTICE : LegalBasis.CONSENT;
            case READ_RECEIPT -> LegalBasis.CONSENT;
            case OPENED, READ_TIME -> of(modes.open());
            case CLICKED, ATTACHMENT_VIEWED -> of(modes.link());
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
