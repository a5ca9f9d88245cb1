package salesinsights.tracking.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * What is looked for; null leaves open.
 *
 * @param from at or after this moment
 * @param to before this moment
 * @param after id of the last entry of the page before
 */
public record AuditQuery(
        @Nullable AuditAction action,
        @Nullable String actor,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID after) {
    private static final int LONGEST = 255;

    /**
     * Reads a request's parameters; blank is as good as absent. Days are whole days in UTC, both included.
     *
     * @throws Problem naming the parameter that cannot be read
     */
    public static AuditQuery parse(
            @Nullable String action,
            @Nullable String actor,
            @Nullable String subject,
            @Nullable String from,
            @Nullable String to,
            @Nullable String after) {
        Instant begins = day(from, "from", 0);
        Instant ends = day(to, "to", 1);
        if (begins != null && ends != null && !begins.isBefore(ends)) {
            throw Problem.invalid("to", "is before from");
        }
        return new AuditQuery(action(action), text(actor, "actor"), subject(subject), begins, ends, cursor(after));
    }

    private static @Nullable AuditAction action(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String name = given.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(AuditAction.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("action", "is none of the log's actions"));
    }

    /** No entry names anybody by address, and no address is to stand in the search's own. */
    private static @Nullable String subject(@Nullable String given) {
        if (given != null && given.indexOf('@') >= 0) {
            throw Problem.invalid("subject", "is an id or a pseudonym; the log holds no addresses");
        }
        return text(given, "subject");
    }

    private static @Nullable String text(@Nullable String given, String field) {
        if (given == null || given.isBlank()) {
            return null;
        }
        if (given.length() > LONGEST || given.indexOf(0) >= 0) {
            throw Problem.invalid(field, "has at most " + LONGEST + " characters");
        }
        return given.strip();
    }

    private static @Nullable Instant day(@Nullable String given, String field, int plusDays) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(given.strip());
            if (day.getYear() < 2000 || day.getYear() > 2999) {
                throw Problem.invalid(field, "is a day between 2000 and 2999");
            }
            return day.plusDays(plusDays).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException notADay) {
            throw Problem.invalid(field, "is a day, such as 2026-11-30");
        }
    }

    private static @Nullable UUID cursor(@Nullable String given) {
        try {
            return given == null || given.isBlank() ? null : UUID.fromString(given);
        } catch (IllegalArgumentException notOurs) {
            throw Problem.invalid("after", "is none of our cursors");
        }
    }
}
