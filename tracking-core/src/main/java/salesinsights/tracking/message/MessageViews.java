package salesinsights.tracking.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.JudgedEvent;
import salesinsights.tracking.verdict.JudgedEvents;

/** Reads messages for those who look at them. */
@Singleton
class MessageViews {
    // Nothing is handed over for longer than this; what still says SENDING was interrupted.
    private static final Duration LONGEST_HAND_OVER = Duration.ofMinutes(10);

    // Per team, so that the index gives each team's newest and row-level security is checked on those few rows only.
    private static final String PAGE = """
            select m.*, t.path, n.*
            from unnest(?) as of_team
            cross join lateral (
                select * from tracked_message
                where team_id = of_team
                  and (?::text is null or campaign = ?) and (?::text is null or sender_user = ?)
                  and (?::timestamptz is null or (created_at, id) < (?, ?))
                order by created_at desc, id desc limit ?) m
            join team t on t.id = m.team_id
            cross join lateral (
                select count(*) as recipients,
                    count(*) filter (where status = 'SENT') as sent,
                    count(*) filter (where status = 'FAILED') as failed,
                    count(*) filter (where status = 'QUEUED') as queued,
                    count(*) filter (where status = 'SENDING' and (failure is not null or m.created_at < ?)) as unknown
                from recipient where message_id = m.id) n
            order by m.created_at desc, m.id desc limit ?
            """;

    private final AgroalDataSource database;
    private final JudgedEvents judged;
    private final ObjectMapper json;
    private final Clock clock;

    MessageViews(AgroalDataSource database, JudgedEvents judged, ObjectMapper json, Clock clock) {
        this.database = database;
        this.judged = judged;
        this.json = json;
        this.clock = clock;
    }

