package salesinsights.ui.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.mailbox.MailboxView;
import salesinsights.ui.page.When;

/**
 * A mailbox as it is listed.
 *
 * @param place where it is, in words
 * @param opens false for an address that mail is relayed to
 */
record MailboxRow(
        String id,
        String name,
        String team,
        String place,
        boolean opens,
        String status,
        String sentence,
        long takenIn,
        long backlog,
        boolean configured,
        @Nullable When readAt) {
    static MailboxRow of(MailboxView mailbox, Instant now) {
        boolean opens = mailbox.kind().equals("imap");
        String place = opens
                ? mailbox.username() + " at " + mailbox.host() + ", folder " + mailbox.folder()
                : "mail relayed to " + mailbox.relayAddress();
        return new MailboxRow(
                mailbox.id().toString(),
                mailbox.name(),
                mailbox.team(),
                place,
                opens,
                mailbox.status(),
                mailbox.sentence(),
                mailbox.takenIn(),
                mailbox.backlog(),
                mailbox.configured(),
                When.ofNullable(mailbox.readAt(), now));
    }

    public boolean paused() {
        return status.equals("paused");
    }
}
