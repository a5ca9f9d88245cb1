package salesinsights.tracking.message;

/** How a connection to an SMTP server is protected. */
public enum SmtpSecurity {
    /** Begins in the clear and is upgraded before anybody logs in; without the upgrade nothing goes on (port 587). */
    STARTTLS,
    /** TLS from the first byte (port 465, RFC 8314). */
    TLS,
    /** Not at all: only where private networks may be reached. */
    NONE
}
