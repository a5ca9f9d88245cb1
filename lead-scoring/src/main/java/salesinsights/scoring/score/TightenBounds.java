package salesinsights.scoring.score;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;

/**
 * Keeps reads of the warmest leads short: of the first leads of each team, those whose bound time has overtaken are
 * written as of now. No score changes by it, and no order depends on it: without it, reads only look at more leads.
 */
@Singleton
class TightenBounds implements Recurring {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int HEAD = 200;
    private static final int ROUNDS = 50;
    /** A bound this close to the truth is left alone. */
    private static final double CLOSE = 0.99;

    private static final String HEADS = """
            select lead_id, bound, as_of, fit, extract(epoch from as_of)::float8 as seconds, points,
                half_lives::float8[] as fades
            from lead_score where team_id = ? and open order by bound desc, lead_id limit ?
            """;

    /** The same of some leads, held; those that are being scored right now come another time. */
    private static final String HELD = """
            select lead_id, bound, as_of, fit, extract(epoch from as_of)::float8 as seconds, points,
                half_lives::float8[] as fades
            from lead_score where team_id = ? and lead_id = any (?) for update skip locked
            """;

    private final Database database;
    private final Scopes scopes;
    private final Teams teams;
    private final Clock clock;

    TightenBounds(Database database, Scopes scopes, Teams teams, Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.teams = teams;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "tighten-bounds";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void run() {
        List<TeamId> all = scopes.asWorker(
                () -> teams.all().stream().map(team -> team.id()).toList());
        for (TeamId team : all) {
            int written = tighten(team);
            if (written > HEAD) {
                Log.infof("tightened team=%d leads=%d", team.value(), written);
            }
        }
    }

    /** How many rows it wrote. */
    int tighten(TeamId team) {
        int written = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int now = scopes.asWorker(() -> once(team));
            written += now;
            if (now <= HEAD / 20) {
                break;
            }
        }
        return written;
    }

    private record Head(UUID lead, double bound, Parts parts) {}

    private int once(TeamId team) {
        double now = Parts.seconds(clock.instant());
        List<Head> seen = loose(database.list(HEADS, TightenBounds::head, team.value(), HEAD), now);
        if (seen.isEmpty()) {
            return 0;
        }
        Database.Cells ids = Database.uuids(seen.stream().map(Head::lead).toList());
        List<Head> held = loose(database.list(HELD, TightenBounds::head, team.value(), ids), now);
        write(held, now);
        return held.size();
    }

    private static List<Head> loose(List<Head> heads, double now) {
        return heads.stream()
                .map(head -> new Head(head.lead(), head.bound(), head.parts().rebased(now)))
                .filter(head -> head.parts().bound() < CLOSE * head.bound())
                .toList();
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getObject("lead_id", UUID.class),
                row.getDouble("bound"),
                new Parts(
                        row.getDouble("fit"),
                        row.getDouble("seconds"),
                        Ranking.numbers(row.getArray("points")),
                        Ranking.numbers(row.getArray("fades"))));
    }

    private void write(List<Head> heads, double now) {
        database.write(
                "update lead_score s set as_of = to_timestamp(?), points = string_to_array(t.points, ',')::float8[],"
                        + " half_lives = string_to_array(t.fades, ',')::bigint[]"
                        + " from unnest(?::uuid[], ?::text[], ?::text[]) as t (lead_id, points, fades)"
                        + " where s.lead_id = t.lead_id",
                now,
                Database.uuids(heads.stream().map(Head::lead).toList()),
                texts(heads, head -> head.parts().points(), false),
                texts(heads, head -> head.parts().fades(), true));
    }

    private static Database.Cells texts(List<Head> heads, Function<Head, double[]> numbers, boolean whole) {
        List<@Nullable String> texts = new ArrayList<>();
        heads.forEach(head -> texts.add(String.join(
                ",",
                Arrays.stream(numbers.apply(head))
                        .mapToObj(number -> whole ? Long.toString(Math.round(number)) : Double.toString(number))
                        .toList())));
        return Database.texts(texts);
    }
}
