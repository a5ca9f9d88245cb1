package salesinsights.tracking.consent;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * A row of the country table as somebody writes it; what is left out stays as it is.
 *
 * @param modes by purpose in lower case: off, aggregate, consent or notice
 * @param withoutConsent off or aggregate
 * @param optOutSignal stops, stops-and-shown or ignored
 * @param source the law or guideline, and where it was read
 * @param reviewedOn ISO date
 * @param reviewBy ISO date from which on somebody should look again
 */
public record PolicyRowEntry(
        @Nullable String name,
        @Nullable Map<String, @Nullable String> modes,
        @Nullable String withoutConsent,
        @Nullable String optOutSignal,
        @Nullable Boolean keepsNetwork,
        @Nullable String source,
        @Nullable String reviewedOn,
        @Nullable String reviewBy) {

    /**
     * The row that comes out of it.
     *
     * @param before what it changes; null for a region that has had no row of its own
     * @throws Problem naming every member that cannot be taken
     */
    Rule over(String region, @Nullable Rule before) {
        List<Problem.Field> wrong = new ArrayList<>();
        Map<Purpose, Mode> newModes = modes(before, wrong);
        Mode fallback = mode("withoutConsent", withoutConsent, before == null ? null : before.withoutConsent(), wrong);
        if (fallback.identifies()) {
            wrong.add(new Problem.Field("withoutConsent", "must be off or aggregate"));
        }
        String signal = optOutSignal == null && before != null ? before.optOutSignal() : String.valueOf(optOutSignal);
        if (!Rule.SIGNALS.contains(signal)) {
            wrong.add(new Problem.Field("optOutSignal", "must be stops, stops-and-shown or ignored"));
        }
        String newName = text("name", name, before == null ? null : before.name(), 100, wrong);
        String newSource = text("source", source, before == null ? null : before.source(), 1000, wrong);
        LocalDate reviewed = date("reviewedOn", reviewedOn, before == null ? null : before.reviewedOn(), wrong);
        LocalDate due = date("reviewBy", reviewBy, before == null ? null : before.reviewBy(), wrong);
        if (due.isBefore(reviewed)) {
            wrong.add(new Problem.Field("reviewBy", "lies before the day of the last review"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        boolean network = keepsNetwork == null ? before != null && before.keepsNetwork() : keepsNetwork;
        return new Rule(region, newName, newModes, fallback, signal, network, newSource, reviewed, due);
    }

    private Map<Purpose, Mode> modes(@Nullable Rule before, List<Problem.Field> wrong) {
        Map<Purpose, Mode> all = new EnumMap<>(Purpose.class);
        Map<String, @Nullable String> given = modes == null ? Map.of() : modes;
        for (Purpose purpose : Purpose.values()) {
            String word = Choice.word(purpose);
            all.put(
                    purpose,
                    mode("modes." + word, given.get(word), before == null ? null : before.mode(purpose), wrong));
        }
        given.keySet().stream()
                .filter(word -> !word.equals(word.toLowerCase(Locale.ROOT)) || !isPurpose(word))
                .forEach(word -> wrong.add(new Problem.Field("modes", "names a purpose that does not exist")));
        return all;
    }

    private static boolean isPurpose(String word) {
        for (Purpose purpose : Purpose.values()) {
            if (Choice.word(purpose).equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static Mode mode(String field, @Nullable String given, @Nullable Mode before, List<Problem.Field> wrong) {
        if (given == null && before != null) {
            return before;
        }
        try {
            return Choice.of(field, given, Mode.values());
        } catch (Problem refused) {
            wrong.addAll(refused.fields());
            return Mode.OFF;
        }
    }

    private static String text(
            String field, @Nullable String given, @Nullable String before, int atMost, List<Problem.Field> wrong) {
        String value = given == null && before != null ? before : given == null ? "" : given.strip();
        if (value.isEmpty() || value.length() > atMost || value.chars().anyMatch(Character::isISOControl)) {
            wrong.add(new Problem.Field(field, "takes 1 to " + atMost + " characters on one line"));
        }
        return value;
    }

    private static LocalDate date(
            String field, @Nullable String given, @Nullable LocalDate before, List<Problem.Field> wrong) {
        if (given == null && before != null) {
            return before;
        }
        try {
            LocalDate read = LocalDate.parse(given == null ? "" : given.strip());
            if (read.getYear() >= 2000 && read.getYear() <= 2199) {
                return read;
            }
        } catch (DateTimeException unreadable) {
            // Said below, together with what is out of range.
        }
        wrong.add(new Problem.Field(field, "is not a date such as 2027-11-01"));
        return LocalDate.EPOCH;
    }
}
