package salesinsights.tracking.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * Finds the parts of a message in its bytes. A message that is to be sent must be whole; one that came back is taken
 * as it is, however damaged, within the same bounds of depth, parts and header size.
 */
public final class MimeReader {
    private static final int MOST_PARTS = 1_000;
    private static final int DEEPEST = 20;
    private static final int MOST_FIELDS = 1_000;
    private static final int LARGEST_HEADER_BYTES = 256 * 1024;

    private final byte[] raw;
    private final boolean strict;
    private int seen;

    private MimeReader(byte[] raw, boolean strict) {
        this.raw = raw;
        this.strict = strict;
    }

    /**
     * Reads a message that is to be sent.
     *
     * @throws Problem (400) saying what is broken
     */
    public static MimePart whole(byte[] raw) {
        return new MimeReader(raw, true).read(0, raw.length, 0, "text/plain");
    }

    /**
     * Reads whatever came back.
     *
     * @throws Problem (400) only where the bounds end: too many parts or fields, nested too deep, no header at all
     */
    public static MimePart lenient(byte[] raw) {
        return new MimeReader(raw, false).read(0, raw.length, 0, "text/plain");
    }

    private MimePart read(int start, int end, int depth, String otherwise) {
        if (depth > DEEPEST) {
            throw broken("its parts are nested deeper than " + DEEPEST);
        }
        if (++seen > MOST_PARTS) {
            throw broken("it has more than " + MOST_PARTS + " parts");
        }
        List<HeaderField> fields = new ArrayList<>();
        int bodyStart = header(start, end, depth == 0, fields);
        MimePart.ContentType type = typeOf(fields, otherwise);
        List<MimePart> parts = List.of();
        if (type.isMultipart()) {
            String inner = type.media().equals("multipart/digest") ? "message/rfc822" : "text/plain";
            parts = children(type, bodyStart, end, depth, inner);
        }
        return new MimePart(raw, bodyStart, end, fields, type, parts);
    }

    /** Collects the fields and returns where the body begins. */
    private int header(int start, int end, boolean top, List<HeaderField> fields) {
        int at = start;
        while (at < end) {
            int next = lineEnd(at, end);
            if (isBlank(at, next)) {
                return next;
            }
            int colon = colonOf(at, next);
            if (colon < 0 && !(top && at == start && mboxLine(at, next))) {
                if (strict || (top && fields.isEmpty())) {
                    throw broken("line " + lineNumber(at) + " of a header is not a field");
                }
                return fields.isEmpty() ? start : at;
            }
            while (next < end && (raw[next] == ' ' || raw[next] == '\t') && !isBlank(next, lineEnd(next, end))) {
                next = lineEnd(next, end);
            }
            if (colon >= 0) {
                fields.add(field(at, colon, next));
            }
            checkBounds(fields, next - start);
            at = next;
        }
        if (strict && top) {
            throw broken("its header has no end: there is no empty line after it");
        }
        return end;
    }

    private static void checkBounds(List<HeaderField> fields, int headerBytes) {
        if (fields.size() > MOST_FIELDS || headerBytes > LARGEST_HEADER_BYTES) {
            throw broken("a header is larger than " + MOST_FIELDS + " fields or " + LARGEST_HEADER_BYTES + " bytes");
        }
    }

    private HeaderField field(int start, int colon, int end) {
        String name = new String(raw, start, colon - start, StandardCharsets.ISO_8859_1).strip();
        String body = new String(raw, colon + 1, end - colon - 1, StandardCharsets.UTF_8);
        if (strict && body.indexOf(0) >= 0) {
            throw broken("the field " + PlainText.line(name, 60) + " has a NUL in it");
        }
        String unfolded =
                body.replace("\r\n", "").replace("\n", "").replace('\0', ' ').strip();
        return new HeaderField(name, unfolded, start, end);
    }

    /** The colon after a field's name, or -1 if the line is no field. */
    private int colonOf(int start, int end) {
        for (int i = start; i < end; i++) {
            if (raw[i] == ':') {
                return i > start ? i : -1;
            }
            boolean namely = raw[i] > ' ' && raw[i] < 127;
            boolean spaceBefore = (raw[i] == ' ' || raw[i] == '\t') && i > start;
            if (!namely && !spaceBefore) {
                return -1;
            }
            if (spaceBefore && i + 1 < end && raw[i + 1] != ':' && raw[i + 1] != ' ' && raw[i + 1] != '\t') {
                return -1;
            }
        }
        return -1;
    }

