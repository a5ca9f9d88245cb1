package salesinsights.tracking.mailbox;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message that came back says, by itself. */
sealed interface Returned {
    /** A delivery notice (RFC 3464). */
    record Delivery(List<Report> reports) implements Returned {
        public Delivery {
            reports = List.copyOf(reports);
        }
    }

    /**
     * What a delivery notice says of one recipient; a field that is missing is empty text.
     *
     * @param recipient final recipient, else the original one, lower case
     * @param original original recipient, lower case
     * @param action {@code failed delayed delivered relayed expanded}, lower case
     * @param status enhanced status code (RFC 3463)
     * @param stage at which the remote server refused
     */
    record Report(
            String recipient,
            String original,
            String action,
            String status,
            String diagnostic,
            String remote,
            SmtpStage stage) {
        Report at(SmtpStage known) {
            return new Report(recipient, original, action, status, diagnostic, remote, known);
        }

        /** With the diagnostic, and the status if this one says nothing, of what is said about the same recipient. */
        Report explainedBy(List<Report> said, boolean only) {
            return said.stream()
                    .filter(one -> one.recipient.equals(recipient) || one.recipient.equals(original) || only)
                    .filter(one -> diagnostic.isEmpty() || !recipient.contains("@"))
                    .findFirst()
                    .map(one -> new Report(
                            recipient.contains("@") ? recipient : one.recipient,
                            original,
                            action,
                            status.isEmpty() || (status.endsWith(".0.0") && !one.status.isEmpty())
                                    ? one.status
                                    : status,
                            diagnostic.isEmpty() ? one.diagnostic : diagnostic,
                            remote,
                            stage))
                    .orElse(this);
        }
    }

    /** A read receipt (RFC 8098): {@code disposition} is displayed, deleted and so on. */
    record Receipt(String recipient, String disposition, String actionMode, String sendingMode) implements Returned {}

    /** An abuse report (RFC 5965). */
    record Complaint(String feedbackType, List<String> recipients) implements Returned {
        public Complaint {
            recipients = List.copyOf(recipients);
        }
    }

    /** A machine answered in somebody's name (RFC 3834); {@code returnsOn} is the day it names, if it does. */
    record AutoReply(@Nullable LocalDate returnsOn) implements Returned {}

    /** An answer by its threading headers. */
    record Reply() implements Returned {}

    /** None of these; {@code likeNotice} if it looks as if a mail system had written it. */
    record Unrelated(boolean likeNotice) implements Returned {}

    /** Could not be read at all. */
    record Unreadable(String why) implements Returned {}

    /** The word for it in API and tables. */
    default String word() {
        return switch (this) {
            case Delivery delivery -> "delivery_notice";
            case Receipt receipt -> "read_receipt";
            case Complaint complaint -> "abuse_report";
            case AutoReply reply -> "auto_reply";
            case Reply reply -> "reply";
            case Unrelated unrelated -> "unrelated";
            case Unreadable unreadable -> "unreadable";
        };
    }
}
