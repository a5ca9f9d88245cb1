package salesinsights.crm.hubspot;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.Setting;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.OutgoingHttp;

/** Connections to HubSpot. */
@Singleton
class HubSpots implements CrmKind {
    private final OutgoingHttp http;
    private final ObjectMapper json;
    private final Clock clock;

    HubSpots(OutgoingHttp http, ObjectMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "hubspot";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("url", "API's address", Setting.Type.URL, false, "https://api.hubapi.com"),
                new Setting("client", "OAuth client id", Setting.Type.TEXT, false, "Empty for a private app's token."),
                new Setting(
                        "stage",
                        "Stage of new deals",
                        Setting.Type.TEXT,
                        false,
                        "Its internal name; appointmentscheduled if empty."));
    }

    @Override
    public SecretUse secretUse() {
        return SecretUse.GIVEN;
    }

    @Override
    public Crm open(CrmSettings settings) {
        if (settings.secrets().isEmpty()) {
            throw new IllegalArgumentException("HubSpot needs a token");
        }
        String url = settings.values().getOrDefault("url", "https://api.hubapi.com");
        JsonHttp calls = new JsonHttp(http, json, http.parse(url), HubSpotCrm.ONE_CALL);
        HubSpotLogin login = new HubSpotLogin(
                calls,
                settings.values().getOrDefault("client", ""),
                settings.secrets().getFirst());
        String stage = settings.values().getOrDefault("stage", "appointmentscheduled");
        return new HubSpotCrm(new HubSpotCalls(calls, login, clock), settings.mapping(), stage);
    }
}