    private boolean mboxLine(int start, int end) {
        return !strict && new String(raw, start, Math.min(5, end - start), StandardCharsets.ISO_8859_1).equals("From ");
    }

    private static MimePart.ContentType typeOf(List<HeaderField> fields, String otherwise) {
        for (HeaderField field : fields) {
            if (field.is("Content-Type")) {
                return typeOf(field, otherwise);
            }
        }
        return new MimePart.ContentType(otherwise, Map.of());
    }

    private static MimePart.ContentType typeOf(HeaderField field, String otherwise) {
        try {
            if (LenientFieldParser.parse("Content-Type: " + field.body()) instanceof ContentTypeField parsed) {
                Map<String, String> parameters = new HashMap<>();
                parsed.getParameters().forEach((name, value) -> {
                    if (value != null) {
                        parameters.put(name.toLowerCase(Locale.ROOT), value);
                    }
                });
                String media = parsed.getMimeType() == null ? otherwise : parsed.getMimeType();
                return new MimePart.ContentType(media.toLowerCase(Locale.ROOT), parameters);
            }
        } catch (MimeException unreadable) {
            return MimePart.ContentType.PLAIN;
        }
        return MimePart.ContentType.PLAIN;
    }

    private List<MimePart> children(MimePart.ContentType type, int bodyStart, int end, int depth, String otherwise) {
        String boundary = type.parameter("boundary");
        if (boundary == null || boundary.isEmpty()) {
            if (strict) {
                throw broken("a " + PlainText.line(type.media(), 60) + " has no boundary parameter");
            }
            return List.of();
        }
        Delimiters delimiters = delimiters(boundary, bodyStart, end);
        if (strict && (delimiters.starts.isEmpty() || !delimiters.closed)) {
            throw broken("the boundary of a " + PlainText.line(type.media(), 60)
                    + (delimiters.starts.isEmpty() ? " never comes" : " is never closed"));
        }
        List<MimePart> parts = new ArrayList<>();
        for (int i = 0; i < delimiters.starts.size(); i++) {
            parts.add(read(delimiters.starts.get(i), delimiters.ends.get(i), depth + 1, otherwise));
        }
        return parts;
    }

    /** Where the parts between boundary lines begin and end. */
    private static final class Delimiters {
        final List<Integer> starts = new ArrayList<>();
        final List<Integer> ends = new ArrayList<>();
        boolean closed;
    }

    private Delimiters delimiters(String boundary, int bodyStart, int end) {
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Delimiters found = new Delimiters();
        int at = bodyStart;
        while (at < end && !found.closed) {
            int next = lineEnd(at, end);
            if (isDelimiter(mark, at, next)) {
                if (found.ends.size() < found.starts.size()) {
                    found.ends.add(Math.max(found.starts.getLast(), beforeLineEnd(at, found.starts.getLast())));
                }
                found.closed = isClosing(mark, at, next);
                if (!found.closed) {
                    found.starts.add(next);
                }
            }
            at = next;
        }
        if (found.ends.size() < found.starts.size()) {
            found.ends.add(end);
        }
        return found;
    }

    private boolean isDelimiter(byte[] mark, int start, int end) {
        if (end - start < mark.length
                || !java.util.Arrays.equals(raw, start, start + mark.length, mark, 0, mark.length)) {
            return false;
        }
        int after = start + mark.length;
        return isBlank(after, end) || isClosing(mark, start, end);
    }

    private boolean isClosing(byte[] mark, int start, int end) {
        int after = start + mark.length;
        return end - after >= 2 && raw[after] == '-' && raw[after + 1] == '-' && isBlank(after + 2, end);
    }

    /** The end of what comes before the line at {@code lineStart}: its line end belongs to the boundary. */
    private int beforeLineEnd(int lineStart, int notBefore) {
        int before = lineStart;
        if (before > notBefore && raw[before - 1] == '\n') {
            before--;
        }
        if (before > notBefore && raw[before - 1] == '\r') {
            before--;
        }
        return before;
    }

    private int lineEnd(int start, int end) {
        for (int i = start; i < end; i++) {
            if (raw[i] == '\n') {
                return i + 1;
            }
        }
        return end;
    }

    private boolean isBlank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (raw[i] != ' ' && raw[i] != '\t' && raw[i] != '\r' && raw[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    private int lineNumber(int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += raw[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static Problem broken(String what) {
        return broken(what, null);
    }

    private static Problem broken(String what, @Nullable Throwable cause) {
        return Problem.unreadable("The message cannot be read: " + what + ".", cause);
    }
}
