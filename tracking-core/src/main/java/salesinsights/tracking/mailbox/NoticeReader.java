package salesinsights.tracking.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,998})>");
    private static final Pattern QUOTED_ID =
            Pattern.compile("(?im)^[> \\t]{0,20}message-id:[ \\t]{0,20}<([^<>\\s]{1,998})>");
    private static final int MOST_IDS = 50;
    private static final int LONGEST_TEXT = 200_000;

    private final MimePart mail;
    private final Optional<MimePart> original;

    private NoticeReader(MimePart mail) {
        this.mail = mail;
        this.original = mail.walk()
                .filter(part -> RETURNED_PARTS.contains(part.type().media()))
                .findFirst()
                .flatMap(NoticeReader::inside);
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
                mail.field("Message-ID").map(field -> bare(field.body())).orElse(""),
                FieldBlocks.addressIn(mail.header("From").contains("<") ? lastAngle() : mail.header("From")),
                PlainText.line(mail.field("Subject").map(HeaderField::text).orElse(""), 500),
                date(),
                originals(what),
                original.map(returned -> returned.header("List-Unsubscribe")).orElse(""),
                what);
    }

    private String lastAngle() {
        String from = mail.header("From");
        return from.substring(from.lastIndexOf('<'));
    }

    private static String bare(String id) {
        return PlainText.line(id.replaceAll("[<>\\s]", ""), 998);
    }

    private Returned what() {
        for (MimePart part : mail.walk().toList()) {
            switch (part.type().media()) {
                case "message/delivery-status", "message/global-delivery-status" -> {
                    return new Returned.Delivery(reports(FieldBlocks.of(part.text())));
                }
                case "message/disposition-notification", "message/global-disposition-notification" -> {
                    return receipt(FieldBlocks.of(part.text()));
                }
                case "message/feedback-report" -> {
                    return complaint(FieldBlocks.of(part.text()));
                }
                default -> {}
            }
        }
        boolean answers = !threading().isEmpty();
        if (isAutomatic() && (answers || mail.field("Auto-Submitted").isPresent()) && !isFromMailSystem()) {
            return new Returned.AutoReply();
        }
        if (isFromMailSystem()) {
            return new Returned.Unrelated(true);
        }
        return answers ? new Returned.Reply() : new Returned.Unrelated(false);
    }

    private static List<Returned.Report> reports(List<FieldBlocks.Block> blocks) {
        List<Returned.Report> reports = new ArrayList<>();
        for (FieldBlocks.Block block : blocks) {
            boolean names = block.has("final-recipient") || block.has("original-recipient");
            if (names || (block.has("action") && block.has("status"))) {
                String last = block.address("final-recipient");
                String first = block.address("original-recipient");
                reports.add(new Returned.Report(
                        last.isEmpty() ? first : last,
                        first,
                        firstWord(block.get("action")),
                        status(block),
                        PlainText.line(afterType(block.get("diagnostic-code")), 500),
                        PlainText.line(afterType(block.get("remote-mta")), 200)));
            }
        }
        return reports;
    }

    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");

    /** The status field; where it says nothing (x.0.0), the code that the remote server gave in its reply. */
    private static String status(FieldBlocks.Block block) {
        String stated = found(block.get("status"));
        String replied = found(block.get("diagnostic-code"));
        boolean vague = stated.isEmpty() || stated.endsWith(".0.0");
        return vague && !replied.isEmpty() ? replied : stated;
    }

    private static String found(String text) {
        var match = STATUS.matcher(text);
        return match.find() ? match.group(1) : "";
    }

    private static String afterType(String value) {
        int semicolon = value.indexOf(';');
        return semicolon >= 0 && semicolon < 20 ? value.substring(semicolon + 1).strip() : value;
    }

    private static String firstWord(String value) {
        return PlainText.line(value.strip().split("[\\s;(]", 2)[0], 40).toLowerCase(Locale.ROOT);
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

    private Returned complaint(List<FieldBlocks.Block> blocks) {
        FieldBlocks.Block block = merged(blocks);
        Set<String> about = new LinkedHashSet<>();
        for (String name : List.of("original-rcpt-to", "removal-recipient")) {
            block.get(name)
                    .lines()
                    .map(FieldBlocks::addressIn)
                    .filter(address -> !address.isEmpty())
                    .forEach(about::add);
        }
        original.map(returned -> FieldBlocks.addressIn(returned.header("To")))
                .filter(address -> about.isEmpty() && !address.isEmpty())
                .ifPresent(about::add);
        return new Returned.Complaint(firstWord(block.get("feedback-type")), List.copyOf(about));
    }

    private static FieldBlocks.Block merged(List<FieldBlocks.Block> blocks) {
        var all = new java.util.LinkedHashMap<String, String>();
        blocks.forEach(block -> block.fields().forEach(all::putIfAbsent));
        return new FieldBlocks.Block(all);
    }

    /** RFC 3834, and what programs wrote before and beside it. */
    private boolean isAutomatic() {
        String submitted = firstWord(mail.header("Auto-Submitted"));
        String precedence = firstWord(mail.header("Precedence"));
        return (!submitted.isEmpty() && !submitted.equals("no"))
                || Set.of("auto_reply", "bulk", "junk").contains(precedence)
                || mail.field("X-Autoreply").isPresent()
                || mail.field("X-Autorespond").isPresent()
                || mail.field("X-Auto-Response-Suppress").isPresent()
                || mail.header("Return-Path").strip().equals("<>");
    }

    private boolean isFromMailSystem() {
        String from = mail.header("From").toLowerCase(Locale.ROOT);
        return from.contains("mailer-daemon")
                || from.contains("postmaster@")
                || mail.is("multipart/report")
                || mail.field("X-Failed-Recipients").isPresent();
    }

    private List<String> threading() {
        Set<String> ids = new LinkedHashSet<>(idsIn(mail.header("In-Reply-To")));
        ids.addAll(idsIn(mail.header("References")).reversed());
        return ids.stream().limit(MOST_IDS).toList();
    }

    private static List<String> idsIn(String text) {
        return ID.matcher(text).results().map(id -> PlainText.line(id.group(1))).toList();
    }

    private List<String> originals(Returned what) {
        Set<String> ids = new LinkedHashSet<>();
        original.map(returned -> bare(returned.header("Message-ID")))
                .filter(id -> !id.isEmpty())
                .ifPresent(ids::add);
        if (what instanceof Returned.Receipt) {
            mail.walk()
                    .filter(part -> part.type().media().endsWith("disposition-notification"))
                    .map(part -> bare(merged(FieldBlocks.of(part.text())).get("original-message-id")))
                    .filter(id -> !id.isEmpty())
                    .forEach(ids::add);
        }
        ids.addAll(threading());
        if (ids.isEmpty() && !(what instanceof Returned.Reply)) {
            ids.addAll(quoted());
        }
        return ids.stream().limit(MOST_IDS).toList();
    }

    /** Mail systems that return no part put the original's header into the text. */
    private List<String> quoted() {
        return mail.walk()
                .filter(part -> part.type().media().startsWith("text/"))
                .map(MimePart::text)
                .flatMap(text -> QUOTED_ID
                        .matcher(text.substring(0, Math.min(text.length(), LONGEST_TEXT)))
                        .results()
                        .map(id -> PlainText.line(id.group(1))))
                .limit(5)
                .toList();
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
