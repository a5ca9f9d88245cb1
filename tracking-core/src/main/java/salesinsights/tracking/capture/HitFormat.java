package salesinsights.tracking.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.team.TeamId;

/**
 * A hit in the bytes of a journal record: version (1 byte), kind (1: a letter), flags (1), id (16), time in microseconds
 * (8), team (8), message (16), then what the flags announce: recipient (16), link position (4), user agent and network
 * (each a 2-byte length and modified UTF-8), the signals (1-byte count, then texts) and, if flagged, the detail
 * (1-byte count, then pairs of texts).
 */
final class HitFormat {
    private static final int VERSION = 1;
    private static final int RECIPIENT = 1;
    private static final int LINK = 2;
    private static final int AGENT = 4;
    private static final int NETWORK = 8;
    private static final int DETAIL = 16;

    private static final Map<EventKind, Character> LETTERS = Map.of(
            EventKind.OPENED, 'O',
            EventKind.CLICKED, 'C',
            EventKind.READ_TIME, 'R',
            EventKind.ATTACHMENT_VIEWED, 'A',
            EventKind.PAGE_VIEWED, 'V',
            EventKind.PAGE_PINGED, 'P',
            EventKind.FORM_SUBMITTED, 'F');

    private HitFormat() {}

    static byte[] write(Hit hit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(letterOf(hit.kind()));
            out.writeByte(flags(hit));
            write(out, hit.id());
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, hit.at()));
            out.writeLong(hit.team().value());
            write(out, hit.message());
            writeOptional(out, hit);
            out.writeByte(hit.signals().size());
            for (String signal : hit.signals()) {
                out.writeUTF(signal);
            }
            if (!hit.detail().isEmpty()) {
                writeDetail(out, hit.detail());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static int flags(Hit hit) {
        return (hit.recipient() != null ? RECIPIENT : 0)
                | (hit.linkPosition() != null ? LINK : 0)
                | (hit.userAgent() != null ? AGENT : 0)
                | (hit.network() != null ? NETWORK : 0)
                | (hit.detail().isEmpty() ? 0 : DETAIL);
    }

    private static char letterOf(EventKind kind) {
        Character letter = LETTERS.get(kind);
        if (letter == null) {
            throw new IllegalArgumentException("not seen on the edge: " + kind);
        }
        return letter;
    }

    private static EventKind kindOf(byte letter) {
        return LETTERS.entrySet().stream()
                .filter(kind -> kind.getValue() == letter)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a journal record of an unknown kind"));
    }

    private static void writeDetail(DataOutputStream out, Map<String, String> detail) throws IOException {
        out.writeByte(detail.size());
        for (Map.Entry<String, String> pair : detail.entrySet()) {
            out.writeUTF(pair.getKey());
            out.writeUTF(pair.getValue());
        }
    }

    private static Map<String, String> readDetail(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        Map<String, String> detail = new HashMap<>();
        for (int i = 0; i < count; i++) {
            detail.put(in.readUTF(), in.readUTF());
        }
        return detail;
    }

    private static void writeOptional(DataOutputStream out, Hit hit) throws IOException {
        if (hit.recipient() != null) {
            write(out, hit.recipient());
        }
        if (hit.linkPosition() != null) {
            out.writeInt(hit.linkPosition());
        }
        if (hit.userAgent() != null) {
            out.writeUTF(hit.userAgent());
        }
        if (hit.network() != null) {
            out.writeUTF(hit.network());
        }
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it was written by a newer version or is something else
     */
    static Hit read(byte[] record) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
            if (in.readByte() != VERSION) {
                throw new IllegalArgumentException("a journal record of an unknown version");
            }
            EventKind kind = kindOf(in.readByte());
            int flags = in.readByte();
            UUID id = readId(in);
            Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
            TeamId team = new TeamId(in.readLong());
            UUID message = readId(in);
            @Nullable UUID recipient = (flags & RECIPIENT) != 0 ? readId(in) : null;
            @Nullable Integer link = (flags & LINK) != 0 ? (Integer) in.readInt() : null;
            @Nullable String agent = (flags & AGENT) != 0 ? in.readUTF() : null;
            @Nullable String network = (flags & NETWORK) != 0 ? in.readUTF() : null;
            List<String> signals = readTexts(in);
            Map<String, String> detail = (flags & DETAIL) != 0 ? readDetail(in) : Map.of();
            return new Hit(id, at, team, message, recipient, kind, link, agent, network, signals, detail);
        } catch (IOException tooShort) {
            throw new IllegalArgumentException("a journal record that ends too early", tooShort);
        }
    }

    private static UUID readId(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
