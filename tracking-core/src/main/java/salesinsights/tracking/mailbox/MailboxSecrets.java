package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.tracking.outgoing.KeepsSecrets;

/** Log-ins of mailboxes. */
@Singleton
class MailboxSecrets implements KeepsSecrets {
    @Override
    public List<Column> secrets() {
        return List.of(new Column("mailbox", "secret"));
    }
}
