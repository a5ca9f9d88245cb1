package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/**
 * From a figure down to the messages it counts: for a reason, which stands in the audit log with whose messages were
 * looked at. Never into teams that are shown as groups only.
 */
@Singleton
public class ReportMessages {
    private static final int AT_MOST = 200;

    private static final String MESSAGES = """
            select c.recipient_id, c.team_id, c.sent_at, c.rep, c.tallies, m.id as message_id, m.subject, r.address
            from counted_recipient c
            join recipient r on r.team_id = c.team_id and r.id = c.recipient_id
            join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            {with}
            where c.team_id = any (?) and c.sent_at >= ? and c.sent_at < ? and c.tallies & ? <> 0 and {by}
                and (?::timestamptz is null or (c.sent_at, c.recipient_id) < (?, ?))
            order by c.sent_at desc, c.recipient_id desc limit ?
            """;

    private static final String STRETCHES = """
            join unnest(?::timestamptz[], ?::timestamptz[], ?::int[]) z (since, until, ahead)
                on c.sent_at >= z.since and c.sent_at < z.until
            """;

    /**
     * Which messages, and why.
     *
     * @param by what the row is of: {@code campaign}
     * @param key of the row, as the report has it
     * @param what a count of the report: {@code clicked}; all sent ones if absent
     * @param after {@code next} of the page before
     */
    public record Asked(
            @Nullable String by,
            @Nullable String key,
            @Nullable String what,
            @Nullable String reason,
            @Nullable String after) {}

    /** A page of them, the newest first. */
    public record Page(List<Item> items, @Nullable String next) {}

    /** One copy of a message, and what it is counted in. */
    public record Item(
            UUID message,
            UUID recipient,
            String address,
            String rep,
            String subject,
            Instant sentAt,
            List<String> counted) {}

    private record Found(TeamId team, Item item) {
        static Found of(ResultSet row) throws SQLException {
            int tallies = row.getInt("tallies");
            Item item = new Item(
                    row.getObject("message_id", UUID.class),
                    row.getObject("recipient_id", UUID.class),
                    row.getString("address"),
                    row.getString("rep"),
                    row.getString("subject"),
                    row.getTimestamp("sent_at").toInstant(),
                    Arrays.stream(Tally.values())
                            .filter(tally -> (tallies & tally.bit()) != 0)
                            .map(Tally::id)
                            .toList());
            return new Found(new TeamId(row.getLong("team_id")), item);
        }
    }

    private final Database database;
    private final TeamReport reports;
    private final AuditLog audit;

    ReportMessages(Database database, TeamReport reports, AuditLog audit) {
        this.database = database;
        this.reports = reports;
        this.audit = audit;
    }

    /**
     * A page of at most 200, in the caller's transaction.
     *
     * @throws Problem 400 at {@code by}, {@code key}, {@code what}, {@code reason} or {@code after}
     */
    public Page of(Caller caller, Asked asked, Period period) {
        String why = PersonReport.reasonOf(asked.reason(), "why these messages are looked at");
        Breakdown by = Breakdown.parse(asked.by() == null ? "team" : asked.by());
        String key = asked.key() == null ? "" : asked.key();
        if (key.length() > 500 || key.indexOf('\0') >= 0) {
            throw Problem.invalid("key", "the key of a row of the report");
        }
        Tally what = Tally.parse(asked.what());
        List<Found> found = found(caller, by, key, what, asked.after(), period);
        note(caller, found, why, Map.of("by", by.id(), "key", key, "what", what.id()), period);
        List<Item> items = found.stream().limit(AT_MOST).map(Found::item).toList();
        if (found.size() <= AT_MOST) {
            return new Page(items, null);
        }
        Item last = items.getLast();
        return new Page(items, last.sentAt() + "_" + last.recipient());
    }

    private List<Found> found(
            Caller caller, Breakdown by, String key, Tally what, @Nullable String after, Period period) {
        List<@Nullable Object> parameters = new ArrayList<>();
        if (by == Breakdown.HOUR) {
            List<Period.Stretch> stretches = period.stretches();
            parameters.add(new Database.Cells(
                    "timestamptz", stretches.stream().map(Period.Stretch::from).toList()));
            parameters.add(new Database.Cells(
                    "timestamptz", stretches.stream().map(Period.Stretch::to).toList()));
            parameters.add(new Database.Cells(
                    "int", stretches.stream().map(Period.Stretch::offset).toList()));
        }
        parameters.addAll(List.of(
                RollUps.longs(reports.whose(caller).open()), period.begin(), period.end(), bitOf(by, what), key));
        Place from = Place.parse(after);
        parameters.add(from == null ? null : from.sentAt());
        parameters.add(from == null ? null : from.sentAt());
        parameters.add(from == null ? null : from.recipient());
        parameters.add(AT_MOST + 1);
        String sql = MESSAGES.replace("{with}", by == Breakdown.HOUR ? STRETCHES : "")
                .replace("{by}", condition(by, what));
        return database.list(sql, Found::of, parameters.toArray());
    }

    /** Whether this link was clicked stands in the list of clicked links. */
    private static int bitOf(Breakdown by, Tally what) {
        return by == Breakdown.LINK && what == Tally.CLICKED ? Tally.SENT.bit() : what.bit();
    }

    private static String condition(Breakdown by, Tally what) {
        return switch (by) {
            case TEAM -> "(select t.path from team t where t.id = c.team_id) = ?";
            case REP -> "c.rep = ?";
            case CAMPAIGN -> "c.campaign = ?";
            case TEMPLATE -> "c.template = ?";
            case SEGMENT -> "c.segment = ?";
            case LINK -> "? = any (c." + (what == Tally.CLICKED ? "clicked_links" : "links") + ")";
            case HOUR -> "to_char(c.sent_at at time zone 'UTC' + z.ahead * interval '1 second', 'ID HH24') = ?";
        };
    }

    private void note(Caller caller, List<Found> found, String why, Map<String, String> asked, Period period) {
        Map<String, String> facts = new HashMap<>(asked);
        facts.put("from", period.from().toString());
        facts.put("to", period.to().toString());
        Set<TeamId> seen = found.stream().map(Found::team).collect(Collectors.toSet());
        // That there are none is an answer, too.
        Set<TeamId> looked =
                seen.isEmpty() ? caller.ownTeams().stream().map(Team::id).collect(Collectors.toSet()) : seen;
        for (TeamId team : looked) {
            audit.note(new AuditEntry(
                    team, AuditAction.DRILL_DOWN, caller.username(), "report:messages", why, Map.copyOf(facts)));
        }
    }

    private record Place(Instant sentAt, UUID recipient) {
        static @Nullable Place parse(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            try {
                int between = text.indexOf('_');
                return new Place(
                        Instant.parse(text.substring(0, between).toUpperCase(Locale.ROOT)),
                        UUID.fromString(text.substring(between + 1)));
            } catch (RuntimeException unreadable) {
                throw Problem.invalid("after", "next of the page before");
            }
        }
    }
}
