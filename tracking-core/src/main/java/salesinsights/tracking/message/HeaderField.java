package salesinsights.tracking.message;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * One header field of a message with its place in the bytes.
 *
 * @param name as written, without the colon
 * @param body unfolded and stripped, encoded words still encoded
 * @param start first byte of the field
 * @param end just after its last line end
 */
public record HeaderField(String name, String body, int start, int end) {
    /** The body with encoded words decoded; harmless to store: no control characters. */
    public String text() {
        String decoded = body.contains("=?") ? DecoderUtil.decodeEncodedWords(body, DecodeMonitor.SILENT) : body;
        return PlainText.line(decoded);
    }

    /** True if this is the field of that name, in whatever case. */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
