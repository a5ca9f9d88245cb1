package salesinsights.ui.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.notify.Notice;
import salesinsights.ui.page.When;

/**
 * A notice as its line shows it.
 *
 * @param icon symbol in {@code web/icons.svg}
 * @param tone colour of the symbol
 * @param detail what stands below the sentence; perhaps empty
 */
record NoticeRow(Notice notice, String icon, String tone, String detail, When when) {
    static NoticeRow of(Notice notice, Instant now) {
        return new NoticeRow(notice, iconOf(notice), toneOf(notice), detailOf(notice), When.of(notice.lastAt(), now));
    }

    public boolean isNew() {
        return notice.readAt() == null;
    }

    private static String iconOf(Notice notice) {
        return switch (notice.cause()) {
            case OPENED, VIEWED, VISITED -> "eye";
            case CLICKED -> "link";
            case ANSWERED -> "reply";
            case MEETING -> "calendar";
            case SUBMITTED -> "form";
            case BOUNCED, LEFT -> "alert";
            case HOT -> "bolt";
            case RULE -> "task";
        };
    }

    private static String toneOf(Notice notice) {
        return switch (notice.cause()) {
            case ANSWERED, MEETING, HOT, SUBMITTED -> "good";
            case BOUNCED, LEFT -> "bad";
            default -> "";
        };
    }

    private static String detailOf(Notice notice) {
        Double confidence = notice.confidence();
        String sure = confidence == null ? "" : "a person, " + Math.round(confidence * 100) + " % sure";
        @Nullable String why = notice.words().isBlank() ? null : notice.words();
        return switch (notice.cause()) {
            case HOT -> why == null ? "" : "most of all: " + why;
            case RULE -> "a follow-up rule";
            default -> sure;
        };
    }
}
