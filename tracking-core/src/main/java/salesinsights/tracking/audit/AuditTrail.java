package salesinsights.tracking.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** The audit log for those who may read it, in the caller's transaction. */
@Singleton
public class AuditTrail {
    private static final int ROWS_AT_ONCE = 500;

    private static final String SEARCH = """
            select * from audit_entry
            where team_id = any (?) and (?::text is null or action = ?) and (?::text is null or actor = ?)
                and (?::text is null or subject = ? or subject like '%:' || ?)
                and (?::timestamptz is null or recorded_at >= ?) and (?::timestamptz is null or recorded_at < ?)
                and (?::uuid is null or id < ?)
            order by id desc limit ?
            """;

    private final Database database;
    private final PersonKeys keys;
    private final ObjectMapper json;

    AuditTrail(Database database, PersonKeys keys, ObjectMapper json) {
        this.database = database;
        this.keys = keys;
        this.json = json;
    }

    /**
     * Newest first.
     *
     * @param atMost 1 to 200
     */
    public AuditView.Page page(Collection<Team> teams, AuditQuery query, int atMost) {
        List<AuditRecord> found = rows(teams, query, atMost + 1);
        List<AuditRecord> shown = found.subList(0, Math.min(atMost, found.size()));
        return new AuditView.Page(
                views(teams, shown),
                found.size() > atMost ? shown.getLast().id().toString() : null);
    }

    /** Everything that the query finds, newest first, at most {@code atMost} entries. */
    void each(Collection<Team> teams, AuditQuery query, int atMost, Consumer<AuditView> reader) {
        AuditQuery at = query;
        int left = atMost;
        while (left > 0) {
            List<AuditRecord> found = rows(teams, at, Math.min(left, ROWS_AT_ONCE));
            views(teams, found).forEach(reader);
            left -= found.size();
            if (found.size() < ROWS_AT_ONCE) {
                return;
            }
            at = new AuditQuery(
                    query.action(),
                    query.actor(),
                    query.subject(),
                    query.from(),
                    query.to(),
                    found.getLast().id());
        }
    }

    private List<AuditRecord> rows(Collection<Team> teams, AuditQuery query, int atMost) {
        String action = query.action() == null ? null : query.action().name();
        return database.list(
                SEARCH,
                AuditRecord::read,
                Database.longs(teams.stream().map(team -> team.id().value()).toList()),
                action,
                action,
                query.actor(),
                query.actor(),
                query.subject(),
                query.subject(),
                query.subject(),
                query.from(),
                query.from(),
                query.to(),
                query.to(),
                query.after(),
                query.after(),
                atMost);
    }

    private List<AuditView> views(Collection<Team> teams, List<AuditRecord> records) {
        Map<TeamId, Team> byId = teams.stream().collect(Collectors.toMap(Team::id, team -> team));
        Map<TeamId, PersonKeys.Ring> rings = rings(records);
        List<AuditView> views = new ArrayList<>(records.size());
        for (AuditRecord record : records) {
            Team team = byId.get(record.team());
            PersonKeys.Ring ring = rings.get(record.team());
            if (team != null && ring != null) {
                views.add(view(record, team, ring));
            }
        }
        return views;
    }

    private Map<TeamId, PersonKeys.Ring> rings(List<AuditRecord> records) {
        Map<TeamId, Set<String>> owners = records.stream()
                .collect(Collectors.groupingBy(
                        AuditRecord::team,
                        Collectors.mapping(record -> AuditEntry.keyOwner(record.subject()), Collectors.toSet())));
        Map<TeamId, PersonKeys.Ring> rings = new HashMap<>();
        owners.forEach((team, subjects) -> rings.put(team, keys.ring(team, subjects)));
        return rings;
    }

    private AuditView view(AuditRecord record, Team team, PersonKeys.Ring ring) {
        Optional<AuditLog.Detail> detail = ring.open(AuditEntry.keyOwner(record.subject()), record.detail())
                .map(this::detail);
        return new AuditView(
                record.id(),
                team.path().value(),
                record.position(),
                record.recordedAt(),
                record.action(),
                record.actor(),
                record.subject(),
                detail.map(AuditLog.Detail::reason).orElse(null),
                detail.map(AuditLog.Detail::facts).orElse(Map.of()),
                detail.isEmpty());
    }

    private AuditLog.Detail detail(String text) {
        try {
            return json.readValue(text, AuditLog.Detail.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("an audit entry cannot be read", damaged);
        }
    }
}
