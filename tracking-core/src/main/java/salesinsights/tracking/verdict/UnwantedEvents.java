package salesinsights.tracking.verdict;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.Withdrawals;
import salesinsights.tracking.event.EventKind;

/** Leaves out what people do not want to be worked with. */
@Singleton
class UnwantedEvents {
    private final Withdrawals withdrawals;

    UnwantedEvents(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    /** {@code events} without those of a purpose that their person does not want. */
    List<JudgedEvent> wanted(List<JudgedEvent> events) {
        Map<UUID, Set<Purpose>> unwanted = withdrawals.of(recipientsOf(events));
        return unwanted.isEmpty()
                ? events
                : events.stream().filter(event -> !isUnwanted(event, unwanted)).toList();
    }

    /** The same, and nothing of people who do not want to be scored. */
    List<JudgedEvent> scorable(List<JudgedEvent> events) {
        Map<UUID, Set<Purpose>> unwanted = withdrawals.of(recipientsOf(events));
        return unwanted.isEmpty()
                ? events
                : events.stream()
                        .filter(event -> !isUnwanted(event, unwanted))
                        .filter(event -> !unwanted.getOrDefault(event.recipient(), Set.of())
                                .contains(Purpose.SCORE))
                        .toList();
    }

    private static Collection<UUID> recipientsOf(List<JudgedEvent> events) {
        return events.stream().map(JudgedEvent::recipient).collect(Collectors.toSet());
    }

    private static boolean isUnwanted(JudgedEvent event, Map<UUID, Set<Purpose>> unwanted) {
        Purpose purpose = purposeOf(event.kind());
        return purpose != null
                && unwanted.getOrDefault(event.recipient(), Set.of()).contains(purpose);
    }

    /** What a kind of event was recorded for; null for what needs no decision, as an answer that somebody wrote. */
    private static @Nullable Purpose purposeOf(EventKind kind) {
        return switch (kind) {
            case OPENED, READ_TIME -> Purpose.OPEN;
            case CLICKED, ATTACHMENT_VIEWED -> Purpose.CLICK;
            case PAGE_VIEWED, PAGE_PINGED, FORM_SUBMITTED -> Purpose.WEB;
            case READ_RECEIPT -> Purpose.READ_RECEIPT;
            default -> null;
        };
    }
}
