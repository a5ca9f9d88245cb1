package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * Those who may only be counted, together with at least nineteen others: most messages of a campaign have one recipient,
 * and a count under such a message would be a record of that person.
 */
@Singleton
public class Cohorts {
    /** Recipients from whom on a count is shown. */
    public static final int ENOUGH = Mode.COUNTED_TOGETHER;

    private static final String JOIN = """
            update counted_cohort set opens = opens + ?, links = links + ?
            where id = (select id from counted_cohort
                where team_id = ? and campaign = ? and greatest(opens, links) < ?
                order by made_at, id limit 1 for update)
            returning id
            """;

    // Whole cohorts only, each of opens and of links by itself.
    private static final String COUNTED = """
            select coalesce(sum(c.opens) filter (where c.opens >= ?), 0) as openers,
                coalesce(sum(c.links) filter (where c.links >= ?), 0) as clickers,
                coalesce(sum(h.opened) filter (where c.opens >= ?), 0) as opened,
                coalesce(sum(h.clicked) filter (where c.links >= ?), 0) as clicked
            from counted_cohort c
            cross join lateral (select
                coalesce(sum(a.n) filter (where a.kind = 'OPENED'), 0) as opened,
                coalesce(sum(a.n) filter (where a.kind <> 'OPENED'), 0) as clicked
                from aggregate_hit a where a.team_id = c.team_id and a.message_id = c.id) h
            where c.team_id = any (?) and c.campaign = ?
            """;

    private final Database database;
    private final Scopes scopes;
    private final Clock clock;

    Cohorts(Database database, Scopes scopes, Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * How often people who may only be counted opened and clicked; machines that say so are not in it.
     *
     * @param openers recipients behind {@code opened}; null like it while there are fewer than {@link #ENOUGH}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Counted(
            @Nullable Integer openers,
            @Nullable Long opened,
            @Nullable Integer clickers,
            @Nullable Long clicked) {
        static Counted of(int openers, long opened, int clickers, long clicked) {
            return new Counted(
                    openers < ENOUGH ? null : (Integer) openers,
                    openers < ENOUGH ? null : (Long) opened,
                    clickers < ENOUGH ? null : (Integer) clickers,
                    clickers < ENOUGH ? null : (Long) clicked);
        }
    }

    /** Puts a new message's recipients who may only be counted into a cohort; in the caller's transaction. */
    void join(TeamId team, UUID message, @Nullable String campaign, List<Copy> copies) {
        int opens = (int)
                copies.stream().filter(copy -> copy.open() == Mode.AGGREGATE).count();
        int links = (int)
                copies.stream().filter(copy -> copy.link() == Mode.AGGREGATE).count();
        if (opens == 0 && links == 0) {
            return;
        }
        String name = campaign == null ? "" : campaign;
        UUID cohort = Math.max(opens, links) >= ENOUGH
                ? found(team, name, opens, links)
                : joined(team, name, opens, links).orElseGet(() -> found(team, name, opens, links));
        database.write(
                "insert into counted_message (message_id, team_id, cohort_id) values (?, ?, ?)",
                message,
                team.value(),
                cohort);
    }

    private Optional<UUID> joined(TeamId team, String campaign, int opens, int links) {
        return database.first(JOIN, row -> row.getObject(1, UUID.class), opens, links, team.value(), campaign, ENOUGH);
    }

    private UUID found(TeamId team, String campaign, int opens, int links) {
        UUID id = Ids.next();
        database.write(
                "insert into counted_cohort (id, team_id, campaign, opens, links, made_at) values (?, ?, ?, ?, ?, ?)",
                id,
                team.value(),
                campaign,
                opens,
                links,
                clock.instant());
        return id;
    }

    /** What tokens of this message's copies name; the message itself for one from before there were cohorts. */
    UUID of(TeamId team, UUID message) {
        return database.first(
                        "select cohort_id from counted_message where team_id = ? and message_id = ?",
                        row -> row.getObject(1, UUID.class),
                        team.value(),
                        message)
                .orElse(message);
    }

    /** The same in a transaction of its own, for code that has none. */
    UUID whereverOf(TeamId team, UUID message) {
        return scopes.inTeams(Set.of(team), () -> of(team, message));
    }

    /** What of a campaign of these teams may be shown; in the caller's transaction. */
    public Counted ofCampaign(Set<TeamId> teams, String campaign) {
        return database.first(
                        COUNTED,
                        row -> Counted.of(
                                row.getInt("openers"),
                                row.getLong("opened"),
                                row.getInt("clickers"),
                                row.getLong("clicked")),
                        ENOUGH,
                        ENOUGH,
                        ENOUGH,
                        ENOUGH,
                        Database.longs(teams.stream().map(TeamId::value).toList()),
                        campaign)
                .orElseThrow();
    }
}
