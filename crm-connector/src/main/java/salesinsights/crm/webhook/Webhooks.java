package salesinsights.crm.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmKind;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.Setting;
import salesinsights.tracking.outgoing.OutgoingHttp;
import salesinsights.tracking.outgoing.WebhookSignature;

/** Connections to whatever takes a signed POST. */
@Singleton
class Webhooks implements CrmKind {
    private final OutgoingHttp http;
    private final ObjectMapper json;
    private final Clock clock;

    Webhooks(OutgoingHttp http, ObjectMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<Setting> settings() {
        return List.of(new Setting("url", "Receiver's URL", Setting.Type.URL, true, "https://example.com/leads"));
    }

    @Override
    public SecretUse secretUse() {
        return SecretUse.MADE;
    }

    @Override
    public Crm open(CrmSettings settings) {
        URI url = http.parse(settings.require("url"));
        List<WebhookSignature> signatures =
                settings.secrets().stream().map(WebhookSignature::new).toList();
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("a webhook needs a secret to sign with");
        }
        return new WebhookCrm(http, url, new LeadEvents(settings.connection(), json, clock), signatures, clock);
    }
}
