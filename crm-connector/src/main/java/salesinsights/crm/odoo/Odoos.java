package salesinsights.crm.odoo;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import salesinsights.crm.odoo.OdooCalls.Login;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.Setting;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.OutgoingHttp;

/** Connections to Odoo. */
@Singleton
class Odoos implements CrmKind {
    private final OutgoingHttp http;
    private final ObjectMapper json;
    private final Clock clock;

    Odoos(OutgoingHttp http, ObjectMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "odoo";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("url", "Server's address", Setting.Type.URL, true, "https://example.odoo.com"),
                new Setting("database", "Database", Setting.Type.TEXT, false, "Only if the server has several."),
                new Setting(
                        "login",
                        "Login of the API key's user",
                        Setting.Type.TEXT,
                        false,
                        "Only for Odoo 18 and older, with the database."));
    }

    @Override
    public SecretUse secretUse() {
        return SecretUse.GIVEN;
    }

    @Override
    public Crm open(CrmSettings settings) {
        if (settings.secrets().isEmpty()) {
            throw new IllegalArgumentException("Odoo needs an API key");
        }
        JsonHttp calls = new JsonHttp(http, json, http.parse(settings.require("url")), OdooCrm.ONE_CALL);
        Login login = new Login(
                settings.values().getOrDefault("database", ""),
                settings.values().getOrDefault("login", ""),
                settings.secrets().getFirst());
        return new OdooCrm(new OdooCalls(calls, login, clock), settings.mapping());
    }
}
