package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.Setting;

/** In-memory CRMs that tests can get hold of, and stop in the middle of a call. */
@Singleton
class StormyCrms implements CrmKind {
    private final Clock clock;
    private final Map<UUID, StormyCrm> byConnection = new ConcurrentHashMap<>();

    StormyCrms(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "stormy";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Crm open(CrmSettings settings) {
        StormyCrm crm = byConnection.computeIfAbsent(settings.connection(), id -> new StormyCrm(clock));
        crm.memory.mappedBy(settings.mapping());
        return crm;
    }

    StormyCrm behind(ConnectionId connection) {
        return byConnection.computeIfAbsent(connection.value(), id -> new StormyCrm(clock));
    }
}
