package salesinsights.tracking.mailbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesinsights.tracking.message.MimePart;

/** Complaints of recipients: abuse reports (RFC 5965), and how providers write them without that format. Pure. */
final class Complaints {
    // Hotmail, AOL, Outblaze, Apple and others send the message back with no report part beside it.
    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)complaint about (?:message|e?-?mail)|abuse (?:report|complaint)"
                    + "|(?:email )?feedback (?:report|loop)|spam (?:report|complaint)|report(?:ed)? (?:as )?(?:spam|abuse|junk)|this is spam");
    private static final List<String> WHO =
            List.of("X-HmXmrOriginalRecipient", "Original-Rcpt-To", "X-Original-To", "Delivered-To", "To");
    private static final int MOST = 100;

    private Complaints() {}

    /** By the fields of a feedback part. */
    static Returned of(FieldBlocks.Block fields, Optional<MimePart> original) {
        Set<String> about = new LinkedHashSet<>();
        for (String name : List.of("original-rcpt-to", "removal-recipient")) {
            fields.get(name)
                    .lines()
                    .map(FieldBlocks::addressIn)
                    .filter(address -> address.contains("@"))
                    .limit(MOST)
                    .forEach(about::add);
        }
        original.map(returned -> FieldBlocks.addressIn(returned.header("To")))
                .filter(address -> about.isEmpty() && !address.isEmpty())
                .ifPresent(about::add);
        return new Returned.Complaint(DeliveryFields.firstWord(fields.get("feedback-type")), List.copyOf(about));
    }

    /** By the message's own words, if it has no feedback part; empty if it is no complaint. */
    static Optional<Returned> without(MimePart mail, String subject, String from, Optional<MimePart> original) {
        if (mail.header("X-Apple-Unsubscribe").equalsIgnoreCase("true")) {
            return Optional.of(new Returned.Complaint("opt-out", List.of(from)));
        }
        boolean answers = mail.field("In-Reply-To").isPresent();
        boolean reported = mail.header("Content-Type").toLowerCase(Locale.ROOT).contains("feedback-report")
                || SUBJECT.matcher(subject).find();
        if (!reported || answers || original.isEmpty()) {
            return Optional.empty();
        }
        MimePart about = original.get();
        List<String> who = WHO.stream()
                .map(about::header)
                .map(FieldBlocks::addressIn)
                .filter(address -> address.contains("@"))
                .limit(1)
                .toList();
        return Optional.of(new Returned.Complaint("abuse", who));
    }

    private static final Pattern SES_KIND =
            Pattern.compile("\"(?:notificationType|eventType)\"\\s{0,4}:\\s{0,4}\"(Bounce|Complaint|Delivery)\"");
    private static final Pattern SES_ADDRESS =
            Pattern.compile("\"emailAddress\"\\s{0,4}:\\s{0,4}\"([^\"\\s]{3,320})\"([^{}]{0,2000})");
    private static final Pattern SES_FIELD =
            Pattern.compile("\"(action|status|diagnosticCode)\"\\s{0,4}:\\s{0,4}\"([^\"]{0,1000})\"");

    /** Amazon SES writes what happened as JSON, into a mail of its notification service. */
    static Optional<Returned> ofAmazon(String text) {
        Matcher kind = SES_KIND.matcher(text);
        if (!kind.find()) {
            return Optional.empty();
        }
        if (kind.group(1).equals("Complaint")) {
            return Optional.of(new Returned.Complaint(
                    "abuse",
                    SES_ADDRESS
                            .matcher(text)
                            .results()
                            .limit(MOST)
                            .map(one -> one.group(1).toLowerCase(Locale.ROOT))
                            .distinct()
                            .toList()));
        }
        boolean bounced = kind.group(1).equals("Bounce");
        return Optional.of(new Returned.Delivery(SES_ADDRESS
                .matcher(text)
                .results()
                .limit(MOST)
                .map(one -> amazon(one.group(1), one.group(2), bounced))
                .toList()));
    }

    private static Returned.Report amazon(String address, String fields, boolean bounced) {
        String status = "";
        String diagnostic = "";
        Matcher field = SES_FIELD.matcher(fields);
        while (field.find()) {
            status = field.group(1).equals("status") ? field.group(2) : status;
            diagnostic = field.group(1).equals("diagnosticCode") ? field.group(2) : diagnostic;
        }
        return new Returned.Report(
                address.toLowerCase(Locale.ROOT),
                "",
                bounced ? "failed" : "delivered",
                SmtpReply.status(status),
                diagnostic,
                "",
                SmtpStage.of(diagnostic));
    }
}
