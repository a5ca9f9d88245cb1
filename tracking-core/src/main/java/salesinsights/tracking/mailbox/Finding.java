package salesinsights.tracking.mailbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.message.PlainText;

/**
 * One thing that a returned mail says about one recipient.
 *
 * @param addresses whom it names, most certain first
 * @param kind null if it means no event
 * @param purpose what the fact is wanted for; null if it needs no decision, as an answer that somebody wrote
 * @param addressSuffices true if it may be matched by the address alone
 */
record Finding(
        List<String> addresses,
        @Nullable EventKind kind,
        @Nullable Purpose purpose,
        boolean addressSuffices,
        Map<String, String> detail) {
    Finding {
        addresses = addresses.stream()
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
        detail = Map.copyOf(detail);
    }

    /** Everything that the mail says, in its order; empty if it is about nothing. */
    static List<Finding> in(ReturnedMail mail) {
        return switch (mail.what()) {
            case Returned.Delivery(var reports) ->
                reports.stream().map(Finding::of).toList();
            case Returned.Receipt receipt -> List.of(of(receipt, mail));
            case Returned.Complaint complaint -> of(complaint);
            case Returned.AutoReply(var returnsOn) ->
                List.of(new Finding(
                        List.of(mail.from()),
                        EventKind.AUTO_REPLIED,
                        null,
                        true,
                        detail("returnsOn", returnsOn == null ? "" : returnsOn.toString())));
            case Returned.Reply() ->
                List.of(new Finding(List.of(mail.from()), EventKind.REPLIED, null, false, Map.of()));
            case Returned.Unrelated unrelated -> List.of();
            case Returned.Unreadable unreadable -> List.of();
        };
    }

    private static Finding of(Returned.Report report) {
        Map<String, String> detail = detail(
                "action", report.action(),
                "status", report.status(),
                "diagnostic", report.diagnostic(),
                "remote", report.remote(),
                "reason", BounceReason.of(report.diagnostic(), report.status()).word());
        List<String> addresses = List.of(report.original(), report.recipient());
        return new Finding(addresses, Permanence.kindOf(report), Purpose.DELIVERABILITY, true, detail);
    }

    private static Finding of(Returned.Receipt receipt, ReturnedMail mail) {
        Map<String, String> detail = detail(
                "disposition", receipt.disposition(),
                "actionMode", receipt.actionMode(),
                "sendingMode", receipt.sendingMode());
        List<String> addresses = List.of(receipt.recipient(), mail.from());
        return new Finding(addresses, EventKind.READ_RECEIPT, Purpose.READ_RECEIPT, false, detail);
    }

    private static List<Finding> of(Returned.Complaint complaint) {
        EventKind kind = switch (complaint.feedbackType()) {
            case "not-spam", "auth-failure", "virus" -> null;
            case "opt-out", "opt-out-list" -> EventKind.UNSUBSCRIBED;
            default -> EventKind.COMPLAINED;
        };
        Map<String, String> detail = detail("feedbackType", complaint.feedbackType());
        List<String> about = complaint.recipients().isEmpty() ? List.of("") : complaint.recipients();
        return about.stream()
                .map(address -> new Finding(List.of(address), kind, Purpose.DELIVERABILITY, true, detail))
                .toList();
    }

    /** Pairs of name and value; empty values are left out. */
    private static Map<String, String> detail(String... pairs) {
        Map<String, String> detail = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                detail.put(pairs[i], PlainText.line(pairs[i + 1], 500));
            }
        }
        return detail;
    }

    /** The address to show. */
    String address() {
        return Stream.concat(addresses.stream(), Stream.of("")).findFirst().orElse("");
    }

    /** True if it says that the person does not want such mail. */
    boolean isObjection() {
        return kind == EventKind.COMPLAINED || kind == EventKind.UNSUBSCRIBED;
    }

    Optional<EventKind> event() {
        return Optional.ofNullable(kind);
    }
}
