package salesinsights.tracking.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * A message as somebody writes it. At least one recipient, a subject, and HTML or text.
 *
 * @param from the caller's own address if absent
 * @param readTime true to measure how long it is read: a second image of some 250 bytes, off unless asked for
 * @param readReceipt true to ask for a read receipt where the recipient's decision allows that
 */
public record Composition(
        @Nullable Mailbox from,
        List<Mailbox> to,
        List<Mailbox> cc,
        String subject,
        @Nullable String html,
        @Nullable String text,
        @Nullable String campaign,
        @Nullable String template,
        TrackingSwitch tracking,
        @Nullable String team,
        boolean send,
        boolean readTime,
        boolean readReceipt) {
    private static final String END = "\r\n";
    private static final int LONGEST_SUBJECT = 1_000;

    public Composition(
            @Nullable Mailbox from,
            @Nullable List<Mailbox> to,
            @Nullable List<Mailbox> cc,
            @Nullable String subject,
            @Nullable String html,
            @Nullable String text,
            @Nullable String campaign,
            @Nullable String template,
            @Nullable TrackingSwitch tracking,
            @Nullable String team,
            boolean send,
            boolean readTime,
            boolean readReceipt) {
        this.from = from;
        this.to = to == null ? List.of() : List.copyOf(to);
        this.cc = cc == null ? List.of() : List.copyOf(cc);
        this.subject = subject == null ? "" : subject.strip();
        this.html = html;
        this.text = text;
        this.campaign = campaign;
        this.template = template;
        this.tracking = tracking == null ? TrackingSwitch.DEFAULT : tracking;
        this.team = team;
        this.send = send;
        this.readTime = readTime;
        this.readReceipt = readReceipt;
    }

    /**
     * The message as MIME.
     *
     * @throws Problem naming every field that cannot be taken
     */
    byte[] mime(Mailbox sender, String headerId, Instant at) {
        refuseNonsense();
        List<String> fields = new ArrayList<>();
        fields.add("Message-ID: <" + headerId + ">");
        fields.add("Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME
                        .format(at.atOffset(ZoneOffset.UTC))
                        .replace("GMT", "+0000"));
        fields.add("From: " + sender.header());
        fields.add("To: " + addresses(to));
        if (!cc.isEmpty()) {
            fields.add("Cc: " + addresses(cc));
        }
        fields.add("Subject: " + EncoderUtil.encodeIfNecessary(subject, EncoderUtil.Usage.TEXT_TOKEN, 9));
        fields.add("MIME-Version: 1.0");
        if (readReceipt) {
            fields.add(Blueprint.ASKS_RECEIPT + ": on");
        }
        String header =
                fields.stream().map(field -> MimeUtil.fold(field, 0) + END).collect(Collectors.joining());
        return (header + body(headerId)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String addresses(List<Mailbox> people) {
        return people.stream().map(Mailbox::checked).map(Mailbox::header).collect(Collectors.joining(", "));
    }

    private String body(String headerId) {
        if (html == null) {
            return part("plain", text == null ? "" : text);
        }
        if (text == null) {
            return part("html", html);
        }
        String boundary = "=_" + headerId.substring(0, headerId.indexOf('@'));
        return "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"" + END + END
                + "--" + boundary + END + part("plain", text) + END
                + "--" + boundary + END + part("html", html) + END
                + "--" + boundary + "--" + END;
    }

    private static String part(String kind, String content) {
        byte[] lines = content.replaceAll("\r\n|\r|\n", END).getBytes(StandardCharsets.UTF_8);
        return "Content-Type: text/" + kind + "; charset=utf-8" + END
                + "Content-Transfer-Encoding: quoted-printable" + END + END
                + new String(QuotedPrintable.encode(lines, END), StandardCharsets.US_ASCII);
    }

    private void refuseNonsense() {
        List<Problem.Field> wrong = new ArrayList<>();
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            wrong.add(new Problem.Field("subject", "is needed, with at most " + LONGEST_SUBJECT + " characters"));
        }
        if (subject.chars().anyMatch(Character::isISOControl)) {
            wrong.add(new Problem.Field("subject", "has a line break or another control character"));
        }
        if (isBlank(html) && isBlank(text)) {
            wrong.add(new Problem.Field("html", "html or text is needed"));
        }
        if (hasNul(html) || hasNul(text)) {
            wrong.add(new Problem.Field(hasNul(html) ? "html" : "text", "has a NUL in it"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    private static boolean isBlank(@Nullable String content) {
        return content == null || content.isBlank();
    }

    private static boolean hasNul(@Nullable String content) {
        return content != null && content.indexOf(0) >= 0;
    }
}
