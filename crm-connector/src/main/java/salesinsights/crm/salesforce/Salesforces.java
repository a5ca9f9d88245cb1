package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.Setting;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.OutgoingHttp;

/** Connections to Salesforce. */
@Singleton
class Salesforces implements CrmKind {
    private final OutgoingHttp http;
    private final ObjectMapper json;
    private final Clock clock;

    Salesforces(OutgoingHttp http, ObjectMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "salesforce";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("url", "My Domain address", Setting.Type.URL, true, "https://example.my.salesforce.com"),
                new Setting("client", "Consumer key of the connected app", Setting.Type.TEXT, true, ""),
                new Setting("user", "User name for JWT", Setting.Type.TEXT, false, "Empty for client credentials."),
                new Setting(
                        "audience",
                        "Audience for JWT",
                        Setting.Type.TEXT,
                        false,
                        "https://test.salesforce.com for sandboxes."),
                new Setting("stage", "Stage of new opportunities", Setting.Type.TEXT, false, "Prospecting if empty."));
    }

    @Override
    public SecretUse secretUse() {
        return SecretUse.GIVEN;
    }

    @Override
    public Crm open(CrmSettings settings) {
        if (settings.secrets().isEmpty()) {
            throw new IllegalArgumentException("Salesforce needs the client's secret or private key");
        }
        Map<String, String> values = settings.values();
        JsonHttp calls = new JsonHttp(http, json, http.parse(settings.require("url")), SalesforceCrm.ONE_CALL);
        SalesforceLogin login = new SalesforceLogin(
                calls,
                new SalesforceLogin.Client(
                        settings.require("client"),
                        values.getOrDefault("user", ""),
                        values.getOrDefault("audience", "https://login.salesforce.com"),
                        settings.secrets().getFirst()),
                clock);
        return new SalesforceCrm(
                new SalesforceCalls(calls, login, clock),
                settings.mapping(),
                values.getOrDefault("stage", "Prospecting"));
    }
}
