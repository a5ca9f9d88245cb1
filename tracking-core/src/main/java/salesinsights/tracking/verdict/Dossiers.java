package salesinsights.tracking.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.Dossier.Standing;

/**
 * Reads what a judgement needs, in the caller's transaction. However many events a recipient has, no more than {@value
 * #READ_AT_MOST} of them are read at once: beyond {@link Judge#MOST} requests the judge looks at none, so that it is
 * enough to read those that have no verdict yet.
 */
@Singleton
class Dossiers {
    static final int READ_AT_MOST = 3 * Judge.MOST;
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private static final String COLUMNS = """
            select e.*, v.actor, v.confidence, v.reasons, v.withdrawn, v.revision
            """;

    private static final String NEWEST_VERDICT = """
            left join lateral (
                select * from verdict v where v.event_id = e.id order by v.revision desc limit 1) v on true
            """;

    private static final String EARLIEST = COLUMNS + """
            from unnest(?::uuid[]) as c (id)
            cross join lateral (
                select * from tracking_event e where e.recipient_id = c.id
                order by e.occurred_at, e.id limit ?) e
            """ + NEWEST_VERDICT;

    // Behind the earliest: what has no verdict, and the few that are no requests.
    private static final String LATER_AND_NEW = COLUMNS + """
            from (
                select * from tracking_event e
                where e.recipient_id = ? and (e.occurred_at, e.id) > (?, ?)
                and (e.kind not in ('OPENED', 'CLICKED', 'PAGE_VIEWED', 'PAGE_PINGED', 'ATTACHMENT_VIEWED')
                    or not exists (select from verdict v where v.event_id = e.id))
                order by e.occurred_at, e.id limit ?) e
            """ + NEWEST_VERDICT;

    private static final String SENDERS = """
            select r.id, r.address = m.sender_address as to_sender, s.network, s.agent, s.seen_on
            from recipient r
            join tracked_message m on m.id = r.message_id
            left join staff_place s on s.user_name = m.sender_user
                and split_part(r.address, '@', 2) <> lower(split_part(m.sender_address, '@', 2))
            where r.id = any (?)
            """;

    // Distinct people, and no more of them than it takes to know.
    private static final String ALONGSIDE = """
            select c.id, count(*) as people
            from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[])
                as c (id, recipient_id, message_id, occurred_at, network)
            cross join lateral (
                select distinct s.recipient_id from tracking_event s
                where s.message_id = c.message_id and s.kind = 'CLICKED' and s.network = c.network
                and s.recipient_id <> c.recipient_id
                and s.occurred_at between c.occurred_at - interval '1 s' and c.occurred_at + interval '1 s'
                limit 3) s
            group by c.id
            """;

    private final Database database;
    private final ObjectMapper json;

