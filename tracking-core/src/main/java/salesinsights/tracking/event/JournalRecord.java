package salesinsights.tracking.event;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One record with its place in the journal; see {@link Journal} for the format. */
public final class JournalRecord {
    static final int HEADER = 16;
    static final int MAX_PAYLOAD = 16 * 1024;
    static final int LARGEST = HEADER + MAX_PAYLOAD;

    private final long position;
    private final byte[] payload;

    private JournalRecord(long position, byte[] payload) {
        this.position = position;
        this.payload = payload;
    }

    /** Counts from 1 over the whole life of a journal. */
    public long position() {
        return position;
    }

    /** What was appended; not to be changed. */
    public byte[] payload() {
        return payload;
    }

    static void write(ByteBuffer to, long position, byte[] payload) {
        int start = to.position();
        to.putInt(payload.length).putInt(0).putLong(position).put(payload);
        to.putInt(start + 4, checksum(to, start, payload.length));
    }

    /** The record that begins at an offset, if a whole one does; damaged or cut ones are none. */
    static @Nullable JournalRecord at(ByteBuffer bytes, int offset) {
        if (bytes.limit() - offset < HEADER) {
            return null;
        }
        int length = bytes.getInt(offset);
        if (length < 1 || length > MAX_PAYLOAD || bytes.limit() - offset - HEADER < length) {
            return null;
        }
        if (bytes.getInt(offset + 4) != checksum(bytes, offset, length)) {
            return null;
        }
        byte[] payload = new byte[length];
        bytes.get(offset + HEADER, payload);
        return new JournalRecord(bytes.getLong(offset + 8), payload);
    }

    int bytes() {
        return HEADER + payload.length;
    }

    private static int checksum(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, 4));
        crc.update(bytes.slice(offset + 8, 8 + length));
        return (int) crc.getValue();
    }
}
