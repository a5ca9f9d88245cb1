package salesinsights.tracking.provider;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.event.EventKind;

/**
 * What any provider can report, in the words of django-anymail's normalised event types (its documentation of version
 * 9.0), with bounces told apart: hard means that the address will not work again by itself.
 */
enum Happening {
    QUEUED(null, null),
    SENT(EventKind.SENT, null),
    REJECTED(EventKind.REJECTED, Purpose.DELIVERABILITY),
    FAILED(EventKind.REJECTED, Purpose.DELIVERABILITY),
    BOUNCED_HARD(EventKind.HARD_BOUNCED, Purpose.DELIVERABILITY),
    BOUNCED_SOFT(EventKind.SOFT_BOUNCED, Purpose.DELIVERABILITY),
    DEFERRED(EventKind.DEFERRED, Purpose.DELIVERABILITY),
    DELIVERED(EventKind.DELIVERED, Purpose.DELIVERABILITY),
    AUTORESPONDED(EventKind.AUTO_REPLIED, null),
    OPENED(EventKind.OPENED, Purpose.OPEN),
    CLICKED(EventKind.CLICKED, Purpose.CLICK),
    COMPLAINED(EventKind.COMPLAINED, Purpose.DELIVERABILITY),
    UNSUBSCRIBED(EventKind.UNSUBSCRIBED, null),
    SUBSCRIBED(null, null),
    INBOUND(null, null),
    INBOUND_FAILED(null, null),
    /** Nothing that we know; kept as it came. */
    UNKNOWN(null, null);

    private final @Nullable EventKind kind;
    private final @Nullable Purpose purpose;

    Happening(@Nullable EventKind kind, @Nullable Purpose purpose) {
        this.kind = kind;
        this.purpose = purpose;
    }

    /** The event that it stands for; empty if it is only noted. */
    Optional<EventKind> kind() {
        return Optional.ofNullable(kind);
    }

    /** What the fact is wanted for; empty if it needs no decision. */
    Optional<Purpose> purpose() {
        return Optional.ofNullable(purpose);
    }

    /** True for what tells about a person's reading. */
    boolean isReading() {
        return this == OPENED || this == CLICKED;
    }

    /** As stored and shown. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
