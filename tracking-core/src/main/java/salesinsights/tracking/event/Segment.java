package salesinsights.tracking.event;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One file of the journal; see {@link Journal} for its format. Written by one thread, read by another. Space is taken
 * ahead in steps, because a write into space that a file has already costs the disk half of one that makes it longer.
 */
final class Segment {
    static final int HEADER = 36;
    private static final int STEP = 1 << 20;
    static final String SUFFIX = ".journal";
    private static final long MAGIC = 0x53494a524e4c3031L; // SIJRNL01

    private final Path path;
    private final UUID journal;
    private final long first;
    private final FileChannel channel;
    private volatile long durable;
    private volatile long allocated;

    private Segment(Path path, UUID journal, long first, FileChannel channel, long durable) {
        this.path = path;
        this.journal = journal;
        this.first = first;
        this.channel = channel;
        this.durable = durable;
        this.allocated = durable;
    }

    static Segment create(Path directory, UUID journal, long first) throws IOException {
        Path path = directory.resolve("%019d%s".formatted(first, SUFFIX));
        FileChannel channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putLong(journal.getMostSignificantBits()).putLong(journal.getLeastSignificantBits());
        header.putLong(first).putInt(checksum(header.array(), HEADER - 4)).flip();
        while (header.hasRemaining()) {
            channel.write(header, header.position());
        }
        channel.force(true);
        // The file's name must survive a power cut as well.
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
        return new Segment(path, journal, first, channel, HEADER);
    }

    /** Opens what an earlier process left; empty if not even the header is whole, so that nothing was ever promised. */
    static Optional<Segment> open(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {}
        boolean whole = !header.hasRemaining()
                && header.getInt(HEADER - 4) == checksum(header.array(), HEADER - 4)
                && header.getLong(0) == MAGIC;
        if (!whole) {
            channel.close();
            return Optional.empty();
        }
        UUID journal = new UUID(header.getLong(8), header.getLong(16));
        return Optional.of(new Segment(path, journal, header.getLong(24), channel, channel.size()));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    UUID journal() {
        return journal;
    }

    /** Position that the first record has, or will have. */
    long first() {
        return first;
    }

    /** Bytes that are safely on disk. */
    long durable() {
        return durable;
    }

    /** Bytes that it takes on disk, with the space that is taken ahead. */
    long allocated() {
        return allocated;
    }

    /**
     * Writes at the end and returns when it is on disk, because the file is open with DSYNC; on failure the file is as
     * before, or the failure says so.
     *
     * @param atMost how large the file may grow by space that is taken ahead
     */
    void append(ByteBuffer records, long atMost) throws IOException {
        long end = durable;
        try {
            if (durable + records.remaining() > allocated) {
                takeAhead(atMost);
            }
            while (records.hasRemaining()) {
                end += channel.write(records, end);
            }
            allocated = Math.max(allocated, end);
            durable = end;
        } catch (IOException failed) {
            channel.truncate(durable);
            allocated = durable;
            throw failed;
        }
    }

    private void takeAhead(long atMost) {
        long end = allocated;
        ByteBuffer zeros = ByteBuffer.allocate(Math.clamp(atMost - end, 0, STEP));
        try {
            while (zeros.hasRemaining()) {
                end += channel.write(zeros, end);
                allocated = end;
            }
        } catch (IOException noRoom) {
            // The records may still fit; if not, writing them says so.
            Log.debug("no space could be taken ahead", noRoom);
        }
    }

    /** Up to {@code atMost} durable bytes from an offset, ready to read. */
    ByteBuffer read(long offset, int atMost) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(atMost, Math.max(0, durable - offset)));
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
        return bytes.flip();
    }

    boolean isZeroFrom(long offset) throws IOException {
        for (long at = offset; at < durable; at += STEP) {
            ByteBuffer bytes = read(at, STEP);
            while (bytes.hasRemaining()) {
                if (bytes.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Gives back the space that was taken ahead, because nothing more will be written. */
    void seal() throws IOException {
        channel.truncate(durable);
        allocated = durable;
    }

    /** Gives up what lies behind an offset. */
    void cut(long offset) throws IOException {
        channel.truncate(offset);
        channel.force(true);
        durable = offset;
        allocated = offset;
    }

    void close() throws IOException {
        seal();
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.delete(path);
    }
}
