package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.score.Ranking;
import salesinsights.scoring.score.Scores;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The order of whatever leads a query leaves, by looking at each of them. */
@Singleton
class NarrowedList {
    private final Database database;
    private final Scores scores;

    NarrowedList(Database database, Scores scores) {
        this.database = database;
        this.scores = scores;
    }

    /**
     * Warmest first at the moment {@code at}, equal ones by id.
     *
     * @param head only these, if it is given
     */
    List<Ranked> of(WorklistQuery query, Instant at, Ranking.@Nullable Head head) {
        StringBuilder open = new StringBuilder("""
                select l.id, coalesce(faded(s.fit, s.points, s.half_lives, s.as_of, ?), 0) as points, s.last_touch_at,
                    s.last_touch_kind, l.team_id
                from lead l left join lead_score s on s.lead_id = l.id and s.team_id = l.team_id
                where l.team_id = any (?)
                """);
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(at);
        parameters.add(Database.longs(query.teams().stream().map(TeamId::value).toList()));
        narrow(query, open, parameters);
        if (head != null) {
            open.append(" and l.id = any (?)");
            parameters.add(
                    Database.uuids(head.leads().stream().map(LeadId::value).toList()));
        }
        StringBuilder sql = new StringBuilder("select * from (").append(open).append(") w where true");
        if (query.tier() != null) {
            Map<TeamId, Scores.Span> spans = scores.spans(query.teams(), query.tier());
            sql.append(" and exists (select from unnest(?::bigint[], ?::float8[], ?::float8[]) t (team, least, below)"
                    + " where t.team = w.team_id and w.points >= t.least and w.points < t.below)");
            parameters.add(
                    Database.longs(spans.keySet().stream().map(TeamId::value).toList()));
            parameters.add(cells(spans, Scores.Span::from));
            parameters.add(cells(spans, Scores.Span::below));
        }
        if (query.after() != null) {
            sql.append(" and (w.points < ? or (w.points = ? and w.id > ?))");
            parameters.add(query.after().points());
            parameters.add(query.after().points());
            parameters.add(query.after().lead());
        }
        sql.append(" order by w.points desc, w.id limit ?");
        parameters.add(query.atMost());
        return database.list(sql.toString(), Ranked::of, parameters.toArray());
    }

    private static Database.Cells cells(Map<TeamId, Scores.Span> spans, Function<Scores.Span, @Nullable Object> bound) {
        return new Database.Cells("float8", spans.values().stream().map(bound).toList());
    }

    private static void narrow(WorklistQuery query, StringBuilder sql, List<@Nullable Object> parameters) {
        if (query.stage() == null) {
            sql.append(" and l.outcome is null and l.stage <> 'DISQUALIFIED'");
        } else {
            sql.append(" and l.stage = ?");
            parameters.add(query.stage());
        }
        if (!query.owners().isEmpty()) {
            sql.append(" and l.owner = any (?)");
            parameters.add(Database.texts(query.owners()));
        }
        String words = query.words() == null ? "" : Leads.prefixes(query.words());
        if (!words.isEmpty()) {
            sql.append(" and l.id = any (array(select leads_with(to_tsquery('simple', ?))))");
            parameters.add(words);
        }
    }
}
