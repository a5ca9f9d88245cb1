package salesinsights.tracking.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.HeaderField;
import salesinsights.tracking.message.MimePart;
import salesinsights.tracking.message.MimeReader;
import salesinsights.tracking.message.TrackingSwitch;

/**
 * A message as the mail program gave it, and what its sender says about tracking: the header {@code X-Sales-Tracking: on}
 * or {@code off}, or the tag {@code +track} or {@code +notrack} at the own address; the header counts more. Both are
 * taken out before anybody else sees the message, and nothing else is touched.
 *
 * @param raw without header and tag
 * @param senders everybody whom From and Sender name, lower case and without a tag
 * @param headerId its Message-ID without angle brackets, empty if it has none
 */
record SubmittedMail(byte[] raw, List<String> senders, TrackingSwitch tracking, String headerId) {
    static final String SWITCH = "X-Sales-Tracking";
    private static final String ON = "+track@";
    private static final String OFF = "+notrack@";

    /**
     * Reads it.
     *
     * @param envelopeFrom may carry the tag, too
     * @throws Problem saying what is broken
     */
    static SubmittedMail of(byte[] raw, String envelopeFrom) {
        MimePart message = MimeReader.whole(raw);
        List<String> stated = addresses(message, "From");
        if (stated.isEmpty()) {
            throw Problem.unreadable("The message cannot be taken: From is missing or cannot be read.", null);
        }
        List<String> senders = new ArrayList<>();
        stated.forEach(address -> senders.add(untagged(address)));
        addresses(message, "Sender").forEach(address -> senders.add(untagged(address)));
        TrackingSwitch tagged =
                tag(stated.getFirst()).or(() -> tag(envelopeFrom)).orElse(TrackingSwitch.DEFAULT);
        return new SubmittedMail(
                without(message, raw),
                List.copyOf(senders),
                stated(message).orElse(tagged),
                message.header("Message-ID").replaceAll("[<>\\s]", ""));
    }

    private static Optional<TrackingSwitch> stated(MimePart message) {
        List<HeaderField> fields =
                message.fields().stream().filter(field -> field.is(SWITCH)).toList();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        String word = fields.getFirst().body().strip().toLowerCase(Locale.ROOT);
        if (fields.size() > 1 || !(word.equals("on") || word.equals("off"))) {
            throw Problem.unreadable("The message cannot be taken: " + SWITCH + " is either on or off, once.", null);
        }
        return Optional.of(TrackingSwitch.of(word));
    }

    private static Optional<TrackingSwitch> tag(String address) {
        String folded = address.toLowerCase(Locale.ROOT);
        return folded.contains(OFF)
                ? Optional.of(TrackingSwitch.OFF)
                : folded.contains(ON) ? Optional.of(TrackingSwitch.ON) : Optional.empty();
    }

    /** The address without a tag of ours, lower case. */
    static String untagged(String address) {
        return address.toLowerCase(Locale.ROOT).replace(OFF, "@").replace(ON, "@");
    }

    private static List<String> addresses(MimePart message, String name) {
        return message.fields().stream()
                .filter(field -> field.is(name))
                .flatMap(field -> LenientAddressParser.DEFAULT.parseAddressList(field.body()).flatten().stream())
                .map(Mailbox::getAddress)
                .filter(address -> address != null && address.indexOf('@') > 0)
                .map(address -> address.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Cuts the switch out of the header, and the tag out of the fields that name the sender. */
    private static byte[] without(MimePart message, byte[] raw) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(raw.length);
        int at = 0;
        for (HeaderField field : message.fields()) {
            boolean names = field.is("From") || field.is("Sender") || field.is("Reply-To");
            if (field.is(SWITCH) || names) {
                kept.write(raw, at, field.start() - at);
                at = field.end();
            }
            if (names) {
                String text = new String(raw, field.start(), field.end() - field.start(), StandardCharsets.ISO_8859_1);
                byte[] untagged = text.replaceAll("(?i)\\+(no)?track@", "@").getBytes(StandardCharsets.ISO_8859_1);
                kept.write(untagged, 0, untagged.length);
            }
        }
        kept.write(raw, at, raw.length - at);
        return kept.toByteArray();
    }
}
