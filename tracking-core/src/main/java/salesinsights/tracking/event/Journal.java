package salesinsights.tracking.event;

import io.quarkus.logging.Log;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bounded log on local disk. Records have positions that count from 1 and never go back; what {@link #append} wrote
 * is on disk when it returns.
 *
 * <p>Format, all numbers big-endian. A folder holds segments named {@code <first position, 19 digits>.journal} and a
 * {@code lock}. A segment begins with 36 bytes: {@code SIJRNL01} (8), the journal's id (UUID, 16), the position of its
 * first record (8), CRC32C of these 32 bytes (4). Records follow: payload length (4, 1 to 16,384), CRC32C of length,
 * position and payload (4), position (8), payload; behind the last one there may be zeros, which is space taken ahead. A
 * record cut or damaged at the very end was never acknowledged and is cut off when the journal is opened; damage before whole records is stepped over, and the positions tell how many
 * records are missing.
 *
 * <p>One thread appends and trims, one reads.
 */
public final class Journal implements Closeable {
    private final Path directory;
    private final long mostBytes;
    private final long segmentBytes;
    private final FileChannel lockFile;
    private final List<Segment> segments = new CopyOnWriteArrayList<>();
    private final UUID id;
    private volatile long last;
    // Outside of the heap, so that nothing is copied on the way to the disk.
    private ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    private Journal(Path directory, long mostBytes, long segmentBytes, FileChannel lockFile) throws IOException {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.segmentBytes = segmentBytes;
        this.lockFile = lockFile;
        openSegments();
        this.id = segments.isEmpty() ? UUID.randomUUID() : segments.getLast().journal();
        this.last = segments.isEmpty() ? 0 : mendTail(segments.getLast());
        if (segments.isEmpty()) {
            segments.add(Segment.create(directory, id, 1));
        }
    }

    /**
     * Opens the journal in a folder, or begins one.
     *
     * @throws IOException with a sentence if the folder cannot be written or another process has it
     */
    public static Journal open(Path directory, long mostBytes, long segmentBytes) throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new IOException("the journal in " + directory + " belongs to another running process:"
                    + " give each collector an insights.journal.directory of its own");
        }
        return new Journal(directory, mostBytes, segmentBytes, lockFile);
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    private void openSegments() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            Optional<Segment> opened = Segment.open(file);
            if (opened.isPresent()) {
                segments.add(opened.get());
            } else {
                Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
            }
        }
    }

    private static long mendTail(Segment segment) throws IOException {
        RecordScan scan = new RecordScan(segment);
        long last = segment.first() - 1;
        for (JournalRecord record = scan.next(); record != null; record = scan.next()) {
            last = record.position();
        }
        long end = scan.wholeUntil();
        if (segment.durable() > end) {
            if (!segment.isZeroFrom(end)) {
                Log.warn("the journal ended in a part of a record that was never acknowledged");
            }
            segment.cut(end);
        }
        return last;
    }

    /** Random, made with the journal: what its positions belong to. */
    public UUID id() {
        return id;
    }

    /** Position of the newest record on disk, 0 if there never was one. */
    public long last() {
        return last;
    }

    /** Position of the oldest record that may still be there. */
    public long first() {
        return segments.getFirst().first();
    }

    /** Bytes on disk, with the space that is taken ahead. */
    public long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.allocated();
        }
        return bytes;
    }

    /** Bytes of records that may still be appended. */
    long room() {
        long sealed = bytes() - segments.getLast().allocated();
        return Math.max(0, mostBytes - sealed - segments.getLast().durable());
    }

    /**
     * Appends a batch and returns when all of it is on disk. If it throws, nothing of it will ever be read.
     */
    void append(List<byte[]> payloads) throws IOException {
        int size = 0;
        for (byte[] payload : payloads) {
            size += JournalRecord.HEADER + payload.length;
        }
        Segment active = segments.getLast();
        if (active.durable() > Segment.HEADER && active.durable() + size > segmentBytes) {
            active = roll();
        }
        ByteBuffer records = buffer(size);
        long position = last;
        for (byte[] payload : payloads) {
            JournalRecord.write(records, ++position, payload);
        }
        active.append(records.flip(), Math.min(segmentBytes, active.allocated() + free()));
        last = position;
    }

    private ByteBuffer buffer(int size) {
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocateDirect(size);
        }
        return buffer.clear();
    }

    private long free() {
        return Math.max(0, mostBytes - bytes());
    }

    private Segment roll() throws IOException {
        segments.getLast().seal();
        Segment next = Segment.create(directory, id, last + 1);
        segments.add(next);
        return next;
    }

    /** A cursor before the first record that is still there. */
    public Cursor read() {
        return new Cursor();
    }

    /** Begins a new segment if every record of this one is applied, so that {@link #trim} gives all of them back. */
    void sealApplied(long applied) throws IOException {
        if (applied >= last && segments.getLast().durable() > Segment.HEADER) {
            roll();
        }
    }

    /** Gives back the space of segments whose records are all at or before a position. */
    void trim(long applied) throws IOException {
        while (segments.size() > 1 && segments.get(1).first() <= applied + 1) {
            segments.removeFirst().delete();
        }
    }

    @Override
    public void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
        lockFile.close();
    }

    /** Reads forward, at the reader's pace. */
    public final class Cursor {
        private RecordScan scan = new RecordScan(segments.getFirst());

        /** The next records on disk, empty if there are none yet. A gap in their positions is what damage took. */
        public List<JournalRecord> next(int atMost) throws IOException {
            List<JournalRecord> found = new ArrayList<>();
            while (found.size() < atMost) {
                JournalRecord record = next();
                if (record == null) {
                    return found;
                }
                found.add(record);
            }
            return found;
        }

        private @Nullable JournalRecord next() throws IOException {
            while (true) {
                boolean sealed = segments.indexOf(scan.segment()) + 1 < segments.size();
                // Looked at after asking whether the segment is sealed: its last records may just have come.
                JournalRecord record = scan.next();
                if (record != null || !sealed) {
                    return record;
                }
                scan = new RecordScan(segments.get(segments.indexOf(scan.segment()) + 1));
            }
        }
    }
}
