package salesinsights.crm.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.Connections;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/**
 * Full comparisons of a CRM with what it should hold, and what they found. Every method runs in the caller's transaction
 * and answers 404 for foreign connections.
 */
@Singleton
public class Comparisons {
    private final Connections connections;
    private final CheckRows checks;
    private final Database database;

    Comparisons(Connections connections, CheckRows checks, Database database) {
        this.connections = connections;
        this.checks = checks;
        this.database = database;
    }

    /**
     * How a comparison went.
     *
     * @param finishedAt null while it runs
     * @param compared records of the CRM so far
     * @param missing pushed, and not there
     * @param different other than pushed
     * @param unknown there with an id of ours that we do not know
     * @param notTaken records whose changes over there cannot be taken over, by whatever pull
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            long compared,
            long missing,
            long different,
            long unknown,
            long notTaken) {}

    /** Begins one, from the first record, also while another one runs. */
    public void begin(Set<TeamId> visible, ConnectionId id, String askedBy) {
        connections.require(visible, id);
        TeamId team = database.first(
                        "select team_id from connection where id = ?", row -> new TeamId(row.getLong(1)), id.value())
                .orElseThrow();
        checks.begin(team, id, askedBy);
    }

    /** The last one; all zero if there never was one. */
    public Report report(Set<TeamId> visible, ConnectionId id) {
        connections.require(visible, id);
        String sql = """
                select k.started_at, k.finished_at, coalesce(k.compared, 0) as compared,
                    count(*) filter (where d.kind = 'MISSING') as missing,
                    count(*) filter (where d.kind = 'DIFFERENT') as different,
                    count(*) filter (where d.kind = 'UNKNOWN') as unknown,
                    count(*) filter (where d.kind = 'NOT_TAKEN') as not_taken
                from (select ?::uuid as id) one left join crm_check k on k.connection_id = one.id
                left join crm_difference d on d.connection_id = one.id
                group by k.started_at, k.finished_at, k.compared
                """;
        return database.first(sql, Comparisons::report, id.value()).orElseThrow();
    }

    private static Report report(ResultSet row) throws SQLException {
        return new Report(
                Database.instant(row, "started_at"),
                Database.instant(row, "finished_at"),
                row.getLong("compared"),
                row.getLong("missing"),
                row.getLong("different"),
                row.getLong("unknown"),
                row.getLong("not_taken"));
    }

    /**
     * What was found, by record.
     *
     * @param after the last one of the page before
     * @param atMost 1 to 500
     */
    public List<Difference> differences(Set<TeamId> visible, ConnectionId id, @Nullable String after, int atMost) {
        connections.require(visible, id);
        String sql = """
                select d.external_id, d.lead_id, d.kind, d.fields, d.found_at,
                    coalesce(nullif(l.name, ''), l.email, nullif(l.company, ''), l.external_id, 'Lead without a name') as title
                from crm_difference d left join lead l on l.id = d.lead_id and l.team_id = any (?)
                where d.connection_id = ? and d.external_id > ?
                order by d.external_id, d.kind limit ?
                """;
        return database.list(
                sql,
                Comparisons::difference,
                Database.longs(visible.stream().map(TeamId::value).toList()),
                id.value(),
                after == null ? "" : after,
                atMost);
    }

    private static Difference difference(ResultSet row) throws SQLException {
        Optional<UUID> lead = Optional.ofNullable(row.getObject("lead_id", UUID.class));
        return new Difference(
                row.getString("external_id"),
                lead.map(LeadId::new).orElse(null),
                row.getString("title"),
                Difference.Kind.valueOf(row.getString("kind")),
                row.getString("fields"),
                Objects.requireNonNull(Database.instant(row, "found_at")));
    }

    /** Pushes again what is missing or different over there; gives how many. */
    public int mend(Set<TeamId> visible, ConnectionId id) {
        connections.require(visible, id);
        int mended = database.write("""
                update crm_record r set digest = null, calm = false, next_attempt_at = '-infinity',
                    since = clock_timestamp(), pushed_version = least(r.pushed_version, r.wanted_version - 1)
                from crm_difference d
                where r.connection_id = ? and d.connection_id = r.connection_id and d.lead_id = r.lead_id
                  and d.kind in ('MISSING', 'DIFFERENT') and not r.gone
                """, id.value());
        database.write(
                "delete from crm_difference where connection_id = ? and kind in ('MISSING', 'DIFFERENT')", id.value());
        return mended;
    }
}
