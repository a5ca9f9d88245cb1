package salesinsights.tracking.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/**
 * What is signed, in binary: purpose (1 byte), flags (1: bit 0 = has a recipient), team (8), message (16), recipient
 * (16, if flagged), and for what carries a text its position (2) and the text (the rest, UTF-8).
 */
record Payload(Purpose purpose, Tracked tracked, int position, String destination) {
    private static final int HAS_RECIPIENT = 1;
    private static final int MAX_POSITION = 0xFFFF;

    /** What a token may be used for, with its byte on the wire. */
    enum Purpose {
        OPEN('o', false),
        LINK('c', true),
        PERSON('r', false),
        READ_TIME('t', false),
        /** Position of the link, and the document's id. */
        DOCUMENT('d', true),
        /** The origins that may use the key. */
        SITE('s', true),
        /** The second at which it ends. */
        VISITOR('v', true);

        private final byte code;
        private final boolean carriesText;

        Purpose(char code, boolean carriesText) {
            this.code = (byte) code;
            this.carriesText = carriesText;
        }

        private static final Purpose[] ALL = values();

        static Purpose of(byte code) {
            for (Purpose purpose : ALL) {
                if (purpose.code == code) {
                    return purpose;
                }
            }
            throw new IllegalArgumentException("a purpose that does not exist");
        }
    }

    Payload {
        if (position < 0 || position > MAX_POSITION) {
            throw new IllegalArgumentException("a message may have at most " + MAX_POSITION + " links");
        }
    }

    String encode() {
        byte[] target = destination.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(44 + target.length);
        UUID recipient = tracked.recipient();
        bytes.put(purpose.code).put((byte) (recipient == null ? 0 : HAS_RECIPIENT));
        bytes.putLong(tracked.team().value());
        put(bytes, tracked.message());
        if (recipient != null) {
            put(bytes, recipient);
        }
        if (purpose.carriesText) {
            bytes.putShort((short) position).put(target);
        }
        bytes.flip();
        return StandardCharsets.US_ASCII
                .decode(Base64.getUrlEncoder().withoutPadding().encode(bytes))
                .toString();
    }

    /** Reads what {@link #encode} wrote; only for text whose signature was verified. */
    static Payload decode(String encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
        Purpose purpose = Purpose.of(bytes.get());
        boolean hasRecipient = (bytes.get() & HAS_RECIPIENT) != 0;
        TeamId team = new TeamId(bytes.getLong());
        UUID message = uuid(bytes);
        @Nullable UUID recipient = hasRecipient ? uuid(bytes) : null;
        int position = purpose.carriesText ? Short.toUnsignedInt(bytes.getShort()) : 0;
        String destination = new String(bytes.array(), bytes.position(), bytes.remaining(), StandardCharsets.UTF_8);
        return new Payload(purpose, new Tracked(team, message, recipient), position, destination);
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
