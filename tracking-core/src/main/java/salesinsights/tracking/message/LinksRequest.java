package salesinsights.tracking.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.token.Destination;

/**
 * What a system that composes and sends by itself wants addresses for.
 *
 * @param from whose message it is; the caller's own address if absent
 * @param to 1 to 1,000 recipients, each address once
 * @param links where links lead, at most 100, in the order of their positions
 * @param sent true (and if absent) if the message goes out now; false leaves it prepared
 */
public record LinksRequest(
        @Nullable String team,
        @Nullable Mailbox from,
        List<Mailbox> to,
        String subject,
        List<Wanted> links,
        @Nullable String campaign,
        @Nullable String template,
        TrackingSwitch tracking,
        @Nullable Boolean sent) {
    private static final int MOST_RECIPIENTS = 1_000;
    private static final int MOST_LINKS = 100;
    private static final int LONGEST_SUBJECT = 1_000;
    private static final int LONGEST_LABEL = 500;

    /** A link: where it leads, and what its reader sees of it. */
    public record Wanted(
            @Nullable String destination, @Nullable String label) {}

    public LinksRequest(
            @Nullable String team,
            @Nullable Mailbox from,
            @Nullable List<Mailbox> to,
            @Nullable String subject,
            @Nullable List<Wanted> links,
            @Nullable String campaign,
            @Nullable String template,
            @Nullable TrackingSwitch tracking,
            @Nullable Boolean sent) {
        this.team = team;
        this.from = from;
        this.to = to == null ? List.of() : List.copyOf(to);
        this.subject = subject == null ? "" : subject;
        this.links = links == null ? List.of() : List.copyOf(links);
        this.campaign = campaign;
        this.template = template;
        this.tracking = tracking == null ? TrackingSwitch.DEFAULT : tracking;
        this.sent = sent;
    }

    boolean goesOut() {
        return sent == null || sent;
    }

    /** @throws Problem naming every recipient that cannot be written to */
    List<Mailbox> recipients() {
        return Outgoing.checked(Map.of("to", to), MOST_RECIPIENTS);
    }

    /** @throws Problem naming every link that cannot be followed */
    List<TrackableLink> trackable() {
        if (links.size() > MOST_LINKS) {
            throw Problem.invalid("links", "has " + links.size() + " links; at most " + MOST_LINKS);
        }
        List<Problem.Field> wrong = new ArrayList<>();
        List<TrackableLink> trackable = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            Wanted wanted = links.get(i);
            String label = wanted.label() == null ? "" : wanted.label();
            try {
                String destination = wanted.destination() == null ? "" : wanted.destination();
                trackable.add(
                        new TrackableLink(i, new Destination(destination).url(), PlainText.line(label, LONGEST_LABEL)));
            } catch (IllegalArgumentException refused) {
                wrong.add(new Problem.Field("links[" + i + "].destination", String.valueOf(refused.getMessage())));
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return trackable;
    }

    /** On one line, and not longer than is kept. */
    String subjectLine() {
        if (subject.length() > LONGEST_SUBJECT) {
            throw Problem.invalid("subject", "has at most " + LONGEST_SUBJECT + " characters");
        }
        return PlainText.line(subject);
    }
}
