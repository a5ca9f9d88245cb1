package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** The writing side of notices, in the transaction in which what they tell of came about. Its unique keys make each once. */
@Singleton
class NoticeTable {
    private final Database database;

    NoticeTable(Database database) {
        this.database = database;
    }

    /**
     * Something to be told.
     *
     * @param anchor the same for ever for what is told once
     */
    record Telling(
            TeamId team,
            LeadId lead,
            String person,
            NoticeCause cause,
            String anchor,
            String words,
            @Nullable Double confidence,
            Instant at) {}

    /** An event that stands behind a notice, as it was counted. */
    record Behind(TeamId team, UUID event, UUID notice, boolean gone) {}

    /** What was told of these leads' events. */
    List<Behind> behind(Collection<UUID> leads) {
        return database.list(
                "select e.team_id, e.event_id, e.notice_id, e.gone from notice_event e"
                        + " join notice n on n.team_id = e.team_id and n.id = e.notice_id where n.lead_id = any (?)",
                row -> new Behind(
                        new TeamId(row.getLong("team_id")),
                        row.getObject("event_id", UUID.class),
                        row.getObject("notice_id", UUID.class),
                        row.getBoolean("gone")),
                Database.uuids(leads));
    }

    /** The notice that one more of the same adds to: not read yet, and nothing else for so long. */
    Optional<UUID> open(Telling telling, Instant notBefore) {
        return database.first(
                "select id from notice where team_id = ? and lead_id = ? and person = ? and cause = ? and words = ?"
                        + " and read_at is null and withdrawn_at is null and last_at >= ? order by last_at desc limit 1",
                row -> row.getObject("id", UUID.class),
                telling.team().value(),
                telling.lead().value(),
                telling.person(),
                telling.cause(),
                telling.words(),
                notBefore);
    }

    /** A new notice; empty if this was told before. */
    Optional<UUID> add(Telling telling, Instant shownFrom, boolean held) {
        UUID id = Ids.next();
        String sql = """
                insert into notice (id, team_id, lead_id, person, cause, anchor, words, confidence, first_at, last_at,
                    shown_from, held)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """;
        int written = database.write(
                sql,
                id,
                telling.team().value(),
                telling.lead().value(),
                telling.person(),
                telling.cause(),
                telling.anchor(),
                telling.words(),
                telling.confidence(),
                telling.at(),
                telling.at(),
                shownFrom,
                held);
        return written == 1 ? Optional.of(id) : Optional.empty();
    }

    /** How many notices of the person count since then. */
    int countedSince(String person, Instant began) {
        return database.first(
                        "select count(*) as n from notice where person = ? and made_at >= ? and not held"
                                + " and withdrawn_at is null",
                        row -> row.getInt("n"),
                        person,
                        began)
                .orElse(0);
    }

    /** Says which event a notice tells of. */
    void tellsOf(TeamId team, UUID notice, UUID event, @Nullable Double confidence) {
        database.write(
                "insert into notice_event (team_id, event_id, notice_id, confidence) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                team.value(),
                event,
                notice,
                confidence);
    }

    /** These events are no longer what they were, or are again. */
    void mark(TeamId team, Collection<UUID> events, boolean gone) {
        database.write(
                "update notice_event set gone = ? where team_id = ? and event_id = any (?)",
                gone,
                team.value(),
                Database.uuids(events));
    }

    /** Counts what stands behind these notices; one without anything is withdrawn, or comes back, unless it was read. */
    void count(Collection<UUID> notices) {
        String sql = """
                update notice n set times = c.times, confidence = coalesce(c.confidence, n.confidence),
                    withdrawn_at = case when n.read_at is not null then n.withdrawn_at
                        when c.times = 0 then coalesce(n.withdrawn_at, now()) end
                from (select n2.id, count(e.event_id) filter (where not e.gone) as times,
                        max(e.confidence) filter (where not e.gone) as confidence
                    from notice n2 join notice_event e on e.team_id = n2.team_id and e.notice_id = n2.id
                    where n2.id = any (?) group by n2.id) c
                where c.id = n.id
                """;
        database.write(sql, Database.uuids(notices));
    }

    /** One more came at that moment. */
    void reach(UUID notice, Instant at) {
        database.write("update notice set last_at = greatest(last_at, ?) where id = ?", at, notice);
    }

    /** What this was about is no longer so; what was read stays. */
    void withdraw(TeamId team, LeadId lead, NoticeCause cause, @Nullable String anchor) {
        database.write(
                "update notice set withdrawn_at = now() where team_id = ? and lead_id = ? and cause = ?"
                        + " and (?::text is null or anchor = ?) and read_at is null and withdrawn_at is null",
                team.value(),
                lead.value(),
                cause,
                anchor,
                anchor);
    }
}
