package salesinsights.scoring.followup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What tasks say, in words that fit their columns whatever a lead or a subject is called. */
final class Wording {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final int NAME_AT_MOST = 120;
    private static final int REASONS_AT_MOST = 1500;

    private Wording() {}

    static String notReadTitle(String lead, String subject) {
        return named(lead) + " has not read “" + named(subject) + "”";
    }

    static String notReadReason(SentMailFacts.Fact fact, ZoneId zone, Duration waited) {
        String sent = "Sent on " + MOMENT.format(fact.sentAt().atZone(zone)) + ". ";
        String sign = fact.masked()
                ? "Only a privacy proxy fetched it, so that it may have been read unseen."
                : "No sign of reading by a person.";
        long days = waited.toDays();
        return sent + sign + (days > 0 ? " That was " + days + (days == 1 ? " day ago." : " days ago.") : "");
    }

    static String hotTitle(String lead) {
        return named(lead) + " is hot: get in touch";
    }

    static String hotReason(List<String> reasons) {
        String said = String.join("; ", reasons);
        return shortened(said.isEmpty() ? "The score crossed the line to hot." : said, REASONS_AT_MOST);
    }

    static String bouncedTitle(String lead) {
        return "Fix the address of " + named(lead);
    }

    static String bouncedReason(String subject, Instant sentAt, ZoneId zone) {
        return "“" + named(subject) + "” of " + MOMENT.format(sentAt.atZone(zone)) + " came back as undeliverable.";
    }

    private static String named(String text) {
        return text.isBlank() ? "(unnamed)" : shortened(text.strip(), NAME_AT_MOST);
    }

    /** At most so many characters; half of a character is never kept. */
    static String shortened(String text, int atMost) {
        if (text.length() <= atMost) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(atMost - 2)) ? atMost - 2 : atMost - 1;
        return text.substring(0, end) + "…";
    }
}
