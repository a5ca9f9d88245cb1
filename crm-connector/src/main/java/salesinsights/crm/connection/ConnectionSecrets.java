package salesinsights.crm.connection;

import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.tracking.outgoing.KeepsSecrets;

/** What connections log in or sign with. */
@Singleton
class ConnectionSecrets implements KeepsSecrets {
    @Override
    public List<Column> secrets() {
        return List.of(new Column("connection", "secret"));
    }
}
