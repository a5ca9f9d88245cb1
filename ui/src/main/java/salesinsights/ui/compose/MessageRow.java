package salesinsights.ui.compose;

import java.time.Instant;
import salesinsights.tracking.message.MessagePage;
import salesinsights.ui.page.When;

/**
 * A line of the list of messages.
 *
 * @param sender empty where people are seen as a group only
 * @param queued recipients whose copy waits to be sent
 * @param unknown recipients of whom nobody can say whether the mail server took their copy
 */
record MessageRow(
        String id,
        String subject,
        String campaign,
        String sender,
        When when,
        boolean tracking,
        int recipients,
        int sent,
        int failed,
        int queued,
        int unknown) {
    static MessageRow of(MessagePage.Row row, Instant now) {
        return new MessageRow(
                row.id().toString(),
                row.subject(),
                row.campaign() == null ? "" : row.campaign(),
                row.sentBy() == null ? "" : row.sentBy(),
                When.of(row.createdAt(), now),
                row.tracking(),
                row.recipients(),
                row.sent(),
                row.failed(),
                row.queued(),
                row.unknown());
    }
}
