package salesinsights.tracking.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import salesinsights.tracking.message.PlainText;

/** The machine-readable part of a delivery notice (RFC 3464), field by field. Pure. */
final class DeliveryFields {
    private DeliveryFields() {}

    /** One report per recipient, in the order of the blocks. */
    static List<Returned.Report> reports(List<FieldBlocks.Block> blocks) {
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
                        PlainText.line(afterType(block.get("remote-mta")), 200),
                        SmtpStage.of(block.get("diagnostic-code"))));
            }
        }
        return reports;
    }

    /** The status field; where it says nothing (x.0.0), the code that the remote server gave in its reply. */
    private static String status(FieldBlocks.Block block) {
        String stated = SmtpReply.status(block.get("status"));
        String replied = SmtpReply.status(block.get("diagnostic-code"));
        boolean vague = stated.isEmpty() || stated.endsWith(".0.0");
        return vague && !replied.isEmpty() ? replied : stated;
    }

    private static String afterType(String value) {
        int semicolon = value.indexOf(';');
        return semicolon >= 0 && semicolon < 20 ? value.substring(semicolon + 1).strip() : value;
    }

    /** {@code failed} of {@code failed (for good); really}, lower case. */
    static String firstWord(String value) {
        return PlainText.line(value.strip().split("[\\s;(]", 2)[0], 40).toLowerCase(Locale.ROOT);
    }
}
