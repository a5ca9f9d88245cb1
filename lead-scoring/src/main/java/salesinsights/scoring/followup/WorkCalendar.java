package salesinsights.scoring.followup;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When somebody works, as they set it.
 *
 * @param country ISO 3166-1, whose public holidays are kept; null for none
 * @param region of the country, such as {@code by}; null for the whole of it
 * @param timeZone as IANA names it
 * @param weekend days of the week on which they do not work
 * @param quietFrom from when on nobody is disturbed, perhaps over midnight; null with {@code quietTo} for never
 * @param capPerDay how much rules may give them on a day; null for any number
 * @param closingDays own free days
 * @param edition what {@code If-Match} is compared with; 0 for what nobody set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkCalendar(
        @Nullable String country,
        @Nullable String region,
        String timeZone,
        List<DayOfWeek> weekend,
        @JsonFormat(pattern = "HH:mm") LocalTime opens,
        @JsonFormat(pattern = "HH:mm") LocalTime closes,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime quietFrom,
        @JsonFormat(pattern = "HH:mm") @Nullable LocalTime quietTo,
        @Nullable Integer capPerDay,
        List<Closing> closingDays,
        int edition) {
    public WorkCalendar {
        weekend = List.copyOf(weekend);
        closingDays = List.copyOf(closingDays);
    }

    /** Free days of one's own, both ends included. */
    public record Closing(LocalDate from, LocalDate to, String why) {
        boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /** Days as requests and screens name them: lower case. */
    @JsonIgnore
    public List<String> weekendNames() {
        return weekend.stream().map(day -> day.name().toLowerCase(Locale.ROOT)).toList();
    }

    BusinessCalendar calendar() {
        Predicate<LocalDate> holidays = Holidays.of(country, region);
        return new BusinessCalendar(
                ZoneId.of(timeZone),
                Set.copyOf(weekend),
                day -> holidays.test(day) || closingDays.stream().anyMatch(closing -> closing.holds(day)),
                opens,
                closes,
                quietFrom == null || quietTo == null ? null : new QuietHours(quietFrom, quietTo),
                capPerDay);
    }

    /** The days of the next year on which they would work, were it not for these settings, and do not. */
    List<LocalDate> freeDays(LocalDate from, int atMost) {
        BusinessCalendar calendar = calendar();
        return from.datesUntil(from.plusYears(1))
                .filter(day -> !calendar.weekend().contains(day.getDayOfWeek()) && !calendar.isOpenOn(day))
                .limit(atMost)
                .collect(Collectors.toList());
    }
}
