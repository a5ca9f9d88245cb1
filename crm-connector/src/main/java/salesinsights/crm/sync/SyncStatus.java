package salesinsights.crm.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionStatus;

/**
 * How a connection is doing.
 *
 * @param sentence what is wrong and what to do, empty if nothing is
 * @param inStep leads whose newest state the CRM holds
 * @param backlog leads that wait to be pushed
 * @param setAside leads that the CRM does not take
 * @param leads all that the connection covers: what a first full sync comes to
 * @param items tasks and timeline entries that wait to be pushed
 * @param circuit open while the CRM failed so often in a row that it is only tried now and then
 * @param lag how long the longest waiting lead has waited, zero without a backlog
 * @param restingUntil nothing is called before, null if it is not resting
 * @param lastSuccessAt when the CRM last took something
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SyncStatus(
        ConnectionStatus status,
        String sentence,
        long inStep,
        long backlog,
        long setAside,
        long leads,
        long items,
        Circuit circuit,
        Duration lag,
        @Nullable Instant restingUntil,
        @Nullable Instant lastErrorAt,
        @Nullable Instant lastSuccessAt) {}
