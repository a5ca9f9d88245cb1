package salesinsights.crm.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;
import salesinsights.tracking.ground.Ids;

/** Leads as CloudEvents 1.0 in structured JSON. */
final class LeadEvents {
    static final String LEAD_CHANGED = "salesinsights.lead.changed.v1";
    static final String LEAD_ERASED = "salesinsights.lead.erased.v1";
    static final String CONNECTION_TESTED = "salesinsights.connection.tested.v1";

    private final UUID connection;
    private final ObjectMapper json;
    private final Clock clock;

    LeadEvents(UUID connection, ObjectMapper json, Clock clock) {
        this.connection = connection;
        this.json = json;
        this.clock = clock;
    }

    /** An event ready to be sent. */
    record Written(String id, String body) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record CloudEvent(
            String specversion,
            String id,
            String source,
            String type,
            @Nullable String subject,
            String time,
            String datacontenttype,
            Object data) {}

    /** Same lead and version, same id: the receiver may drop what it has seen, and keep the higher version. */
    Written changed(CrmLead lead) {
        UUID id = Ids.named(connection + " " + lead.externalId() + " " + lead.version());
        return write(id, LEAD_CHANGED, lead.externalId(), lead.asOf(), lead);
    }

    /** Names the record only: whoever receives it deletes what it holds. */
    Written erased(CrmLead lead) {
        UUID id = Ids.named(connection + " erased " + lead.externalId());
        return write(id, LEAD_ERASED, lead.externalId(), lead.asOf(), new Erased(lead.externalId(), lead.version()));
    }

    private record Erased(String externalId, long version) {}

    /** Carries nothing; the receiver answers 2xx if it would take events. */
    Written tested() {
        return write(Ids.next(), CONNECTION_TESTED, null, clock.instant(), new Nothing(true));
    }

    private record Nothing(boolean test) {}

    private Written write(UUID id, String type, @Nullable String subject, Instant at, Object data) {
        String source = "urn:sales-insights:connection:" + connection;
        CloudEvent event =
                new CloudEvent("1.0", id.toString(), source, type, subject, at.toString(), "application/json", data);
        try {
            return new Written(event.id(), json.writeValueAsString(event));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts is always JSON", impossible);
        }
    }
}
