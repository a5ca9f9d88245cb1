package salesinsights.scoring.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Breakdown;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.PlainText;

/**
 * A report that somebody wants by mail, checked.
 *
 * @param onDay weekly 1 (Monday) to 7, monthly 1 to 28, daily 1
 */
public record Wanted(
        String name,
        Breakdown by,
        Span span,
        FileFormat format,
        Cadence cadence,
        int onDay,
        LocalTime at,
        ZoneId zone,
        boolean paused) {
    private static final int LONGEST_NAME = 100;

    Wanted paused(boolean rests) {
        return new Wanted(name, by, span, format, cadence, onDay, at, zone, rests);
    }

    /** As a request or a form says it; everything but the name may be left out. */
    public record Stated(
            @Nullable String team,
            @Nullable String name,
            @Nullable String by,
            @Nullable String span,
            @Nullable String format,
            @Nullable String cadence,
            @Nullable Integer onDay,
            @Nullable String at,
            @Nullable String zone,
            @Nullable Boolean paused) {}

    /**
     * Reads it.
     *
     * @throws Problem 400 with a message per field
     */
    static Wanted of(Stated stated) {
        List<Problem.Field> wrong = new ArrayList<>();
        String name = stated.name() == null ? "" : PlainText.line(stated.name());
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            wrong.add(new Problem.Field("name", "is needed, with at most " + LONGEST_NAME + " characters"));
        }
        Cadence cadence = word(wrong, "cadence", stated.cadence(), Cadence.values(), Cadence::wire, Cadence.WEEKLY);
        int most = cadence == Cadence.WEEKLY ? 7 : 28;
        int day = stated.onDay() == null || cadence == Cadence.DAILY ? 1 : stated.onDay();
        if (day < 1 || day > most) {
            wrong.add(new Problem.Field(
                    "onDay",
                    cadence == Cadence.WEEKLY
                            ? "is 1 for Monday to 7 for Sunday"
                            : "is 1 to 28, days that each month has"));
        }
        Wanted read = new Wanted(
                name,
                word(wrong, "by", stated.by(), Breakdown.values(), Breakdown::id, Breakdown.TEAM),
                word(wrong, "span", stated.span(), Span.values(), Span::wire, Span.WEEK),
                word(wrong, "format", stated.format(), FileFormat.values(), FileFormat::wire, FileFormat.PDF),
                cadence,
                day,
                time(wrong, stated.at()),
                zone(wrong, stated.zone()),
                Boolean.TRUE.equals(stated.paused()));
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return read;
    }

    private static <T> T word(
            List<Problem.Field> wrong,
            String field,
            @Nullable String said,
            T[] words,
            Function<T, String> wire,
            T otherwise) {
        if (said == null || said.isBlank()) {
            return otherwise;
        }
        for (T word : words) {
            if (wire.apply(word).equals(said)) {
                return word;
            }
        }
        wrong.add(new Problem.Field(
                field, "is one of " + Arrays.stream(words).map(wire).collect(Collectors.joining(", "))));
        return otherwise;
    }

    private static LocalTime time(List<Problem.Field> wrong, @Nullable String said) {
        try {
            return said == null || said.isBlank() ? LocalTime.of(8, 0) : LocalTime.parse(said);
        } catch (DateTimeException strange) {
            wrong.add(new Problem.Field("at", "a time such as 08:00"));
            return LocalTime.NOON;
        }
    }

    private static ZoneId zone(List<Problem.Field> wrong, @Nullable String said) {
        ZoneId utc = ZoneId.of("UTC");
        if (said == null || said.isBlank()) {
            return utc;
        }
        try {
            ZoneId zone = ZoneId.of(said);
            // Reports count in quarters of an hour; the check is the period's own.
            Span.QUARTER.before(LocalDate.of(2026, 1, 1), zone);
            return zone;
        } catch (DateTimeException | Problem strange) {
            wrong.add(new Problem.Field("zone", "a time zone such as Europe/Berlin"));
            return utc;
        }
    }
}
