package salesinsights.ui.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A moment as a screen says it.
 *
 * @param iso for the machine; the page's script shows the reader's own time zone from it
 * @param words such as {@code 2 h ago} or {@code in 3 days}
 * @param full in UTC, for readers without script
 */
public record When(String iso, String words, String full) {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH);
    private static final DateTimeFormatter SAME_YEAR = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter OTHER_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    /** The moment as seen from {@code now}. */
    public static When of(Instant moment, Instant now) {
        ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
        return new When(moment.truncatedTo(ChronoUnit.SECONDS).toString(), inWords(moment, now), FULL.format(utc));
    }

    /** Null stays null. */
    public static @Nullable When ofNullable(@Nullable Instant moment, Instant now) {
        return moment == null ? null : of(moment, now);
    }

    /** The time of the day, in UTC, with the date if it was another day: for a sentence such as "until 12:03 UTC". */
    public static String clock(Instant moment, Instant now) {
        ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
        boolean today = utc.toLocalDate().equals(now.atZone(ZoneOffset.UTC).toLocalDate());
        return (today ? CLOCK : FULL).format(utc);
    }

    private static String inWords(Instant moment, Instant now) {
        Duration ago = Duration.between(moment, now);
        Duration away = ago.abs();
        if (away.compareTo(Duration.ofMinutes(1)) < 0) {
            return "just now";
        }
        if (away.compareTo(Duration.ofDays(14)) >= 0) {
            return date(moment, now);
        }
        String span = span(away);
        return ago.isNegative() ? "in " + span : span + " ago";
    }

    private static String span(Duration away) {
        if (away.toHours() < 1) {
            return away.toMinutes() + " min";
        }
        if (away.toHours() < 24) {
            return away.toHours() + " h";
        }
        return away.toDays() == 1 ? "1 day" : away.toDays() + " days";
    }

    private static String date(Instant moment, Instant now) {
        ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
        boolean sameYear = utc.getYear() == now.atZone(ZoneOffset.UTC).getYear();
        return (sameYear ? SAME_YEAR : OTHER_YEAR).format(utc);
    }
}
