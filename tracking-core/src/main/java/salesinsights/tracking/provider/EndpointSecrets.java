package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.util.List;
import salesinsights.tracking.outgoing.KeepsSecrets;

/** What e-mail providers sign with. */
@Singleton
class EndpointSecrets implements KeepsSecrets {
    @Override
    public List<Column> secrets() {
        return List.of(new Column("provider_endpoint", "secret"));
    }
}
