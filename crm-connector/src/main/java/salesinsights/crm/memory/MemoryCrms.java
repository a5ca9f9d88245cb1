package salesinsights.crm.memory;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.Setting;

/** One in-memory CRM per connection, for as long as the process lives. */
@Singleton
class MemoryCrms implements CrmKind {
    private final Clock clock;
    private final Map<UUID, MemoryCrm> byConnection = new ConcurrentHashMap<>();

    MemoryCrms(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Crm open(CrmSettings settings) {
        return byConnection
                .computeIfAbsent(settings.connection(), id -> new MemoryCrm(clock))
                .mappedBy(settings.mapping());
    }
}
