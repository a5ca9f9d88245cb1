package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The warmest open leads of teams, from an index that time does not put out of order: see {@code lead_score.bound}. */
@Singleton
public class Ranking {
    /** Candidates beyond those wanted that a first look takes along; a second look costs more than these. */
    private static final int SPARE = 6;

    static final String FIRST = """
            select w.team, s.lead_id, s.bound, s.brief from unnest(?::bigint[]) w (team) cross join lateral (
                select lead_id, bound, brief from lead_score where team_id = w.team and open
                order by bound desc, lead_id limit ?) s
            """;

    private static final String NEXT = """
            select team_id, lead_id, bound, brief from lead_score where team_id = ? and open
                and (bound < ? or (bound = ? and lead_id > ?)) and bound <= ?
            order by bound desc, lead_id limit ?
            """;

    private static final String LONG = "select fit, extract(epoch from as_of)::float8, points, half_lives::float8[]"
            + " from lead_score where lead_id = ?";

    private final Database database;

    Ranking(Database database) {
        this.database = database;
    }

    /** A lead with its points at the moment asked for. */
    public record Ranked(LeadId lead, double points) {}

    /**
     * Open leads that were scored, warmest first, equal ones by id.
     *
     * @param at the moment whose points count
     * @param after where the page before ended, null for the first
     * @param atMost fewer are given only if there are no more
     */
    public List<Ranked> top(Set<TeamId> teams, Instant at, @Nullable Ranked after, int atMost) {
        return walk(teams, at, after, atMost).walk().stream()
                .map(place -> new Ranked(new LeadId(place.lead()), place.points()))
                .toList();
    }

    /**
     * The leads with the highest bounds: those of each team up to a number.
     *
     * @param floor no lead that is missing has more points than this
     */
    public record Head(List<LeadId> leads, double floor) {}

    /** For lists that are narrowed by what only the lead itself says, so that not all leads are looked at. */
    public Head head(Set<TeamId> teams, int ofEach) {
        Map<Long, List<Walk.Candidate>> read = first(teams, ofEach);
        double floor = read.values().stream()
                .filter(list -> list.size() == ofEach)
                .mapToDouble(list -> list.getLast().bound())
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        return new Head(
                read.values().stream()
                        .flatMap(List::stream)
                        .map(one -> new LeadId(one.lead()))
                        .toList(),
                floor);
    }

    Walk walk(Set<TeamId> teams, Instant at, @Nullable Ranked after, int atMost) {
        int piece = piece(atMost, teams.size());
        List<OfTeam> lists = first(teams, piece).entrySet().stream()
                .map(entry -> new OfTeam(entry.getKey(), entry.getValue(), piece))
                .toList();
        Walk.Place from = after == null ? null : new Walk.Place(after.lead().value(), after.points());
        return new Walk(lists, Parts.seconds(at), atMost, from);
    }

    private Map<Long, List<Walk.Candidate>> first(Set<TeamId> teams, int ofEach) {
        Map<Long, List<Walk.Candidate>> first = new HashMap<>();
        database.list(
                        FIRST,
                        row -> Map.entry(row.getLong(1), candidate(row)),
                        Database.longs(teams.stream().map(TeamId::value).toList()),
                        ofEach)
                .forEach(entry -> first.computeIfAbsent(entry.getKey(), team -> new ArrayList<>())
                        .add(entry.getValue()));
        return first;
    }

    /** How many of each team a first look takes. */
    static int piece(int atMost, int teams) {
        return atMost / Math.max(1, teams) + SPARE;
    }

    private Walk.Candidate candidate(ResultSet row) throws SQLException {
        UUID lead = row.getObject("lead_id", UUID.class);
        Array brief = row.getArray("brief");
        return new Walk.Candidate(
                lead, row.getDouble("bound"), brief == null ? parts(lead) : Parts.of((Double[]) brief.getArray()));
    }

    /** Of a row that has too many parts for the index. */
    private Parts parts(UUID lead) {
        return database.first(
                        LONG,
                        row -> new Parts(
                                row.getDouble(1), row.getDouble(2), numbers(row.getArray(3)), numbers(row.getArray(4))),
                        lead)
                .orElseThrow(() -> new IllegalStateException("a score that was just read is gone"));
    }

    static double[] numbers(Array stored) throws SQLException {
        Double[] cells = (Double[]) stored.getArray();
        double[] numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            numbers[i] = cells[i];
        }
        return numbers;
    }

    /** The leads of one team, read in ever larger pieces. */
    private final class OfTeam implements Walk.Stretch {
        private final long team;
        private List<Walk.Candidate> read;
        private int place;
        private int piece;
        private boolean ended;

        OfTeam(long team, List<Walk.Candidate> read, int piece) {
            this.team = team;
            this.read = read;
            this.piece = piece;
            this.ended = read.size() < piece;
        }

        @Override
        public Walk.@Nullable Candidate peek() {
            if (place == read.size() && !ended) {
                Walk.Candidate last = read.getLast();
                piece = Math.min(4 * piece, 5_000);
                read = database.list(
                        NEXT,
                        Ranking.this::candidate,
                        team,
                        last.bound(),
                        last.bound(),
                        last.lead(),
                        last.bound(),
                        piece);
                place = 0;
                ended = read.size() < piece;
            }
            return place == read.size() ? null : read.get(place);
        }

        @Override
        public void take() {
            place++;
        }
    }
}
