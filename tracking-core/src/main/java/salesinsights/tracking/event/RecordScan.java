package salesinsights.tracking.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Walks over the records of one segment and steps over damage to the next whole record. */
final class RecordScan {
    // At least two of the largest records, so that one that a piece cuts is whole in the next.
    private static final int PIECE = Math.max(256 * 1024, 2 * JournalRecord.LARGEST);

    private final Segment segment;
    private long offset = Segment.HEADER;
    private long wholeUntil = Segment.HEADER;
    private long last;
    private long pieceAt;
    private ByteBuffer piece = ByteBuffer.allocate(0);

    RecordScan(Segment segment) {
        this.segment = segment;
        this.last = segment.first() - 1;
    }

    Segment segment() {
        return segment;
    }

    /** End of the last whole record that was met, in bytes from the start of the file. */
    long wholeUntil() {
        return wholeUntil;
    }

    /** The next whole record that is on disk by now; null if there is none yet. */
    @Nullable
    JournalRecord next() throws IOException {
        long at = offset;
        while (at < segment.durable()) {
            JournalRecord record = recordAt(at);
            if (record != null && record.position() > last) {
                offset = at + record.bytes();
                wholeUntil = offset;
                last = record.position();
                return record;
            }
            // Damaged here: wherever the next whole record begins, its position tells how many are missing.
            at++;
        }
        return null;
    }

    private @Nullable JournalRecord recordAt(long at) throws IOException {
        long end = pieceAt + piece.limit();
        if (at >= pieceAt && at < end) {
            JournalRecord record = JournalRecord.at(piece, (int) (at - pieceAt));
            boolean uncut = end >= segment.durable() || at + JournalRecord.LARGEST <= end;
            if (record != null || uncut) {
                return record;
            }
        }
        piece = segment.read(at, PIECE);
        pieceAt = at;
        return JournalRecord.at(piece, 0);
    }
}
