package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.Setting;
import salesinsights.crm.tryton.TrytonCalls.Login;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.OutgoingHttp;

/** Connections to Tryton. */
@Singleton
class Trytons implements CrmKind {
    private final OutgoingHttp http;
    private final ObjectMapper json;
    private final Clock clock;

    Trytons(OutgoingHttp http, ObjectMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "tryton";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("url", "Server's address", Setting.Type.URL, true, "https://tryton.example.com"),
                new Setting("database", "Database", Setting.Type.TEXT, true, "As people choose it when they log in."),
                new Setting(
                        "login",
                        "Login",
                        Setting.Type.TEXT,
                        true,
                        "Of a user of its own, in the group Sale Opportunity; the secret is its password."));
    }

    @Override
    public SecretUse secretUse() {
        return SecretUse.GIVEN;
    }

    @Override
    public Crm open(CrmSettings settings) {
        if (settings.secrets().isEmpty()) {
            throw new IllegalArgumentException("Tryton needs the user's password");
        }
        String database = settings.require("database");
        if (!database.matches("[A-Za-z0-9_.-]{1,100}")) {
            throw new IllegalArgumentException("the database's name has letters, digits and - _ . only");
        }
        JsonHttp calls = new JsonHttp(http, json, http.parse(settings.require("url")), TrytonCrm.ONE_CALL);
        Login login = new Login(
                database, settings.require("login"), settings.secrets().getFirst());
        return new TrytonCrm(new TrytonCalls(calls, login, clock), settings.mapping(), clock);
    }
}
