package salesinsights.tracking.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request of a provider and what became of it.
 *
 * @param status {@code waiting}, {@code read} or {@code unreadable}
 * @param reason why it is waiting or unreadable, in words
 * @param events how many reports it held
 * @param recorded how many of them became events of a message
 * @param kept true if the raw body is still there and can be read again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        UUID id,
        Instant receivedAt,
        String status,
        @Nullable String reason,
        int bytes,
        int events,
        int recorded,
        boolean kept) {
    /** A page; {@code next} is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<DeliveryView> items, @Nullable UUID next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * A report that became no event and may want looking at.
     *
     * @param outcome {@code unmatched}, {@code unknown} or {@code unreadable}
     * @param word what the provider calls it
     * @param raw as it came, for as long as raw bodies are kept
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OpenReport(
            String outcome,
            String word,
            @Nullable String reason,
            @Nullable String address,
            Instant receivedAt,
            @Nullable String raw) {}

    /** The newest of them. */
    public record OpenReports(List<OpenReport> items) {
        public OpenReports {
            items = List.copyOf(items);
        }
    }
}
