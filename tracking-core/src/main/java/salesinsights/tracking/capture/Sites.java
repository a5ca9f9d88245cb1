package salesinsights.tracking.capture;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.SiteKey;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;
import salesinsights.tracking.token.WebTokens;

/** Web sites whose pages carry the beacon, in the caller's transaction. */
@Singleton
public class Sites {
    /** Long enough for a visit, too short to be worth passing on. */
    private static final Duration VISIT = Duration.ofHours(1);

    private static final int MOST_PER_TEAM = 200;
    private static final String VIEW = """
            select s.id, t.path, s.team_id, s.name, s.origins, s.created_by, s.created_at, s.closed_at, (
                select string_agg(kind || ' ' || n, ',') from (
                    select kind, sum(n) as n from site_count c
                    where c.team_id = s.team_id and c.site_id = s.id group by kind) k) as counts
            from site s join team t on t.id = s.team_id
            where s.team_id = any (?)
            """;

    private final Database database;
    private final TrackingTokens tokens;
    private final WebTokens webTokens;
    private final BeaconScript script;
    private final Clock clock;

    Sites(Database database, TrackingTokens tokens, WebTokens webTokens, BeaconScript script, Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.webTokens = webTokens;
        this.script = script;
        this.clock = clock;
    }

    /**
     * Makes a site, whose key works at once.
     *
     * @throws Problem if the team has as many as are allowed
     */
    SiteView make(Team team, String user, SiteEntry entry) {
        String name = entry.checkedName();
        List<String> origins = entry.checkedOrigins();
        long there = database.first(
                        "select count(*) from site where team_id = ?",
                        row -> row.getLong(1),
                        team.id().value())
                .orElse(0L);
        if (there >= MOST_PER_TEAM) {
            throw Problem.refused("too-many-sites", "A team has at most " + MOST_PER_TEAM + " sites.");
        }
        UUID id = Ids.next();
        database.write(
                "insert into site (id, team_id, name, origins, created_by, created_at) values (?, ?, ?, ?, ?, ?)",
                id,
                team.id().value(),
                name,
                Database.texts(origins),
                user,
                clock.instant());
        return view(Set.of(team.id()), id);
    }

    /** All sites of these teams, newest first. */
    SitePage all(Set<TeamId> teams) {
        return new SitePage(database.list(VIEW + " order by s.id desc limit " + MOST_PER_TEAM, this::read, ids(teams)));
    }

    /** @throws Problem (404) if these teams have no such site */
    SiteView view(Set<TeamId> teams, UUID id) {
        return database.first(VIEW + " and s.id = ?", this::read, ids(teams), id)
                .orElseThrow(Problem::notFound);
    }

    /**
     * Takes nothing from the site any more; what came before stays.
     *
     * @throws Problem (404) if these teams have no such site
     */
    SiteView close(Set<TeamId> teams, UUID id) {
        database.write(
                "update site set closed_at = coalesce(closed_at, ?) where team_id = any (?) and id = ?",
                clock.instant(),
                ids(teams),
                id);
        return view(teams, id);
    }

    /**
     * A token for a visitor whom the site knows by a mail address, after a form or a log-in. It names the newest message
     * that the site's team sent there: a visit belongs to that conversation.
     *
     * @throws Problem (404) if there is no such site or no such message
     */
    VisitorView visitor(Set<TeamId> teams, UUID site, @Nullable String address) {
        view(teams, site);
        if (address == null || address.isBlank() || address.length() > 320 || address.indexOf(0) >= 0) {
            throw Problem.invalid("address", "is the visitor's mail address");
        }
        Instant until = clock.instant().plus(VISIT);
        return database.first(
                        """
                        select r.team_id, r.message_id, r.id
                        from site s join recipient r on r.team_id = s.team_id
                        where s.team_id = any (?) and s.id = ? and s.closed_at is null
                            and r.address = ? and r.status in ('SENT', 'PREPARED', 'QUEUED', 'SENDING')
                        order by r.id desc limit 1
                        """,
                        row -> new Tracked(
                                new TeamId(row.getLong("team_id")),
                                row.getObject("message_id", UUID.class),
                                row.getObject("id", UUID.class)),
                        ids(teams),
                        site,
                        address.strip().toLowerCase(Locale.ROOT))
                .map(person -> new VisitorView(webTokens.visitor(person, until), until))
                .orElseThrow(Problem::notFound);
    }

    private static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private SiteView read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        List<String> origins = List.of((String[]) row.getArray("origins").getArray());
        String key = webTokens.siteKey(new SiteKey(new TeamId(row.getLong("team_id")), id, origins));
        return new SiteView(
                id,
                row.getString("path"),
                row.getString("name"),
                origins,
                key,
                "<script async src=\"" + tokens.publicUrl() + script.path() + "\" data-site=\"" + key + "\"></script>",
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                Database.instant(row, "closed_at"),
                counts(row.getString("counts")));
    }

    private static Map<String, Long> counts(@Nullable String stored) {
        Map<String, Long> counts = new TreeMap<>();
        if (stored != null) {
            for (String one : stored.split(",", -1)) {
                int space = one.indexOf(' ');
                counts.put(one.substring(0, space).toLowerCase(Locale.ROOT), Long.parseLong(one.substring(space + 1)));
            }
        }
        return counts;
    }
}
