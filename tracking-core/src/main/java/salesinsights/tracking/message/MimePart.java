package salesinsights.tracking.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a MIME message together with its place in the message's bytes, so that an edit can leave every other byte
 * as it is. mime4j reads fields and encodings; places are ours, because its parser does not tell them.
 */
public final class MimePart {
    private final byte[] raw;
    private final int bodyStart;
    private final int end;
    private final List<HeaderField> fields;
    private final ContentType type;
    private final List<MimePart> parts;

    /** Media type in lower case, and its parameters by lower-case name. */
    public record ContentType(String media, Map<String, String> parameters) {
        static final ContentType PLAIN = new ContentType("text/plain", Map.of());

        public ContentType {
            parameters = Map.copyOf(parameters);
        }

        @Nullable
        String parameter(String name) {
            return parameters.get(name);
        }

        boolean isMultipart() {
            return media.startsWith("multipart/");
        }
    }

    MimePart(byte[] raw, int bodyStart, int end, List<HeaderField> fields, ContentType type, List<MimePart> parts) {
        this.raw = raw;
        this.bodyStart = bodyStart;
        this.end = end;
        this.fields = List.copyOf(fields);
        this.type = type;
        this.parts = List.copyOf(parts);
    }

    /** First byte of the body; the header ends before it with an empty line. */
    int bodyStart() {
        return bodyStart;
    }

    /** Just after the last byte of the body; the line end before a boundary belongs to the boundary. */
    int end() {
        return end;
    }

    /** Where the header's empty line begins: new fields go here. */
    int headerEnd() {
        return fields.isEmpty() ? bodyStart : fields.getLast().end();
    }

    public List<HeaderField> fields() {
        return fields;
    }

    /** The first field of that name. */
    public Optional<HeaderField> field(String name) {
        return fields.stream().filter(field -> field.is(name)).findFirst();
    }

    /** The unfolded body of the first field of that name, or empty text. */
    public String header(String name) {
        return field(name).map(HeaderField::body).orElse("");
    }

    public ContentType type() {
        return type;
    }

    /** True for {@code multipart/report} when asked for that; case does not matter. */
    public boolean is(String media) {
        return type.media().equals(media.toLowerCase(Locale.ROOT));
    }

    /** The direct children of a multipart, in order; empty for everything else. */
    public List<MimePart> parts() {
        return parts;
    }

    /** This part and all below it, in the order of the bytes. */
    public Stream<MimePart> walk() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(MimePart::walk));
    }

    /** Shown among the files, not as text. */
    boolean isAttachment() {
        return header("Content-Disposition").toLowerCase(Locale.ROOT).startsWith("attachment");
    }

    /** {@code 7bit}, {@code quoted-printable} and so on, lower case. */
    String transferEncoding() {
        String stated = header("Content-Transfer-Encoding").toLowerCase(Locale.ROOT);
        int comment = stated.indexOf('(');
        String bare = (comment < 0 ? stated : stated.substring(0, comment)).strip();
        return bare.isEmpty() ? "7bit" : bare;
    }

    byte[] rawBody() {
        return java.util.Arrays.copyOfRange(raw, bodyStart, end);
    }

    /** The body with its transfer encoding taken off; damaged encodings give what can be read. At most its raw size. */
    public byte[] content() {
        try (InputStream decoded = decoding()) {
            return decoded.readAllBytes();
        } catch (IOException damaged) {
            return rawBody();
        }
    }

    private InputStream decoding() {
        InputStream body = new ByteArrayInputStream(raw, bodyStart, end - bodyStart);
        return switch (transferEncoding()) {
            case "base64" -> new Base64InputStream(body);
            case "quoted-printable" -> new QuotedPrintableInputStream(body);
            default -> body;
        };
    }

    /** The charset that the part states, US-ASCII if none; empty if it is none that exists. */
    Optional<Charset> charset() {
        String stated = type.parameter("charset");
        if (stated == null || stated.isBlank()) {
            return Optional.of(StandardCharsets.US_ASCII);
        }
        try {
            return Optional.of(Charset.forName(stated.strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** The body as text; what the charset cannot read becomes U+FFFD, an unknown charset is read as Latin-1. */
    public String text() {
        Charset stated = charset().orElse(StandardCharsets.ISO_8859_1);
        return new String(content(), stated.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : stated);
    }
}
