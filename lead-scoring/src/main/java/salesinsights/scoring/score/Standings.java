package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.verdict.JudgedEvent;

/** Table lead_score: what the ledger comes to, kept beside it so that lists need not add it up. */
@Singleton
class Standings {
    private final Database database;

    Standings(Database database) {
        this.database = database;
    }

    /** Where these leads stand, each with the lines of its team; one that was never scored is missing. */
    Map<LeadId, Standing> at(Instant now, Map<LeadId, Lines> leads) {
        Map<LeadId, Standing> standings = new HashMap<>();
        String sql = """
                select lead_id, fit, faded(fit, points, half_lives, as_of, ?) as points
                from lead_score where lead_id = any (?)
                """;
        database.list(
                        sql,
                        row -> {
                            LeadId lead = new LeadId(row.getObject("lead_id", UUID.class));
                            Lines lines = Objects.requireNonNull(leads.get(lead));
                            return Map.entry(lead, new Standing(row.getDouble("points"), row.getDouble("fit"), lines));
                        },
                        now,
                        Database.uuids(
                                leads.keySet().stream().map(LeadId::value).toList()))
                .forEach(entry -> standings.put(entry.getKey(), entry.getValue()));
        return standings;
    }

    Map<LeadId, Instant> lastTouches(Collection<LeadId> leads) {
        Map<LeadId, Instant> touches = new HashMap<>();
        database.list(
                        "select lead_id, last_touch_at from lead_score where lead_id = any (?) and last_touch_at is not null",
                        row -> Map.entry(
                                new LeadId(row.getObject("lead_id", UUID.class)),
                                row.getTimestamp("last_touch_at").toInstant()),
                        Database.uuids(leads.stream().map(LeadId::value).toList()))
                .forEach(entry -> touches.put(entry.getKey(), entry.getValue()));
        return touches;
    }

    /** A lead's ledger and the last thing that a person did, to be written down. */
    record Closing(Book book, @Nullable JudgedEvent lastTouch, String modelVersion) {
        /**
         * Sums by how they fade: by half-life in seconds, or, below zero, by the microseconds from {@code asOf} on in which
         * they fall to nothing in a straight line.
         */
        Map<Long, Double> parts(Instant asOf) {
            Map<Long, Double> parts = new TreeMap<>();
            for (ScoreEntry entry : book.entries()) {
                Fading rest = entry.fading() == null ? null : entry.fading().rest(entry.effectiveAt(), asOf);
                if (rest != null) {
                    parts.merge(keyOf(rest), entry.at(asOf), Double::sum);
                }
            }
            return parts;
        }

        private static long keyOf(Fading fading) {
            return switch (fading) {
                case HalfLife(long seconds) -> seconds;
                case LinearFade(long micros) -> -micros;
            };
        }
    }

    void write(List<Closing> closings, Instant asOf) {
        String sql = """
                insert into lead_score (lead_id, team_id, model_version, as_of, half_lives, points, fit, last_touch_at,
                    last_touch_kind)
                select lead_id, team_id, model_version, ?::timestamptz, string_to_array(half_lives, ',')::bigint[],
                    string_to_array(points, ',')::float8[], fit, last_touch_at, last_touch_kind
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::float8[], ?::timestamptz[],
                    ?::text[]) as t (lead_id, team_id, model_version, half_lives, points, fit, last_touch_at, last_touch_kind)
                on conflict (lead_id) do update set model_version = excluded.model_version, as_of = excluded.as_of,
                    half_lives = excluded.half_lives, points = excluded.points, fit = excluded.fit,
                    last_touch_at = excluded.last_touch_at, last_touch_kind = excluded.last_touch_kind
                """;
        database.write(
                sql,
                asOf,
                cells("uuid", closings, one -> one.book().lead().value()),
                cells("bigint", closings, one -> one.book().team().value()),
                cells("text", closings, Closing::modelVersion),
                cells("text", closings, one -> joined(one.parts(asOf).keySet())),
                cells("text", closings, one -> joined(one.parts(asOf).values())),
                cells("float8", closings, one -> one.book().fit(asOf)),
                cells(
                        "timestamptz",
                        closings,
                        one -> one.lastTouch() == null ? null : one.lastTouch().occurredAt()),
                cells(
                        "text",
                        closings,
                        one -> one.lastTouch() == null ? null : one.lastTouch().kind()));
    }

    private static String joined(Collection<?> values) {
        return String.join(",", values.stream().map(String::valueOf).toList());
    }

    private static Database.Cells cells(String type, List<Closing> closings, Function<Closing, @Nullable Object> cell) {
        List<@Nullable Object> values = new ArrayList<>();
        closings.forEach(one -> values.add(cell.apply(one)));
        return new Database.Cells(type, values);
    }
}
