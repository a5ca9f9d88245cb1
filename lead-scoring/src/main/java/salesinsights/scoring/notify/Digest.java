package salesinsights.scoring.notify;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What somebody finds in the mail of a day.
 *
 * @param notices unread, newest first
 * @param tasks open and due by the end of the day, what is due first comes first
 */
record Digest(List<Notice> notices, List<Task> tasks, ZoneId zone) {
    /** A follow-up that is due. */
    record Task(String title, String lead, Instant dueAt) {}

    Digest {
        notices = List.copyOf(notices);
        tasks = List.copyOf(tasks);
    }

    boolean isEmpty() {
        return notices.isEmpty() && tasks.isEmpty();
    }

    int size() {
        return notices.size() + tasks.size();
    }

    String subject() {
        return "Today: " + counted(tasks.size(), "follow-up") + ", " + counted(notices.size(), "notice");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    String text(String publicUrl) {
        StringBuilder text = new StringBuilder();
        DateTimeFormatter when =
                DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH).withZone(zone);
        if (!tasks.isEmpty()) {
            text.append("To do by the end of the day\n\n");
            tasks.forEach(task -> text.append("- ")
                    .append(oneLine(task.title()))
                    .append(" (")
                    .append(oneLine(task.lead()))
                    .append(", due ")
                    .append(when.format(task.dueAt()))
                    .append(")\n"));
            text.append('\n').append(publicUrl).append("/follow-ups\n\n");
        }
        if (!notices.isEmpty()) {
            text.append("What people did\n\n");
            notices.forEach(notice -> text.append("- ")
                    .append(oneLine(notice.text()))
                    .append(", ")
                    .append(when.format(notice.lastAt()))
                    .append('\n'));
            text.append('\n').append(publicUrl).append("/notices\n\n");
        }
        return text.append("Times are of ")
                .append(zone)
                .append(". Change or end this mail: ")
                .append(publicUrl)
                .append("/settings/notices\n")
                .toString();
    }

    /** Stored texts are hostile: no line of theirs, and none that turns the direction of what follows. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .strip();
    }
}
