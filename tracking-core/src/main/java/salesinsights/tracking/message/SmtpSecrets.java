package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.tracking.outgoing.KeepsSecrets;

/** Passwords of mail servers. */
@Singleton
class SmtpSecrets implements KeepsSecrets {
    @Override
    public List<Column> secrets() {
        return List.of(new Column("smtp_server", "password"));
    }
}
