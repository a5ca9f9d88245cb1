package salesinsights.crm.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.FakeHttp;
import salesinsights.tracking.outgoing.LocalOutgoing;

/** Against an Odoo that has JSON-RPC alone. */
class OlderOdooCrmTest extends OdooCrmTest {
    private FakeOdoo older;

    @Override
    FakeOdoo odoo() {
        older = new FakeOdoo(false);
        return older;
    }

    @Override
    Map<String, String> settings() {
        return Map.of("url", older.url(), "database", "sales", "login", "rita");
    }

    @Test
    void withoutALoginItSaysWhatToState() {
        Odoos kind = new Odoos(LocalOutgoing.anywhere(), FakeHttp.JSON, Clock.systemUTC());

        assertThat(kind.open(new CrmSettings(UUID.randomUUID(), Map.of("url", older.url()), List.of(FakeOdoo.KEY)))
                        .check()
                        .sentence())
                .contains("state the database and the login");
    }
}
