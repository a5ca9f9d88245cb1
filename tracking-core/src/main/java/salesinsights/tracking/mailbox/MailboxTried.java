package salesinsights.tracking.mailbox;

/**
 * What trying to open a mailbox gave.
 *
 * @param messages in the folder, 0 if it did not open
 * @param tellsNews true if the server says by itself when mail comes (IDLE)
 */
public record MailboxTried(boolean ok, String sentence, int messages, boolean tellsNews) {}
