package salesinsights.tracking.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    /** What a sender's program or a composition puts in to ask for a read receipt; it never leaves the house. */
    static final String ASKS_RECEIPT = "X-Sales-Read-Receipt";

    private static final int LONGEST_LINE = 998;
    private static final String RECEIPT = "Disposition-Notification-To";
    private static final Set<String> OURS = Set.of("bcc", "resent-bcc", "x-sales-read-receipt");

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
        LinkRules own = rules.with(LinkRules.addressesIn(message.header("List-Unsubscribe")));
        for (MimePart part : shown(message).filter(part -> isText(part, rules)).toList()) {
            Optional<HtmlBody> body = HtmlBody.of(part).filter(text -> !isInlinePgp(text));
            if (body.isPresent()) {
                sheets.add(Sheet.of(part, body.get(), own, links));
            } else if (part.is("text/html") && HtmlBody.of(part).isEmpty()) {
                warnings.add("An HTML part stays as it is: its charset or transfer encoding cannot be edited safely.");
            }
        }
        warnings.addAll(warnings(message, sheets, links));
        return new Blueprint(raw, message, sheets, links, warnings);
    }

    private static List<String> warnings(MimePart message, List<Sheet> sheets, List<TrackableLink> links) {
        List<String> warnings = new ArrayList<>();
        if (message.walk().anyMatch(part -> isSealed(part) || isInlinePgp(part))) {
            warnings.add("The message has signed or encrypted parts; they are never altered.");
        }
        if (message.field("DKIM-Signature").isPresent() && !sheets.isEmpty()) {
            warnings.add("The message has a DKIM signature already, which tracked copies no longer match.");
        }
        if (links.size() == Sheet.MOST_LINKS) {
            warnings.add("Only the first " + Sheet.MOST_LINKS + " links are tracked.");
        }
        if (sheets.stream().anyMatch(sheet -> sheet.isHtml() && sheet.estimatedBytes() > CLIPPED_FROM_BYTES)) {
            warnings.add("The HTML is larger than about 102 kB: Gmail shows only its beginning, so readers may miss the"
                    + " end and the line about tracking. The pixel stands at the top.");
        }
        return warnings;
    }

    private static boolean isText(MimePart part, LinkRules rules) {
        return part.is("text/html") || (rules.inText() && part.is("text/plain"));
    }

    private static boolean isInlinePgp(HtmlBody body) {
        return body.text().contains("-----BEGIN PGP ");
    }

    private static boolean isInlinePgp(MimePart part) {
        boolean text = part.is("text/plain") || part.is("text/html");
        return text && new String(part.rawBody(), StandardCharsets.ISO_8859_1).contains("-----BEGIN PGP ");
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
        return sheets.stream().anyMatch(Sheet::isHtml);
    }

    /** True if the sender would like to be told by the reader's mail program; whether that may be is another thing. */
    boolean asksReceipt() {
        return message.header(ASKS_RECEIPT).equalsIgnoreCase("on")
                && message.walk().noneMatch(Blueprint::isSealed);
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

    /** The message as it came, but for {@code Bcc} and our own switches, which no recipient may see. */
    byte[] untouched() {
        return assemble(List.of());
    }

    /** One recipient's copy; untouched if there is nothing to put into it. */
    byte[] copyWith(Addresses addresses) {
        boolean tracksLinks = addresses.link().isPresent() && !links.isEmpty();
        boolean seesPixel = addresses.pixel().isPresent() && hasHtml();
        if (!tracksLinks && !seesPixel && addresses.receiptTo().isEmpty()) {
            return untouched();
        }
        List<Splice> splices = new ArrayList<>();
        if (tracksLinks || seesPixel) {
            splices.addAll(written(addresses));
        }
        StringBuilder added = new StringBuilder();
        if (message.field("List-Unsubscribe").isEmpty()) {
            added.append(wayOut(addresses.unsubscribe()));
        }
        addresses.receiptTo().filter(to -> message.field(RECEIPT).isEmpty()).ifPresent(to -> {
            added.append(RECEIPT + ": <" + to + ">" + LineEnd.of(raw));
        });
        splices.add(new Splice(message.headerEnd(), message.headerEnd(), ascii(added.toString())));
        return assemble(splices);
    }

    private List<Splice> written(Addresses addresses) {
        List<Splice> splices = new ArrayList<>();
        Set<Boolean> kinds = new HashSet<>();
        for (Sheet sheet : sheets) {
            byte[] body = sheet.written(addresses, kinds.add(sheet.isHtml()), message.header("Content-Language"));
            splices.addAll(written(sheet.part(), body));
        }
        return splices;
    }

    private String wayOut(String url) {
        String end = LineEnd.of(raw);
        return "List-Unsubscribe: <" + url + ">" + end + "List-Unsubscribe-Post: List-Unsubscribe=One-Click" + end;
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
                .filter(field -> OURS.contains(field.name().toLowerCase(Locale.ROOT)))
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
