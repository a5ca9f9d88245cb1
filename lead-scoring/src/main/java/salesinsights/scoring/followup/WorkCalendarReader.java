package salesinsights.scoring.followup;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.ModelPart;
import salesinsights.tracking.ground.Problem;

/** A working calendar as JSON says it, with every mistake named at its field. */
final class WorkCalendarReader {
    private static final int CLOSINGS = 100;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 1, 1);
    private static final int LONGEST_CLOSING_DAYS = 366;

    private final List<Problem.Field> wrong = new ArrayList<>();

    private WorkCalendarReader() {}

    /**
     * As somebody wrote it.
     *
     * @throws Problem 400 with a message per field
     */
    static WorkCalendar read(JsonNode body, LocalDate today) {
        WorkCalendarReader reader = new WorkCalendarReader();
        WorkCalendar calendar = reader.calendar(new ModelPart(body, "", reader.wrong));
        if (reader.wrong.isEmpty()
                && calendar.calendar()
                        .dayOf(calendar.calendar()
                                .nextOpening(
                                        today.atStartOfDay(ZoneId.of("UTC")).toInstant()))
                        .isAfter(today.plusYears(1))) {
            reader.wrong.add(new Problem.Field("closingDays", "leave no working day within a year"));
        }
        if (!reader.wrong.isEmpty()) {
            throw Problem.invalid(reader.wrong.stream().limit(50).toList());
        }
        return calendar;
    }

    private WorkCalendar calendar(ModelPart part) {
        part.only(Set.of(
                "country",
                "region",
                "timeZone",
                "weekend",
                "opens",
                "closes",
                "quietFrom",
                "quietTo",
                "capPerDay",
                "closingDays",
                "edition"));
        String country = country(part);
        LocalTime opens = time(part, "opens", BusinessCalendar.OPENING);
        LocalTime closes = time(part, "closes", BusinessCalendar.CLOSING);
        if (!closes.isAfter(opens)) {
            part.refuse("closes", "must be later than the day opens");
        }
        LocalTime from = part.has("quietFrom") ? time(part, "quietFrom", LocalTime.MIN) : null;
        LocalTime to = part.has("quietTo") ? time(part, "quietTo", LocalTime.NOON) : null;
        if ((from == null) != (to == null)) {
            part.refuse(from == null ? "quietFrom" : "quietTo", "is missing: quiet hours have a beginning and an end");
        } else if (from != null && from.equals(to)) {
            part.refuse("quietTo", "is when they begin: nobody could ever be told anything");
        }
        return new WorkCalendar(
                country,
                region(part, country),
                zone(part),
                weekend(part),
                opens,
                closes,
                from,
                to,
                cap(part),
                part.parts("closingDays", CLOSINGS).stream()
                        .map(WorkCalendarReader::closing)
                        .filter(Objects::nonNull)
                        .toList(),
                0);
    }

    private static @Nullable String country(ModelPart part) {
        String country = part.text("country", 10);
        if (country == null) {
            return null;
        }
        String code = country.toUpperCase(Locale.ROOT);
        if (!Holidays.knows(code)) {
            part.refuse("country", "is no country whose holidays are known; name it as ISO 3166 does, such as DE");
            return null;
        }
        return code;
    }

    private static @Nullable String region(ModelPart part, @Nullable String country) {
        String region = part.text("region", 40);
        if (region == null) {
            return null;
        }
        String named = region.toLowerCase(Locale.ROOT);
        if (country == null) {
            part.refuse("region", "needs a country");
        } else if (!Holidays.knows(country, named)) {
            Set<String> known = Holidays.regionsOf(country);
            part.refuse(
                    "region",
                    known.isEmpty()
                            ? "is not known: " + country + " has no regions with holidays of their own"
                            : "is not known; there are " + String.join(", ", known));
        }
        return named;
    }

    private static String zone(ModelPart part) {
        String zone = part.neededText("timeZone", 60);
        // Names only: an offset knows no daylight saving.
        if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone)) {
            part.refuse("timeZone", "is not known; name it as IANA does, such as Europe/Berlin");
            return "UTC";
        }
        return zone.isEmpty() ? "UTC" : zone;
    }

    private static List<DayOfWeek> weekend(ModelPart part) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : part.texts("weekend", 20, 20)) {
            try {
                days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                part.refuse("weekend", "holds what is no day of the week, such as saturday");
            }
        }
        if (days.size() == DayOfWeek.values().length) {
            part.refuse("weekend", "leaves no working day");
            return List.of();
        }
        return List.copyOf(days);
    }

    private static @Nullable Integer cap(ModelPart part) {
        if (!part.has("capPerDay")) {
            return null;
        }
        if (part.number("capPerDay", -1e9, 1e9, 1) == 0) {
            part.refuse("capPerDay", "must be at least 1: with 0 no rule could ever fire");
            return 1;
        }
        return part.whole("capPerDay", 1, 1000, 1);
    }

    private static LocalTime time(ModelPart part, String member, LocalTime otherwise) {
        return parsed(part, member, LocalTime::parse, "a time of day such as 09:00", otherwise);
    }

    private static WorkCalendar.@Nullable Closing closing(ModelPart part) {
        part.only(Set.of("from", "to", "why"));
        if (!part.has("from")) {
            part.refuse("from", "is missing");
            return null;
        }
        LocalDate from = parsed(part, "from", LocalDate::parse, "a day such as 2026-12-24", FIRST);
        LocalDate to = part.has("to") ? parsed(part, "to", LocalDate::parse, "a day such as 2026-12-24", from) : from;
        if (from.isBefore(FIRST) || to.isAfter(LAST)) {
            part.refuse("from", "must lie between 2000 and 2100");
        }
        if (to.isBefore(from)) {
            part.refuse("to", "is before the day it begins");
        } else if (to.isAfter(from.plusDays(LONGEST_CLOSING_DAYS))) {
            part.refuse("to", "is more than a year after the day it begins");
        }
        String why = part.text("why", 120);
        return new WorkCalendar.Closing(from, to, why == null ? "" : why);
    }

    private static <T> T parsed(
            ModelPart part, String member, Function<String, T> reading, String expected, T otherwise) {
        String text = part.text(member, 20);
        try {
            return text == null ? otherwise : reading.apply(text);
        } catch (DateTimeException strange) {
            part.refuse(member, "must be " + expected);
            return otherwise;
        }
    }
}
