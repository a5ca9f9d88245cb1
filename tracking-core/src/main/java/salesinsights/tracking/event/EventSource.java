package salesinsights.tracking.event;

/** By which door an event came in. */
public enum EventSource {
    PIXEL,
    LINK,
    /** A message read from a mailbox. */
    MAILBOX,
    /** A raw message uploaded by REST. */
    UPLOAD,
    /** Our own hand-over to an SMTP server. */
    SMTP,
    IMPORT,
    /** Follows from another event: a click implies an open. */
    INFERRED,
    PAGE,
    /** Reported by an e-mail provider. */
    PROVIDER
}
