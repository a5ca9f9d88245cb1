package salesinsights.tracking.event;

/** What can happen to a message, in the field's words; API and screens show them in lower case. */
public enum EventKind {
    SENT,
    DELIVERED,
    DEFERRED,
    SOFT_BOUNCED,
    HARD_BOUNCED,
    REJECTED,
    COMPLAINED,
    UNSUBSCRIBED,
    OPENED,
    CLICKED,
    REPLIED,
    AUTO_REPLIED,
    READ_RECEIPT,
    /** How long a message was on the screen; never a second open. */
    READ_TIME,
    PAGE_VIEWED,
    PAGE_PINGED,
    FORM_SUBMITTED,
    MEETING_BOOKED,
    ATTACHMENT_VIEWED
}
