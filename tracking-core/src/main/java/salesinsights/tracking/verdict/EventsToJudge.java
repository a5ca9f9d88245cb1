package salesinsights.tracking.verdict;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.verdict.Dossier.Change;

/** The judge's tables: who is to be judged, and the verdicts. Everything in the caller's transaction. */
@Singleton
class EventsToJudge {
    private static final String CLAIM = """
            delete from to_judge where recipient_id = any (array(
                select recipient_id from to_judge where since <= clock_timestamp()
                order by since limit ? for update skip locked))
            returning recipient_id
            """;

    private static final String POSTPONE = """
            insert into to_judge (recipient_id, team_id, since)
            select recipient_id, team_id, clock_timestamp() + make_interval(secs => ?::float8)
            from unnest(?::uuid[]) as postponed (recipient_id) cross join lateral (
                select e.team_id from tracking_event e where e.recipient_id = postponed.recipient_id limit 1) as owner
            order by 1
            on conflict do nothing
            """;

    // Always in the same order, so that two who add never wait for each other in a circle.
    private static final String CLAIM_AGAIN = """
            with again as (
                delete from judge_again where id = any (array(
                    select id from judge_again order by id limit ? for update skip locked))
                returning recipient_id, team_id)
            insert into to_judge (recipient_id, team_id)
            select distinct recipient_id, team_id from again order by 1
            on conflict (recipient_id) do update set since = to_judge.since
            """;

    private static final String RECORD = """
            insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue,
                withdrawn, judged_at)
            select event_id, revision, team_id, recipient_id, actor, confidence, string_to_array(reasons, ' '), ?,
                withdrawn, ?
            from unnest(?::uuid[], ?::int[], ?::bigint[], ?::uuid[], ?::text[], ?::real[], ?::text[], ?::bool[])
                as t (event_id, revision, team_id, recipient_id, actor, confidence, reasons, withdrawn)
            """;

    // A mark that is there is locked, so that nobody claims it before these verdicts can be seen.
    private static final String HAND_ON = """
            insert into judged_recipient (recipient_id, team_id)
            select * from unnest(?::uuid[], ?::bigint[]) order by 1
            on conflict (recipient_id) do update set since = judged_recipient.since
            """;

    private static final String NEIGHBOURS = """
            insert into judge_again (recipient_id, team_id)
            select distinct s.recipient_id, s.team_id
            from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                as c (message_id, network, first_at, last_at)
            join tracking_event s on s.message_id = c.message_id and s.kind = 'CLICKED' and s.network = c.network
                and s.occurred_at between c.first_at - interval '1 s' and c.last_at + interval '1 s'
            where s.recipient_id <> all (?::uuid[])
            """;

    private final Database database;

    EventsToJudge(Database database) {
        this.database = database;
    }

    /** Puts those who are to be judged once more in line with the others. */
    void lineUpAgain(int atMost) {
        database.write(CLAIM_AGAIN, atMost);
    }

    /** Claims recipients, exclusively, the longest waiting first. */
    List<UUID> claim(int atMost) {
        return database.list(CLAIM, row -> row.getObject("recipient_id", UUID.class), atMost);
    }

    /** Gives claimed recipients back for later. */
    void postpone(Collection<UUID> claimed, double seconds) {
        if (!claimed.isEmpty()) {
            database.write(POSTPONE, seconds, Database.uuids(claimed));
        }
    }

    /** Leaves a recipient to claims from five minutes on, because its events cannot be judged now. */
    void putOff(UUID recipient) {
        database.write(
                "update to_judge set since = clock_timestamp() + interval '5 minutes' where recipient_id = ?",
                recipient);
    }

    /** Appends changed verdicts, and hands their recipients on downstream. */
    void record(List<Change> changes, String catalogue, Instant judgedAt) {
        if (changes.isEmpty()) {
            return;
        }
        database.write(
                RECORD,
                catalogue,
                judgedAt,
                Database.uuids(column(changes, Change::event)),
                new Database.Cells("int", column(changes, Change::revision)),
                Database.longs(column(changes, change -> change.dossier().team().value())),
                Database.uuids(column(changes, change -> change.dossier().recipient())),
                Database.texts(
                        column(changes, change -> change.verdict().actor().name())),
                new Database.Cells("float4", column(changes, change ->
                        (float) change.verdict().confidence())),
                Database.texts(column(changes, change -> codes(change.verdict()))),
                new Database.Cells(
                        "bool", column(changes, change -> change.verdict().withdrawn())));
        Map<UUID, Dossier> touched = new LinkedHashMap<>();
        changes.forEach(change -> touched.put(change.dossier().recipient(), change.dossier()));
        database.write(
                HAND_ON,
                Database.uuids(touched.keySet()),
                Database.longs(touched.values().stream()
                        .map(dossier -> dossier.team().value())
                        .toList()));
    }

    private static <T> List<@Nullable Object> column(List<T> rows, Function<T, Object> cell) {
        List<@Nullable Object> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(cell.apply(row)));
        return column;
    }

    private static String codes(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::code).collect(Collectors.joining(" "));
    }

    /** Clicks on one message from one network, from the first to the last of them. */
    private record Flock(UUID message, String network) {}

    /** Has others judged once more who clicked on the same messages from the same networks as those who are new. */
    void judgeNeighboursOf(List<Dossier> judged) {
        Map<Flock, Instant[]> flocks = new LinkedHashMap<>();
        for (Dossier dossier : judged) {
            for (Seen click : dossier.newClicks()) {
                if (click.network() != null) {
                    Instant at = click.occurredAt();
                    Instant[] span = flocks.computeIfAbsent(
                            new Flock(dossier.message(), click.network()), fresh -> new Instant[] {at, at});
                    span[0] = at.isBefore(span[0]) ? at : span[0];
                    span[1] = at.isAfter(span[1]) ? at : span[1];
                }
            }
        }
        if (!flocks.isEmpty()) {
            database.write(
                    NEIGHBOURS,
                    Database.uuids(flocks.keySet().stream().map(Flock::message).toList()),
                    Database.texts(flocks.keySet().stream().map(Flock::network).toList()),
                    new Database.Cells(
                            "timestamptz",
                            flocks.values().stream().map(span -> span[0]).toList()),
                    new Database.Cells(
                            "timestamptz",
                            flocks.values().stream().map(span -> span[1]).toList()),
                    Database.uuids(judged.stream().map(Dossier::recipient).toList()));
        }
    }
}
