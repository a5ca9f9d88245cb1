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

    /** Statement and parameters grow together. */
    private static final class Sql {
        private final StringBuilder text;
        private final List<@Nullable Object> parameters = new ArrayList<>();

        Sql(String text) {
            this.text = new StringBuilder(text);
        }

        Sql add(String piece, @Nullable Object... values) {
            text.append(piece);
            for (Object value : values) {
                parameters.add(value);
            }
            return this;
        }

        /** Only rows whose number lies in the span of their team. */
        Sql within(String number, Map<TeamId, Scores.Span> spans) {
            return add(
                    " and exists (select from unnest(?::bigint[], ?::float8[], ?::float8[]) t (team, least, below)"
                            + " where t.team = w.team_id and " + number + " >= t.least and " + number + " < t.below)",
                    Database.longs(spans.keySet().stream().map(TeamId::value).toList()),
                    cells(spans, Scores.Span::from),
                    cells(spans, Scores.Span::below));
        }

        private static Database.Cells cells(
                Map<TeamId, Scores.Span> spans, Function<Scores.Span, @Nullable Object> bound) {
            return new Database.Cells(
                    "float8", spans.values().stream().map(bound).toList());
        }
    }

    /**
     * Warmest first at the moment {@code at}, equal ones by id.
     *
     * @param head only these, if it is given
     */
    List<Ranked> of(WorklistQuery query, Instant at, Ranking.@Nullable Head head) {
        Sql sql = new Sql("select * from (");
        sql.add(
                """
                select l.id, coalesce(faded(s.fit, s.points, s.half_lives, s.as_of, ?), 0) as points, s.last_touch_at,
                    s.last_touch_kind, l.team_id, coalesce(s.fit, 0) as fit
                from lead l left join lead_score s on s.lead_id = l.id and s.team_id = l.team_id
                where l.team_id = any (?)
                """,
                at,
                Database.longs(query.teams().stream().map(TeamId::value).toList()));
        narrowByLead(query, sql);
        narrowByWork(query, sql);
        if (head != null) {
            sql.add(
                    " and l.id = any (?)",
                    Database.uuids(head.leads().stream().map(LeadId::value).toList()));
        }
        sql.add(") w where true");
        narrowByScore(query, sql);
        WorklistPlace after = query.after();
        if (after != null) {
            sql.add(
                    " and (w.points < ? or (w.points = ? and w.id > ?)) and w.id <> ?",
                    after.points(),
                    after.points(),
                    after.lead(),
                    after.lead());
        }
        sql.add(" order by w.points desc, w.id limit ?", query.atMost());
        return database.list(sql.text.toString(), Ranked::of, sql.parameters.toArray());
    }

    private static void narrowByLead(WorklistQuery query, Sql sql) {
        if (query.stage() == null) {
            sql.add(" and l.outcome is null and l.stage <> 'DISQUALIFIED'");
        } else {
            sql.add(" and l.stage = ?", query.stage());
        }
        if (query.unowned()) {
            sql.add(" and l.owner is null");
        } else if (!query.owners().isEmpty()) {
            sql.add(" and l.owner = any (?)", Database.texts(query.owners()));
        }
        String words = query.words() == null ? "" : Leads.prefixes(query.words());
        if (!words.isEmpty()) {
            sql.add(" and l.id = any (array(select leads_with(to_tsquery('simple', ?))))", words);
        }
        if (query.touchedSince() != null) {
            sql.add(" and s.last_touch_at >= ?", query.touchedSince());
        }
    }

    private static void narrowByWork(WorklistQuery query, Sql sql) {
        if (query.withTask() != null) {
            sql.add(query.withTask() ? " and exists" : " and not exists")
                    .add(" (select from follow_up f where f.team_id = l.team_id and f.lead_id = l.id"
                            + " and f.status = 'OPEN')");
        }
        sql.add(query.resting() == Resting.ASLEEP ? " and exists" : " and not exists")
                .add(" (select from worklist_rest r where r.lead_id = l.id and " + Rests.HOLDS + ")", query.person());
    }

    private void narrowByScore(WorklistQuery query, Sql sql) {
        if (query.tier() != null) {
            sql.within("w.points", scores.spans(query.teams(), query.tier()));
        }
        if (query.grade() != null) {
            sql.within("w.fit", scores.spans(query.teams(), query.grade()));
        }
    }
}
