package salesinsights.scoring.followup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;

/** What stands for the placeholders of a rule's texts, in words that fit their columns whatever anything is called. */
final class RuleWords {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final int REASONS_AT_MOST = 1500;

    private final ZoneId zone;
    private final Instant now;

    /** @param now when the rule acts, told in {@code zone} */
    RuleWords(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** @param score why the lead scores as it does, the strongest first; for rules that follow the score */
    Map<String, String> values(
            FollowUpRule rule, Occasion occasion, Lead lead, @Nullable History history, List<String> score) {
        History.Mail mail = occasion.mail();
        Map<String, String> values = new HashMap<>();
        values.put("lead.name", Wording.named(lead.title()));
        values.put("lead.company", Wording.shortened(lead.company(), Wording.NAME_AT_MOST));
        values.put("lead.owner", lead.owner() == null ? "nobody" : lead.owner());
        values.put("message.subject", mail == null ? "" : Wording.named(mail.subject()));
        values.put("message.sent", mail == null ? "" : said(mail.sentAt()));
        values.put("link", Wording.shortened(occasion.detail(), Wording.NAME_AT_MOST));
        values.put("days", days(occasion.since()));
        values.put("reasons", reasons(rule, occasion, history, score));
        return values;
    }

    private String reasons(FollowUpRule rule, Occasion occasion, @Nullable History history, List<String> score) {
        String about = occasion.mail() == null
                ? ""
                : "“" + Wording.named(occasion.mail().subject()) + "”";
        String when = said(occasion.since());
        return switch (rule.when()) {
            case Trigger.Hot hot -> hot(score);
            case Trigger.NotRead notRead -> unread(occasion, history);
            case Trigger.ReadUnanswered read -> about + " was read on " + when + " and not answered since.";
            case Trigger.Clicked clicked ->
                "Followed “" + Wording.shortened(occasion.detail(), Wording.NAME_AT_MOST) + "” in " + about + " on "
                        + when + ".";
            case Trigger.Bounced bounced ->
                about + " of "
                        + (occasion.mail() == null ? when : said(occasion.mail().sentAt()))
                        + " came back as undeliverable.";
            case Trigger.Answered answered -> "Answered " + about + " on " + when + ".";
            case Trigger.Quiet quiet -> "Last heard of on " + when + ", " + days(occasion.since()) + " ago.";
            case Trigger.Reopened reopened ->
                "Opened " + about + " again on " + when + ", after " + occasion.detail() + " weeks.";
            case Trigger.Meeting meeting -> "Met on " + said(occasion.dueAt()) + ".";
        };
    }

    private static String hot(List<String> score) {
        String said = String.join("; ", score);
        return Wording.shortened(said.isEmpty() ? "The score crossed the line to hot." : said, REASONS_AT_MOST);
    }

    private String unread(Occasion occasion, @Nullable History history) {
        boolean masked = occasion.mail() != null && history != null && history.isMasked(occasion.mail());
        String sign = masked
                ? "Only a privacy proxy fetched it, so that it may have been read unseen."
                : "No sign of reading by a person.";
        long days = Duration.between(occasion.since(), now).toDays();
        return "Sent on " + said(occasion.since()) + ". " + sign
                + (days > 0 ? " That was " + days(occasion.since()) + " ago." : "");
    }

    private String days(Instant since) {
        long days = Math.max(0, Duration.between(since, now).toDays());
        return days + (days == 1 ? " day" : " days");
    }

    private String said(Instant moment) {
        return MOMENT.format(moment.atZone(zone));
    }
}
