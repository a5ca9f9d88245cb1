package salesinsights.scoring.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamPath;

/**
 * Something that somebody is told.
 *
 * @param title what the lead is called
 * @param words what it is about: the subject of the message, or what a rule says; perhaps empty
 * @param times how many events stand behind it, 1 or more
 * @param confidence of the surest of them, 0.5 to 1; null for facts
 * @param held beyond what the person wants to be told on a day: it rings no bell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notice(
        UUID id,
        TeamPath team,
        LeadId lead,
        String title,
        NoticeCause cause,
        String words,
        int times,
        @Nullable Double confidence,
        Instant firstAt,
        Instant lastAt,
        boolean held,
        @Nullable Instant readAt) {
    private static final int SHOWN = 120;

    /** In words: {@code Ada Lovelace opened “Our offer” 3 times}. */
    public String text() {
        if (cause == NoticeCause.RULE) {
            return words.isBlank() ? title : title + ": " + words;
        }
        String about = cause == NoticeCause.HOT || words.isBlank() ? "" : " “" + shortened() + "”";
        String often = times > 1 ? " " + times + " times" : "";
        return title + " " + cause.verb() + (about.isEmpty() && cause != NoticeCause.HOT ? " a message" : about)
                + often;
    }

    private String shortened() {
        int most = Math.min(SHOWN, words.codePointCount(0, words.length()));
        String beginning = words.substring(0, words.offsetByCodePoints(0, most)).strip();
        return most < SHOWN ? beginning : beginning + "…";
    }
}
