package salesinsights.tracking.capture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * What became of every hit: {@code received = stored + duplicate + rejected + journalled + lost}.
 *
 * @param received pixels and links that were asked for
 * @param stored in PostgreSQL, as an event or in a count
 * @param duplicate already stored
 * @param rejected answered and not kept, by reason
 * @param journalled safe on disk, waiting for PostgreSQL
 * @param lost answered and gone, because the journal was full or the disk failed
 * @param lagSeconds how long the oldest journalled hit of this process has been waiting
 */
public record IntakeView(
        long received,
        long stored,
        long duplicate,
        Map<String, Long> rejected,
        long journalled,
        long lost,
        double lagSeconds) {
    /** What the identity lacks: 0 whenever no hit is just on its way, and if not, hits are being miscounted. */
    @JsonIgnore
    public long unaccounted() {
        long refused = rejected.values().stream().mapToLong(Long::longValue).sum();
        return received - stored - duplicate - refused - journalled - lost;
    }
}
