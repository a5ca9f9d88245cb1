package salesinsights.scoring.sequence;

import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.PersonalDays;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/**
 * When mail may go out, where its recipient is: in the zone that an attribute of the lead names, else in the zones of its
 * country by Unicode CLDR, else in that of the team. Of a country with several zones the window must be open in all of
 * them, so that nobody is written to at night; where that is never so, it is taken in the zone in the middle.
 */
@Singleton
class SendWindows {
    private static final List<String> ATTRIBUTES = List.of("timezone", "time zone", "time_zone", "zone");
    private static final Duration SEARCHED = Duration.ofDays(15);
    private static final int STEPS = 400;
    private static final Map<String, List<ZoneId>> OF_COUNTRIES = new ConcurrentHashMap<>();

    private final Database database;

    SendWindows(Database database) {
        this.database = database;
    }

    /** That moment if mail to the lead may go out then, else the next one at which it may; in the caller's transaction. */
    Instant next(Lead lead, Plan.Window window, Instant moment) {
        List<ZoneId> zones = zones(lead);
        Instant at = moment;
        Instant latest = moment.plus(SEARCHED);
        for (int step = 0; step < STEPS && at.isBefore(latest); step++) {
            Instant open = at;
            for (ZoneId zone : zones) {
                open = inWindow(lead, zone, window, open);
            }
            if (open.equals(at)) {
                return at;
            }
            at = open;
        }
        return inWindow(lead, zones.get(zones.size() / 2), window, moment);
    }

    private static Instant inWindow(Lead lead, ZoneId zone, Plan.Window window, Instant moment) {
        String country = window.holidays() ? null : countryOf(lead);
        return PersonalDays.inWindow(country, zone, window.days(), window.from(), window.to(), moment);
    }

    /** At least one; by how far east they are. */
    List<ZoneId> zones(Lead lead) {
        ZoneId own = ownZone(lead);
        if (own != null) {
            return List.of(own);
        }
        String country = countryOf(lead);
        List<ZoneId> there =
                country == null ? List.of() : OF_COUNTRIES.computeIfAbsent(country, SendWindows::zonesOfCountry);
        return there.isEmpty() ? List.of(zoneOf(lead.teamId())) : there;
    }

    private static @Nullable ZoneId ownZone(Lead lead) {
        return lead.attributes().entrySet().stream()
                .filter(one -> ATTRIBUTES.contains(one.getKey().toLowerCase(Locale.ROOT)))
                .map(one -> zone(one.getValue().strip()))
                .filter(zone -> zone != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private static @Nullable String countryOf(Lead lead) {
        return lead.country() == null
                ? null
                : lead.country().substring(0, Math.min(2, lead.country().length()));
    }

    private static List<ZoneId> zonesOfCountry(String country) {
        if (!country.matches("[A-Z]{2}")) {
            return List.of();
        }
        Instant now = Instant.EPOCH;
        return TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, country, null).stream()
                .map(SendWindows::zone)
                .filter(zone -> zone != null)
                .sorted(Comparator.comparing((ZoneId zone) -> zone.getRules().getStandardOffset(now))
                        .thenComparing(ZoneId::getId))
                .toList();
    }

    private ZoneId zoneOf(TeamId team) {
        String name = database.first("select time_zone from team where id = ?", row -> row.getString(1), team.value())
                .orElse("UTC");
        ZoneId zone = zone(name);
        return zone == null ? ZoneId.of("UTC") : zone;
    }
}
