package salesinsights.scoring.followup;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Public holidays of countries and their regions, by the Jollyday library. */
final class Holidays {
    private static final int LONGEST_KEY = 60;
    private static final Map<String, Predicate<LocalDate>> KNOWN = new ConcurrentHashMap<>();

    private Holidays() {}

    /** Whether the library has the country, ISO 3166-1. Its list also names stock exchanges. */
    static boolean knows(String country) {
        return country.length() == 2
                && HolidayManager.getSupportedCalendarCodes().contains(country.toUpperCase(Locale.ROOT));
    }

    /** Whether a known country has the region, steps with a slash: {@code by}, {@code by/ag}. */
    static boolean knows(String country, String region) {
        CalendarHierarchy at = manager(country).getCalendarHierarchy();
        for (String step : region.split("/", -1)) {
            at = at.getChildren().get(step);
            if (at == null) {
                return false;
            }
        }
        return true;
    }

    /** The regions of a known country, for a message. */
    static Set<String> regionsOf(String country) {
        return new TreeSet<>(
                manager(country).getCalendarHierarchy().getChildren().keySet());
    }

    /** True on public holidays; never where there is no country, or none that is known. */
    static Predicate<LocalDate> of(@Nullable String country, @Nullable String region) {
        if (country == null || !knows(country)) {
            return day -> false;
        }
        String key = country + "/" + (region == null ? "" : region);
        return key.length() > LONGEST_KEY
                ? day -> false
                : KNOWN.computeIfAbsent(key, any -> {
                    HolidayManager known = manager(country);
                    String[] steps = region == null ? new String[0] : region.split("/", -1);
                    return day -> known.isHoliday(day, HolidayType.PUBLIC_HOLIDAY, steps);
                });
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
    }
}
