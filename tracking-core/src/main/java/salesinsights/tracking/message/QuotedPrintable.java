package salesinsights.tracking.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Quoted-printable (RFC 2045) that remembers where each decoded byte stood, so that an edit encodes only what it
 * inserts: between two soft line breaks, which a reader does not see.
 */
final class QuotedPrintable implements HtmlBody.TransferEncoding {
    private static final int LONGEST_LINE = 76;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final byte[] raw;
    private final byte[] decoded;
    private final int[] places;
    private final String lineEnd;

    private QuotedPrintable(byte[] raw, byte[] decoded, int[] places, String lineEnd) {
        this.raw = raw;
        this.decoded = decoded;
        this.places = places;
        this.lineEnd = lineEnd;
    }

    static HtmlBody.TransferEncoding read(byte[] raw) {
        byte[] decoded = new byte[raw.length];
        int[] places = new int[raw.length + 1];
        int count = 0;
        int at = 0;
        while (at < raw.length) {
            int soft = softBreak(raw, at);
            if (soft > at) {
                at = soft;
                continue;
            }
            int padding = trailingSpace(raw, at);
            if (padding > at) {
                at = padding;
                continue;
            }
            places[count] = at;
            boolean escaped = raw[at] == '=' && at + 2 < raw.length && isHex(raw[at + 1]) && isHex(raw[at + 2]);
            decoded[count++] = escaped
                    ? (byte) (HexFormat.fromHexDigit(raw[at + 1]) << 4 | HexFormat.fromHexDigit(raw[at + 2]))
                    : raw[at];
            at += escaped ? 3 : 1;
        }
        places[count] = raw.length;
        return new QuotedPrintable(
                raw, Arrays.copyOf(decoded, count), Arrays.copyOf(places, count + 1), LineEnd.of(raw));
    }

    private static boolean isHex(byte character) {
        return character >= 0 && HexFormat.isHexDigit(character);
    }

    /** Just after the soft line break at {@code at}, or {@code at} if there is none. */
    private static int softBreak(byte[] raw, int at) {
        if (raw[at] != '=') {
            return at;
        }
        int next = at + 1;
        while (next < raw.length && (raw[next] == ' ' || raw[next] == '\t')) {
            next++;
        }
        if (next < raw.length && raw[next] == '\r') {
            next++;
        }
        return next < raw.length && raw[next] == '\n' ? next + 1 : at;
    }

    /** Just after white space at {@code at} that ends its line (transport padding), or {@code at}. */
    private static int trailingSpace(byte[] raw, int at) {
        int next = at;
        while (next < raw.length && (raw[next] == ' ' || raw[next] == '\t')) {
            next++;
        }
        boolean atLineEnd = next == raw.length || raw[next] == '\n' || raw[next] == '\r';
        return next > at && atLineEnd ? next : at;
    }

    @Override
    public byte[] decoded() {
        return decoded;
    }

    @Override
    public byte[] with(List<Edit> edits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + 1024);
        int done = 0;
        for (Edit edit : edits) {
            int start = places[edit.start()];
            out.write(raw, done, start - done);
            softBreak(out);
            out.writeBytes(encode(edit.text().getBytes(StandardCharsets.ISO_8859_1)));
            softBreak(out);
            done = places[edit.end()];
        }
        out.write(raw, done, raw.length - done);
        return out.toByteArray();
    }

    private void softBreak(ByteArrayOutputStream out) {
        out.writeBytes(("=" + lineEnd).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public byte[] encode(byte[] content) {
        return encode(content, lineEnd);
    }

    /** Encodes text; line ends in {@code content} stay line ends. */
    static byte[] encode(byte[] content, String lineEnd) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length * 2);
        int column = 0;
        for (int i = 0; i < content.length; i++) {
            byte next = content[i];
            if (next == '\n' || (next == '\r' && i + 1 < content.length && content[i + 1] == '\n')) {
                out.write(next);
                column = 0;
                continue;
            }
            boolean lastOfLine = i + 1 == content.length || content[i + 1] == '\r' || content[i + 1] == '\n';
            String code = code(next, column == 0, lastOfLine);
            if (column + code.length() >= LONGEST_LINE) {
                out.writeBytes(("=" + lineEnd).getBytes(StandardCharsets.US_ASCII));
                column = 0;
            }
            out.writeBytes(code.getBytes(StandardCharsets.US_ASCII));
            column += code.length();
        }
        return out.toByteArray();
    }

    private static String code(byte character, boolean firstOfLine, boolean lastOfLine) {
        boolean space = character == ' ' || character == '\t';
        boolean plain = (character > ' ' && character < 127 && character != '=') || (space && !lastOfLine);
        // A dot that begins a line is doubled on its way; some servers get that wrong.
        boolean risky = character == '.' && firstOfLine;
        return plain && !risky ? String.valueOf((char) character) : "=" + HEX.toHexDigits(character);
    }
}
