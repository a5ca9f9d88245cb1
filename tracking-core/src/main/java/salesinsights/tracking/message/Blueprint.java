package salesinsights.tracking.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;

/**
 * A message read once, from which every recipient's copy is made. What is not a touched {@code href}, an inserted
 * element or an added header field is the same byte in every copy.
 */
final class Blueprint {
    /** Gmail shows about this much of a message's HTML and clips the rest, images too. */
    static final int CLIPPED_FROM_BYTES = 102_000;

    private static final int LONGEST_LINE = 998;

    private final byte[] raw;
    private final MimePart message;
    private final List<Sheet> sheets;
    private final List<TrackableLink> links;
    private final List<String> warnings;

    private Blueprint(
            byte[] raw, MimePart message, List<Sheet> sheets, List<TrackableLink> links, List<String> warnings) {
        this.raw = raw;
        this.message = message;
        this.sheets = sheets;
        this.links = List.copyOf(links);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Finds what can be tracked.
     *
     * @throws salesinsights.tracking.ground.Problem if the message is broken
     */
    static Blueprint of(byte[] raw, LinkRules rules) {
        MimePart message = MimeReader.whole(raw);
        List<TrackableLink> links = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<Sheet> sheets = new ArrayList<>();
        if (message.walk().anyMatch(Blueprint::isSealed)) {
            warnings.add("The message has signed or encrypted parts; they are never altered.");
        }
        LinkRules own = rules.with(LinkRules.addressesIn(message.header("List-Unsubscribe")));
        for (MimePart part : shown(message).filter(part -> part.is("text/html")).toList()) {
            Optional<HtmlBody> html = HtmlBody.of(part);
            if (html.isEmpty()) {
                warnings.add("An HTML part stays as it is: its charset or transfer encoding cannot be edited safely.");
            } else {
                sheets.add(Sheet.of(part, html.get(), own, links));
            }
        }
        if (sheets.stream().anyMatch(sheet -> sheet.estimatedBytes() > CLIPPED_FROM_BYTES)) {
            warnings.add("The HTML is larger than about 102 kB: Gmail shows only its beginning, so readers may miss the"
                    + " end and the line about tracking. The pixel stands at the top.");
        }
        return new Blueprint(raw, message, sheets, links, warnings);
    }

    /** Parts that are text for the reader: no attachments, nothing inside signed or encrypted parts. */
    private static Stream<MimePart> shown(MimePart part) {
        if (isSealed(part) || part.isAttachment()) {
            return Stream.empty();
        }
        return Stream.concat(Stream.of(part), part.parts().stream().flatMap(Blueprint::shown));
    }

    private static boolean isSealed(MimePart part) {
        return switch (part.type().media()) {
            case "multipart/signed",
                    "multipart/encrypted",
                    "application/pkcs7-mime",
                    "application/x-pkcs7-mime",
                    "application/pgp-encrypted" -> true;
            default -> false;
        };
    }

    /** Of a message that is made elsewhere. */
    static Blueprint nothing() {
        byte[] empty = "\r\n".getBytes(StandardCharsets.US_ASCII);
        return new Blueprint(empty, MimeReader.whole(empty), List.of(), List.of(), List.of());
    }

    /** The links that can be tracked, in order. */
    List<TrackableLink> links() {
        return links;
    }

    /** How far copies of this message can be tracked under a decision. */
    Copies.Modes modes(TrackingDecision decision) {
        return new Copies.Modes(
                hasHtml() ? decision.mode(Purpose.OPEN) : Mode.OFF,
                links.isEmpty() ? Mode.OFF : decision.mode(Purpose.CLICK));
    }

    /** True if there is a place for a pixel. */
    boolean hasHtml() {
        return !sheets.isEmpty();
    }

    /** What the sender should know, in words. */
    List<String> warnings() {
        return warnings;
    }

    MimePart message() {
        return message;
    }

    /** The message as it came in. */
    byte[] source() {
        return raw;
    }

    int bytes() {
        return raw.length;
    }

    /** The message as it came, but for {@code Bcc}, which no recipient may see. */
    byte[] untouched() {
        return assemble(List.of());
    }

    /** One recipient's copy; untouched if there is nothing to put into it. */
    byte[] copyWith(Addresses addresses) {
        boolean tracksLinks = addresses.link().isPresent() && !links.isEmpty();
        if (sheets.isEmpty() || (addresses.pixel().isEmpty() && !tracksLinks)) {
            return untouched();
        }
        List<Splice> splices = new ArrayList<>();
        for (Sheet sheet : sheets) {
            splices.addAll(written(sheet.part(), sheet.written(addresses, sheet == sheets.getFirst())));
        }
        if (message.field("List-Unsubscribe").isEmpty()) {
            splices.add(new Splice(message.headerEnd(), message.headerEnd(), wayOut(addresses.unsubscribe())));
        }
        return assemble(splices);
    }

    private byte[] wayOut(String url) {
        String end = LineEnd.of(raw);
        return ascii(
                "List-Unsubscribe: <" + url + ">" + end + "List-Unsubscribe-Post: List-Unsubscribe=One-Click" + end);
    }

    /** The part's new body, in quoted-printable if it has become too wide for SMTP (RFC 5321, 4.5.3.1.6). */
    private List<Splice> written(MimePart part, byte[] body) {
        boolean encoded = part.transferEncoding().equals("quoted-printable")
                || part.transferEncoding().equals("base64");
        if (encoded || longestLine(body) <= LONGEST_LINE || longestLine(part.rawBody()) > LONGEST_LINE) {
            return List.of(new Splice(part.bodyStart(), part.end(), body));
        }
        byte[] field = ascii("Content-Transfer-Encoding: quoted-printable" + LineEnd.of(raw));
        Splice encoding = part.field("Content-Transfer-Encoding")
                .map(stated -> new Splice(stated.start(), stated.end(), field))
                .orElse(new Splice(part.headerEnd(), part.headerEnd(), field));
        byte[] narrow = QuotedPrintable.encode(body, LineEnd.of(raw));
        return List.of(encoding, new Splice(part.bodyStart(), part.end(), narrow));
    }

    private static int longestLine(byte[] body) {
        int longest = 0;
        int start = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n') {
                longest = Math.max(longest, i - start);
                start = i + 1;
            }
        }
        return Math.max(longest, body.length - start);
    }

    /** Bytes that take the place of others. */
    private static final class Splice {
        final int start;
        final int end;
        final byte[] bytes;

        Splice(int start, int end, byte[] bytes) {
            this.start = start;
            this.end = end;
            this.bytes = bytes;
        }
    }

    private byte[] assemble(List<Splice> splices) {
        List<Splice> all = new ArrayList<>(splices);
        message.fields().stream()
                .filter(field -> field.is("Bcc") || field.is("Resent-Bcc"))
                .forEach(field -> all.add(new Splice(field.start(), field.end(), new byte[0])));
        all.sort(Comparator.<Splice>comparingInt(splice -> splice.start).thenComparingInt(splice -> splice.end));
        ByteArrayOutputStream copy = new ByteArrayOutputStream(raw.length + 4096);
        int done = 0;
        for (Splice splice : all) {
            copy.write(raw, done, splice.start - done);
            copy.writeBytes(splice.bytes);
            done = splice.end;
        }
        copy.write(raw, done, raw.length - done);
        return copy.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
