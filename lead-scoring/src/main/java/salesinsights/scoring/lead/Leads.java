package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** All leads: the reading side. Every method runs in the caller's transaction and names the teams it may see. */
@Singleton
public class Leads {
    private final Database database;
    private final LeadRows rows;

    Leads(Database database, LeadRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** The lead, if one of these teams has it. */
    public Optional<Lead> find(Set<TeamId> teams, LeadId id) {
        String sql = LeadRows.SELECT + "where l.id = ? and l.team_id = any (?)";
        return database.first(sql, rows::read, id.value(), idsOf(teams));
    }

    /** The lead of a team that this address (lower case) belongs to. */
    public Optional<Lead> byEmail(TeamId team, String email) {
        return database.first(LeadRows.SELECT + "where l.team_id = ? and l.email = ?", rows::read, team.value(), email);
    }

    /** The lead that a team's CRM knows by this id. */
    public Optional<Lead> byExternalId(TeamId team, String externalId) {
        String sql = LeadRows.SELECT + "where l.team_id = ? and l.external_id = ?";
        return database.first(sql, rows::read, team.value(), externalId);
    }

    /** Those of the given leads that these teams have, in no particular order. */
    public List<Lead> of(Set<TeamId> teams, Collection<LeadId> ids) {
        String sql = LeadRows.SELECT + "where l.id = any (?) and l.team_id = any (?)";
        List<UUID> values = ids.stream().map(LeadId::value).toList();
        return database.list(sql, rows::read, Database.uuids(values), idsOf(teams));
    }

    /** A page of leads, oldest first; fewer than {@code query.atMost()} means it is the last. */
    public List<Lead> page(LeadQuery query) {
        StringBuilder sql = new StringBuilder(LeadRows.SELECT).append("where l.team_id = any (?)");
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(idsOf(query.teams()));
        String words = query.words() == null ? "" : prefixes(query.words());
        if (!words.isEmpty()) {
            sql.append(" and l.id = any (array(select leads_with(to_tsquery('simple', ?))))");
            parameters.add(words);
        }
        narrow(sql, parameters, "l.owner = ?", query.owner());
        narrow(sql, parameters, "l.stage = ?", query.stage());
        narrow(sql, parameters, "l.email = lower(?)", query.email());
        narrow(
                sql,
                parameters,
                "l.id > ?",
                query.after() == null ? null : query.after().value());
        sql.append(" order by l.id limit ?");
        parameters.add(query.atMost());
        return database.list(sql.toString(), rows::read, parameters.toArray());
    }

    private static void narrow(
            StringBuilder sql, List<@Nullable Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" and ").append(condition);
            parameters.add(value);
        }
    }

    /**
     * What somebody typed into a search box as a query for the column {@code words} of leads: every word is taken as a
     * beginning. Empty if there is no word in it.
     */
    public static String prefixes(String typed) {
        return Arrays.stream(typed.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .limit(10)
                .map(word -> "'" + word + "':*")
                .collect(Collectors.joining(" & "));
    }

    /**
     * Leads that changed after {@code cursor}, in an order in which no late commit is missed: only transactions older
     * than every running one are shown, so that what is shown can gain nothing any more. A lead that changes twice is
     * seen in its last state, once or twice.
     *
     * @param atMost 1 to 10,000
     */
    public ChangedLeads changedSince(Set<TeamId> teams, LeadCursor cursor, int atMost) {
        String sql = """
                select %s, c.changed_xid from unnest(?::bigint[]) as wanted (team_id)
                cross join lateral (
                    select * from lead_change c
                    where c.team_id = wanted.team_id and (c.changed_xid, c.lead_id) > (?::xid8, ?)
                      and c.changed_xid < pg_snapshot_xmin(pg_current_snapshot())
                    order by c.changed_xid, c.lead_id limit ?) c
                join lead l on l.team_id = c.team_id and l.id = c.lead_id
                join team t on t.id = l.team_id
                order by c.changed_xid, c.lead_id limit ?
                """.formatted(LeadRows.COLUMNS);
        List<Changed> changed = database.list(
                sql,
                row -> new Changed(rows.read(row), row.getString("changed_xid")),
                idsOf(teams),
                cursor.transaction(),
                cursor.lead(),
                atMost,
                atMost);
        LeadCursor next = changed.isEmpty() ? cursor : changed.getLast().place();
        return new ChangedLeads(changed.stream().map(Changed::lead).toList(), next);
    }

    private record Changed(Lead lead, String transaction) {
        LeadCursor place() {
            return new LeadCursor(transaction, lead.id().value());
        }
    }

    /** Tells followers that something that belongs to these leads changed, such as their score. */
    public void announce(Collection<LeadId> ids) {
        List<UUID> values = ids.stream().map(LeadId::value).toList();
        database.write(
                "update lead_change set version = version + 1, changed_xid = pg_current_xact_id() where lead_id = any (?)",
                Database.uuids(values));
    }

    private static Database.Cells idsOf(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
