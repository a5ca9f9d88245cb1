package salesinsights.tracking.capture;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.ground.Database;

/** What web pages sent, on its way from the journal into the tables; in the caller's transaction. */
@Singleton
class PageHits {
    /** A page tries again within seconds; what comes later is another visit. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String REMEMBER = """
            insert into page_seen (id, team_id, seen_at)
            select * from unnest(?::uuid[], ?::bigint[], ?::timestamptz[]) order by 1
            on conflict do nothing returning id
            """;
    private static final String FORGET = """
            delete from page_seen where id = any (array(
                select id from page_seen where seen_at < ? order by seen_at limit 5000 for update skip locked))
            """;
    private static final String COUNT = """
            insert into site_count (team_id, site_id, day, kind, n) values (?, ?, ?::date, ?, ?)
            on conflict (site_id, day, kind) do update set n = site_count.n + excluded.n
            """;

    private final Database database;
    private final Clock clock;

    private record Counter(long team, UUID site, LocalDate day, EventKind kind) {
        static final Comparator<Counter> ORDER = Comparator.comparing(Counter::site)
                .thenComparing(Counter::day)
                .thenComparing(Counter::kind)
                .thenComparingLong(Counter::team);
    }

    private record Open(long team, Set<String> origins) {}

    PageHits(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    static boolean isOne(Hit hit) {
        return hit.detail().containsKey(Hit.SITE);
    }

    /** The hits without those of pages that their site does not (or no longer) name, and those that came before. */
    List<Hit> admit(List<Hit> hits, Tally tally) {
        List<Hit> pages = hits.stream().filter(PageHits::isOne).toList();
        if (pages.isEmpty()) {
            return hits;
        }
        Map<UUID, Open> sites = sitesOf(pages);
        List<Hit> welcome = pages.stream().filter(hit -> isFrom(hit, sites)).toList();
        for (int i = welcome.size(); i < pages.size(); i++) {
            tally.rejected(Refusal.FOREIGN_SITE);
        }
        Set<UUID> fresh = remember(welcome);
        List<Hit> admitted = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            if (!isOne(hit)) {
                admitted.add(hit);
            } else if (isFrom(hit, sites)) {
                if (fresh.remove(hit.id())) {
                    admitted.add(hit);
                } else {
                    tally.duplicate(1);
                }
            }
        }
        return admitted;
    }

    private static UUID siteOf(Hit hit) {
        return UUID.fromString(Objects.requireNonNull(hit.detail().get(Hit.SITE)));
    }

    private static boolean isFrom(Hit hit, Map<UUID, Open> sites) {
        Open site = sites.get(siteOf(hit));
        String origin = hit.detail().get(Hit.ORIGIN);
        return site != null
                && site.team() == hit.team().value()
                && origin != null
                && site.origins().contains(origin);
    }

    private Map<UUID, Open> sitesOf(List<Hit> pages) {
        Set<UUID> ids = new HashSet<>();
        pages.forEach(hit -> ids.add(siteOf(hit)));
        Map<UUID, Open> open = new HashMap<>();
        database.list(
                        "select id, team_id, origins from site where id = any (?) and closed_at is null",
                        row -> Map.entry(
                                row.getObject("id", UUID.class), new Open(row.getLong("team_id"), Set.of((String[])
                                        row.getArray("origins").getArray()))),
                        Database.uuids(ids))
                .forEach(site -> open.put(site.getKey(), site.getValue()));
        return open;
    }

    private Set<UUID> remember(List<Hit> pages) {
        if (pages.isEmpty()) {
            return Set.of();
        }
        database.write(FORGET, clock.instant().minus(REMEMBERED));
        return new HashSet<>(database.list(
                REMEMBER,
                row -> row.getObject(1, UUID.class),
                Database.uuids(pages.stream().map(Hit::id).toList()),
                Database.longs(pages.stream().map(hit -> hit.team().value()).toList()),
                new Database.Cells("timestamptz", pages.stream().map(Hit::at).toList())));
    }

    /** Counts visitors who are nobody. */
    void count(List<Hit> hits) {
        // Always in the same order, so that two collectors never wait for each other in a circle.
        Map<Counter, Long> sums = new TreeMap<>(Counter.ORDER);
        for (Hit hit : hits) {
            LocalDate day = LocalDate.ofInstant(hit.at(), ZoneOffset.UTC);
            sums.merge(new Counter(hit.team().value(), siteOf(hit), day, hit.kind()), 1L, Long::sum);
        }
        sums.forEach((counter, n) -> database.write(
                COUNT, counter.team(), counter.site(), counter.day().toString(), counter.kind(), n));
    }
}
