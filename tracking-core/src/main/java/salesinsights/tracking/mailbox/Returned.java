package salesinsights.tracking.mailbox;

import java.util.List;

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
     */
    record Report(String recipient, String original, String action, String status, String diagnostic, String remote) {}

    /** A read receipt (RFC 8098): {@code disposition} is displayed, deleted and so on. */
    record Receipt(String recipient, String disposition, String actionMode, String sendingMode) implements Returned {}

    /** An abuse report (RFC 5965). */
    record Complaint(String feedbackType, List<String> recipients) implements Returned {
        public Complaint {
            recipients = List.copyOf(recipients);
        }
    }

    /** A machine answered in somebody's name (RFC 3834). */
    record AutoReply() implements Returned {}

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
