package salesinsights.tracking.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.HeaderField;
import salesinsights.tracking.message.MimePart;
import salesinsights.tracking.message.MimeReader;
import salesinsights.tracking.message.PlainText;

/** Reads what a message that came back says. Pure; never throws, whatever the bytes are. */
final class NoticeReader {
    private static final Set<String> RETURNED_PARTS = Set.of(
            "message/rfc822",
            "text/rfc822-headers",
            "text/rfc822-header",
            "message/rfc822-headers",
            "message/global",
            "message/global-headers");
    private static final Pattern EMBEDDED = Pattern.compile("(?im)^(?:final|original)-recipient[ \\t]?:");
    private static final List<String> FAILED =
            List.of("X-Failed-Recipients", "X-Mailer-Daemon-Recipients", "X-Bounced-Address", "X-Actual-Recipient");

    private final MimePart mail;
    private final Optional<MimePart> original;
    private final NoticeText text;
    private final Threading threading;

    private NoticeReader(MimePart mail) {
        this.mail = mail;
        this.original = mail.walk()
                .filter(part -> RETURNED_PARTS.contains(part.type().media()))
                .findFirst()
                .flatMap(NoticeReader::inside);
        this.text = NoticeText.of(mail);
        this.threading = new Threading(mail, original);
    }

    /** Reads it; what cannot be read says why. */
    static ReturnedMail read(byte[] raw) {
        try {
            return new NoticeReader(MimeReader.lenient(raw)).read();
        } catch (Problem broken) {
            return ReturnedMail.unreadable(PlainText.line(broken.detail(), 500));
        }
    }

    private static Optional<MimePart> inside(MimePart part) {
        try {
            return Optional.of(MimeReader.lenient(part.content()));
        } catch (Problem unreadable) {
            return Optional.empty();
        }
    }

    private ReturnedMail read() {
        Returned what = what();
        return new ReturnedMail(
                mail.field("Message-ID")
                        .map(field -> Threading.bare(field.body()))
                        .orElse(""),
                from(),
                subject(),
                date(),
                threading.originals(statedOriginal(), what instanceof Returned.Reply),
                threading.tokens(),
                original.map(returned -> returned.header("List-Unsubscribe")).orElse(""),
                what);
    }

    private String from() {
        String from = mail.header("From");
        return FieldBlocks.addressIn(from.contains("<") ? from.substring(from.lastIndexOf('<')) : from);
    }

    private String subject() {
        return PlainText.line(mail.field("Subject").map(HeaderField::text).orElse(""), 500);
    }

    private Returned what() {
        for (MimePart part : mail.walk().toList()) {
            switch (part.type().media()) {
                case "message/delivery-status", "message/global-delivery-status" -> {
                    List<Returned.Report> reports = DeliveryFields.reports(FieldBlocks.of(NoticeText.textOf(part)));
                    return new Returned.Delivery(reports.isEmpty() ? plainReports() : explained(reports));
                }
                case "message/disposition-notification", "message/global-disposition-notification" -> {
                    return receipt(FieldBlocks.of(part.text()));
                }
                case "message/feedback-report" -> {
                    return Complaints.of(merged(FieldBlocks.of(part.text())), original);
                }
                default -> {}
            }
        }
        return withoutReportPart();
    }

    private Returned withoutReportPart() {
        boolean answers = threading.answers();
        Optional<Returned> complaint = Complaints.without(mail, subject(), from(), original)
                .or(() -> Complaints.ofAmazon(text.text().replaceAll("!\n ", "")));
        if (complaint.isPresent()) {
            return complaint.get();
        }
        boolean note = AutoReplies.isNote(subject()) && !Speaker.isNamed(mail);
        boolean system = !note && Speaker.isMailSystem(mail, subject(), text);
        if (!system && AutoReplies.wrote(mail, subject(), answers)) {
            Instant sent = date();
            LocalDate day = LocalDate.ofInstant(sent == null ? Instant.EPOCH : sent, ZoneOffset.UTC);
            return new Returned.AutoReply(
                    sent == null
                            ? null
                            : ReturnDate.in(subject() + "\n" + text.text(), day).orElse(null));
        }
        List<Returned.Report> reports = system ? plainReports() : List.of();
        if (!reports.isEmpty()) {
            return new Returned.Delivery(reports);
        }
        return (answers || !threading.tokens().isEmpty()) && !system
                ? new Returned.Reply()
                : new Returned.Unrelated(system);
    }

    private List<Returned.Report> plainReports() {
        String all = text.text() + "\n" + text.returned();
        List<Returned.Report> fields =
                EMBEDDED.matcher(all).find() ? DeliveryFields.reports(FieldBlocks.of(all)) : List.of();
        return fields.isEmpty() ? plain().reports() : fields;
    }

    /** Notices that state neither diagnostic nor telling status say it in their words, if they say it at all. */
    private List<Returned.Report> explained(List<Returned.Report> reports) {
        boolean silent = reports.stream()
                .anyMatch(report ->
                        report.diagnostic().isEmpty() || !report.recipient().contains("@"));
        List<Returned.Report> said = silent ? plain().reports() : List.of();
        SmtpStage stage = SmtpStage.of(text.text());
        return reports.stream()
                .map(report -> report.explainedBy(said, reports.size() == 1))
                .map(report -> report.stage() == SmtpStage.UNKNOWN ? report.at(stage) : report)
                .toList();
    }

    private PlainNotice plain() {
        List<String> failed = FAILED.stream()
                .flatMap(name -> Arrays.stream(mail.header(name).split("[,\\s]+")))
                .map(FieldBlocks::addressIn)
                .filter(address -> address.contains("@"))
                .distinct()
                .toList();
        String returned = original.map(part -> part.header("To")).orElse("");
        String intended = FieldBlocks.addressIn(returned.isEmpty() ? text.returnedField("To") : returned);
        return new PlainNotice(
                text,
                failed,
                List.of(from(), FieldBlocks.addressIn(mail.header("To"))),
                intended.contains("@") ? intended : "");
    }

    private static Returned receipt(List<FieldBlocks.Block> blocks) {
        FieldBlocks.Block block = merged(blocks);
        String[] halves = block.get("disposition").toLowerCase(Locale.ROOT).split(";", 2);
        String[] modes = halves[0].split("/", 2);
        String type = halves.length > 1 ? halves[1].strip().split("[/,\\s]", 2)[0] : "";
        String last = block.address("final-recipient");
        return new Returned.Receipt(
                last.isEmpty() ? block.address("original-recipient") : last,
                PlainText.line(type, 40),
                PlainText.line(modes[0], 40),
                PlainText.line(modes.length > 1 ? modes[1] : "", 40));
    }

    private static FieldBlocks.Block merged(List<FieldBlocks.Block> blocks) {
        var all = new java.util.LinkedHashMap<String, String>();
        blocks.forEach(block -> block.fields().forEach(all::putIfAbsent));
        return new FieldBlocks.Block(all);
    }

    /** The message that a read receipt names in a field of its own. */
    private String statedOriginal() {
        return mail.walk()
                .filter(part -> part.type().media().endsWith("disposition-notification"))
                .map(part -> merged(FieldBlocks.of(part.text())).get("original-message-id"))
                .findFirst()
                .orElse("");
    }

    private @Nullable Instant date() {
        try {
            boolean dated = mail.field("Date").isPresent();
            return dated
                            && LenientFieldParser.parse("Date: " + mail.header("Date")) instanceof DateTimeField parsed
                            && parsed.getDate() != null
                    ? parsed.getDate().toInstant()
                    : null;
        } catch (MimeException unreadable) {
            return null;
        }
    }
}
