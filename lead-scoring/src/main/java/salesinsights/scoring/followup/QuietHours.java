package salesinsights.scoring.followup;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * The hours of a day in which nobody is disturbed, perhaps over midnight.
 *
 * @param from local time, included
 * @param to local time, excluded; not the same as {@code from}
 */
record QuietHours(LocalTime from, LocalTime to) {
    QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("hours that begin and end at the same time are all or none");
        }
    }

    boolean hold(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    /** That moment, or when the quiet hours that it lies in end. */
    Instant end(Instant moment, ZoneId zone) {
        ZonedDateTime there = moment.atZone(zone);
        if (!hold(there.toLocalTime())) {
            return moment;
        }
        boolean tomorrow = !there.toLocalTime().isBefore(to);
        LocalDateTime end = there.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(to);
        ZoneOffsetTransition leap = zone.getRules().getTransition(end);
        if (leap != null && leap.isGap()) {
            return leap.getInstant();
        }
        Instant first = end.atZone(zone).toInstant();
        // Of an end that comes twice, when the clocks go back, the first may be over.
        return first.isAfter(moment)
                ? first
                : end.atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }
}
