package salesinsights.tracking.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign and how far it is.
 *
 * @param trouble why it paused by itself, null if it did not
 * @param notes what was noticed about its recipients
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignView(
        UUID id,
        String team,
        String name,
        UUID template,
        String templateName,
        int templateVersion,
        String tracking,
        boolean readTime,
        boolean readReceipt,
        State state,
        @Nullable String trouble,
        String createdBy,
        String senderName,
        String sender,
        List<String> notes,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Progress progress) {
    public CampaignView {
        notes = List.copyOf(notes);
    }

    /** Where a campaign is. */
    public enum State {
        DRAFT,
        RUNNING,
        PAUSED,
        /** What was left is not sent. */
        CANCELLED,
        DONE;

        /** As JSON says it. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How many recipients are where; they add up to {@code total}.
     *
     * @param onTheWay handed over to be sent, outcome not known yet
     * @param skipped those who do not want mail, or whose mail came back for good before
     */
    public record Progress(int total, int waiting, int onTheWay, int sent, int failed, int skipped, int cancelled) {
        /** Of a hundred, how many are no longer waiting. */
        public int percent() {
            return total == 0 ? 100 : (int) ((total - (long) waiting) * 100 / total);
        }
    }
}