    Dossiers(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Whether recipients have more events than are read at once. */
    Set<UUID> crowdedOf(Collection<UUID> recipients) {
        return new HashSet<>(
                database.list("""
                select c.id from unnest(?::uuid[]) as c (id) where exists (
                    select from tracking_event e where e.recipient_id = c.id offset ? limit 1)
                """, row -> row.getObject("id", UUID.class), Database.uuids(recipients), Judge.MOST));
    }

    List<Dossier> of(Collection<UUID> recipients) {
        Map<UUID, Dossier> dossiers = new LinkedHashMap<>();
        database.list(EARLIEST, row -> add(row, dossiers), Database.uuids(recipients), READ_AT_MOST);
        List<Dossier> full = dossiers.values().stream()
                .filter(dossier -> dossier.events().size() == READ_AT_MOST)
                .toList();
        for (Dossier dossier : full) {
            Seen last = dossier.events().stream().max(Seen.IN_TIME).orElseThrow();
            database.list(
                    LATER_AND_NEW,
                    row -> add(row, dossiers),
                    dossier.recipient(),
                    last.occurredAt(),
                    last.id(),
                    READ_AT_MOST);
        }
        return withCircumstances(dossiers);
    }

    /** True if there may be events that were not read this time. */
    static boolean mayGoOn(Dossier dossier) {
        return dossier.events().size() >= 2 * READ_AT_MOST;
    }

    private UUID add(ResultSet row, Map<UUID, Dossier> dossiers) throws SQLException {
        UUID recipient = row.getObject("recipient_id", UUID.class);
        Dossier dossier = dossiers.get(recipient);
        if (dossier == null) {
            TeamId team = new TeamId(row.getLong("team_id"));
            dossier = Dossier.of(recipient, row.getObject("message_id", UUID.class), team);
            dossiers.put(recipient, dossier);
        }
        Seen event = seen(row);
        dossier.events().add(event);
        Standing standing = standing(row);
        if (standing != null) {
            dossier.standing().put(event.id(), standing);
        }
        return event.id();
    }

    private List<Dossier> withCircumstances(Map<UUID, Dossier> dossiers) {
        Map<UUID, Integer> alongside = alongside(dossiers.values());
        Set<UUID> toSender = new HashSet<>();
        Map<UUID, Set<Circumstances.Place>> places = new HashMap<>();
        database.list(
                SENDERS,
                row -> {
                    UUID recipient = row.getObject("id", UUID.class);
                    if (row.getBoolean("to_sender")) {
                        toSender.add(recipient);
                    }
                    if (row.getString("network") != null) {
                        places.computeIfAbsent(recipient, fresh -> new HashSet<>())
                                .add(place(row));
                    }
                    return recipient;
                },
                Database.uuids(dossiers.keySet()));
        return dossiers.values().stream()
                .map(dossier -> dossier.under(new Circumstances(
                        toSender.contains(dossier.recipient()),
                        places.getOrDefault(dossier.recipient(), Set.of()),
                        alongside)))
                .toList();
    }

    private static Circumstances.Place place(ResultSet row) throws SQLException {
        return new Circumstances.Place(
                row.getString("network"), row.getString("agent"), row.getObject("seen_on", LocalDate.class));
    }

    private Map<UUID, Integer> alongside(Collection<Dossier> dossiers) {
        List<Click> clicks = dossiers.stream()
                .flatMap(dossier -> dossier.events().stream()
                        .filter(event -> event.kind() == EventKind.CLICKED && event.network() != null)
                        .limit(Judge.MOST)
                        .map(event -> new Click(dossier, event)))
                .toList();
        if (clicks.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Integer> people = new HashMap<>();
        database.list(
                ALONGSIDE,
                row -> people.put(row.getObject("id", UUID.class), row.getInt("people")),
                Database.uuids(clicks.stream().map(click -> click.event().id()).toList()),
                Database.uuids(clicks.stream()
                        .map(click -> click.dossier().recipient())
                        .toList()),
                Database.uuids(
                        clicks.stream().map(click -> click.dossier().message()).toList()),
                new Database.Cells(
                        "timestamptz",
                        clicks.stream().map(click -> click.event().occurredAt()).toList()),
                Database.texts(
                        clicks.stream().map(click -> click.event().network()).toList()));
        return people;
    }

    private record Click(Dossier dossier, Seen event) {}

    private Seen seen(ResultSet row) throws SQLException {
        try {
            return new Seen(
                    row.getObject("id", UUID.class),
                    EventKind.valueOf(row.getString("kind")),
                    EventSource.valueOf(row.getString("source")),
                    row.getTimestamp("occurred_at").toInstant(),
                    row.getObject("link_position", Integer.class),
                    row.getString("agent"),
                    row.getString("network"),
                    Set.of((String[]) row.getArray("signals").getArray()),
                    json.readValue(row.getString("detail"), STRINGS));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored detail is not a map of strings", broken);
        }
    }

    private static @Nullable Standing standing(ResultSet row) throws SQLException {
        if (row.getString("actor") == null) {
            return null;
        }
        List<String> codes = List.of((String[]) row.getArray("reasons").getArray());
        List<Reason> reasons = Arrays.stream(Reason.values())
                .filter(reason -> codes.contains(reason.code()))
                .sorted(Comparator.comparingInt(reason -> codes.indexOf(reason.code())))
                .toList();
        Verdict verdict = new Verdict(
                ActorKind.valueOf(row.getString("actor")),
                row.getFloat("confidence"),
                reasons,
                row.getBoolean("withdrawn"));
        return new Standing(verdict, row.getInt("revision"));
    }
}