    /** Where a page ends. */
    private record Cursor(Instant createdAt, UUID id) {
        static Cursor read(String text) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(",", 2);
                return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
            } catch (IllegalArgumentException | DateTimeException damaged) {
                throw Problem.invalid("after", "is no cursor of this list");
            }
        }

        String text() {
            byte[] plain = (createdAt + "," + id).getBytes(StandardCharsets.US_ASCII);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
        }
    }

    MessagePage page(
            Set<TeamId> teams, @Nullable String campaign, @Nullable String sender, @Nullable String after, int atMost) {
        Cursor cursor = after == null || after.isBlank() ? null : Cursor.read(after);
        int bounded = Math.clamp(atMost, 1, 200);
        List<MessagePage.Row> rows = run(PAGE, select -> {
            select.setArray(1, teamArray(select, teams));
            select.setString(2, campaign);
            select.setString(3, campaign);
            select.setString(4, sender);
            select.setString(5, sender);
            select.setTimestamp(6, cursor == null ? null : Timestamp.from(cursor.createdAt()));
            select.setTimestamp(7, cursor == null ? null : Timestamp.from(cursor.createdAt()));
            select.setObject(8, cursor == null ? new UUID(0, 0) : cursor.id());
            select.setInt(9, bounded + 1);
            select.setTimestamp(10, Timestamp.from(interruptedBefore()));
            select.setInt(11, bounded + 1);
            return list(select, MessageViews::row);
        });
        if (rows.size() <= bounded) {
            return new MessagePage(rows, null);
        }
        List<MessagePage.Row> shown = rows.subList(0, bounded);
        MessagePage.Row last = shown.getLast();
        return new MessagePage(shown, new Cursor(last.createdAt(), last.id()).text());
    }

    private static MessagePage.Row row(ResultSet row) throws SQLException {
        return new MessagePage.Row(
                row.getObject("id", UUID.class),
                row.getString("path"),
                row.getString("sender_user"),
                row.getString("subject"),
                row.getString("campaign"),
                row.getString("template"),
                row.getBoolean("tracking"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("recipients"),
                row.getInt("sent"),
                row.getInt("failed"),
                row.getInt("queued"),
                row.getInt("unknown"));
    }

    MessageView one(Set<TeamId> teams, UUID id) {
        String sql = "select m.*, t.path from tracked_message m join team t on t.id = m.team_id"
                + " where m.id = ? and m.team_id = any (?)";
        List<MessageView> found = run(sql, select -> {
            select.setObject(1, id);
            select.setArray(2, teamArray(select, teams));
            return list(select, row -> message(row, List.of(), List.of()));
        });
        if (found.isEmpty()) {
            throw Problem.notFound();
        }
        return found.getFirst().with(links(id, teams), recipients(id, teams));
    }

    private static MessageView message(
            ResultSet row, List<MessageView.LinkView> links, List<MessageView.RecipientView> recipients)
            throws SQLException {
        return new MessageView(
                row.getObject("id", UUID.class),
                row.getString("path"),
                row.getString("header_id"),
                new Mailbox(row.getString("sender_address"), row.getString("sender_name"), null),
                row.getString("sender_user"),
                row.getString("subject"),
                row.getString("campaign"),
                row.getString("template"),
                row.getBoolean("tracking"),
                row.getTimestamp("created_at").toInstant(),
                List.of((String[]) row.getArray("warnings").getArray()),
                links,
                recipients);
    }

    private List<MessageView.LinkView> links(UUID message, Set<TeamId> teams) {
        String sql = "select position, destination, label from tracked_link"
                + " where message_id = ? and team_id = any (?) order by position";
        return run(sql, select -> {
            select.setObject(1, message);
            select.setArray(2, teamArray(select, teams));
            return list(select, row -> new MessageView.LinkView(row.getInt(1), row.getString(2), row.getString(3)));
        });
    }

    private List<MessageView.RecipientView> recipients(UUID message, Set<TeamId> teams) {
        String sql = "select r.*, m.created_at from recipient r join tracked_message m on m.id = r.message_id"
                + " where r.message_id = ? and r.team_id = any (?) order by r.id";
        List<MessageView.RecipientView> people = run(sql, select -> {
            select.setObject(1, message);
            select.setArray(2, teamArray(select, teams));
            return list(select, this::recipient);
        });
        Map<UUID, List<JudgedEvent>> events =
                judged.of(people.stream().map(MessageView.RecipientView::id).toList()).stream()
                        .collect(Collectors.groupingBy(JudgedEvent::recipient));
        return people.stream()
                .map(person -> person.with(counted(events.getOrDefault(person.id(), List.of()))))
                .toList();
    }

    private MessageView.RecipientView recipient(ResultSet row) throws SQLException {
        return new MessageView.RecipientView(
                row.getObject("id", UUID.class),
                row.getString("address"),
                row.getString("name"),
                row.getString("country"),
                new MessageView.DecisionView(
                        Mode.valueOf(row.getString("open_mode")),
                        Mode.valueOf(row.getString("link_mode")),
                        reasonsOf(row.getString("decision")),
                        row.getString("policy_version")),
                status(row),
                instant(row.getTimestamp("sent_at")),
                row.getString("failure"),
                List.of(),
                null);
    }

    private String status(ResultSet row) throws SQLException {
        String status = row.getString("status");
        boolean interrupted = row.getString("failure") != null
                || row.getTimestamp("created_at").toInstant().isBefore(interruptedBefore());
        return status.equals("SENDING") && interrupted ? "unknown" : status.toLowerCase(Locale.ROOT);
    }

    /** Before this a copy that is still being handed over was interrupted. */
    Instant interruptedBefore() {
        return clock.instant().minus(LONGEST_HAND_OVER);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private List<String> reasonsOf(String decision) {
        try {
            List<String> reasons = new ArrayList<>();
            json.readTree(decision).path("reasons").forEach(code -> reasons.add(Copies.wordsFor(code.asText())));
            return reasons;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored decision cannot be read", broken);
        }
    }

    private static List<MessageView.EventCount> counted(List<JudgedEvent> events) {
        return events.stream().collect(Collectors.groupingBy(JudgedEvent::kind)).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> {
                    int human = (int) entry.getValue().stream()
                            .filter(JudgedEvent::isHuman)
                            .count();
                    Instant last = entry.getValue().getLast().occurredAt();
                    return new MessageView.EventCount(
                            entry.getKey().name().toLowerCase(Locale.ROOT),
                            human,
                            entry.getValue().size() - human,
                            last);
                })
                .toList();
    }

    private static Array teamArray(PreparedStatement statement, Collection<TeamId> teams) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("bigint", teams.stream().map(TeamId::value).toArray());
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(PreparedStatement select, RowReader<T> reader) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException("messages could not be read", failed);
        }
    }
}
