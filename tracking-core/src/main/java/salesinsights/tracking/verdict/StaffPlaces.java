package salesinsights.tracking.verdict;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/** In which networks the people who send mail work, so that a look at one's own mail is not taken for a reader's. */
@Singleton
public class StaffPlaces implements Recurring {
    private static final int REMEMBERED = 10_000;
    private static final int LONGEST_USER = 255;
    private static final int KEPT_DAYS = 31;

    private record Sight(String user, String network, String agent) {}

    private final Database database;
    private final Scopes scopes;
    private final Catalogue catalogue;
    private final Clock clock;

    private final Map<Sight, LocalDate> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sight, LocalDate> eldest) {
            return size() > REMEMBERED;
        }
    };

    StaffPlaces(Database database, Scopes scopes, Catalogue catalogue, Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * Remembers where somebody is logged in, once a day. Private networks say nothing and are not remembered.
     *
     * @param user Keycloak's name
     * @param network cut to /24 or /48
     */
    public void saw(String user, @Nullable String network, @Nullable String userAgent) {
        @Nullable String family = catalogue.familyOf(userAgent);
        if (network == null || family == null || user.length() > LONGEST_USER || saysNothing(network)) {
            return;
        }
        Sight sight = new Sight(user, network, family);
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        synchronized (told) {
            if (today.equals(told.put(sight, today))) {
                return;
            }
        }
        scopes.runAsWorker(() -> database.write("""
                insert into staff_place (user_name, seen_on, network, agent) values (?, ?, ?, ?)
                on conflict do nothing
                """, user, today, network, family));
    }

    private static boolean saysNothing(String network) {
        return Prefix.of(network).map(Prefix::isPrivate).orElse(true);
    }

    @Override
    public String name() {
        return "forget-staff-places";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(12);
    }

    /** Forgets what is older than it is kept. */
    @Override
    public void run() {
        LocalDate oldest =
                clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().minusDays(KEPT_DAYS);
        scopes.runAsWorker(() -> database.write("delete from staff_place where seen_on < ?", oldest));
    }
}
