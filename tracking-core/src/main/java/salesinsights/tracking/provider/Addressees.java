package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.Suppressions;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Whom reports are about: two statements for any number of them, in the caller's transaction. */
@Singleton
class Addressees {
    private static final String SELECT = """
            select r.id, r.team_id, r.message_id, r.address, m.header_id
            from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            where r.team_id = any (?)
            """;

    private static final String LINKS = """
            select l.message_id, min(l.position) as position, l.destination from tracked_link l
            where l.team_id = any (?) and l.message_id = any (?) and l.destination = any (?)
            group by l.message_id, l.destination
            """;

    /** A recipient of a message of ours. */
    record Addressee(UUID recipient, TeamId team, UUID message, String address, String headerId) {}

    /** Either whom a report is about, or why nobody knows. */
    record Found(@Nullable Addressee who, String by, String reason) {
        static Found nobody(String reason) {
            return new Found(null, "", reason);
        }
    }

    private final Database database;
    private final Suppressions suppressions;

    Addressees(Database database, Suppressions suppressions) {
        this.database = database;
        this.suppressions = suppressions;
    }

    /** Addresses in reports whose people these teams have forgotten: nothing about them is kept again. */
    Set<String> forgotten(Set<TeamId> teams, List<Reported> reports) {
        return suppressions.among(teams, reports.stream().map(Reported::address).toList());
    }

    /** Whom each is about, in their order. */
    List<Found> of(Set<TeamId> teams, List<Reported> reports) {
        Map<UUID, Addressee> byId = new HashMap<>();
        Map<String, List<Addressee>> byMessage = new HashMap<>();
        Database.Cells scope = Database.longs(teams.stream().map(TeamId::value).toList());
        Set<UUID> ids = new LinkedHashSet<>();
        Set<String> messages = new LinkedHashSet<>();
        for (Reported report : reports) {
            if (report.recipient() != null) {
                ids.add(report.recipient());
            }
            messages.addAll(report.messageIds());
        }
        select(SELECT + " and r.id = any (?)", scope, Database.uuids(ids))
                .forEach(one -> byId.put(one.recipient(), one));
        select(
                        SELECT + " and m.header_id = any (?) order by m.created_at desc, r.id limit 20000",
                        scope,
                        Database.texts(messages))
                .forEach(one -> byMessage
                        .computeIfAbsent(one.headerId(), fresh -> new ArrayList<>())
                        .add(one));
        return reports.stream().map(report -> find(report, byId, byMessage)).toList();
    }

    private List<Addressee> select(String sql, Database.Cells teams, Database.Cells any) {
        if (any.values().isEmpty()) {
            return List.of();
        }
        return database.list(
                sql,
                row -> new Addressee(
                        row.getObject("id", UUID.class),
                        new TeamId(row.getLong("team_id")),
                        row.getObject("message_id", UUID.class),
                        row.getString("address"),
                        row.getString("header_id")),
                teams,
                any);
    }

    private static Found find(Reported report, Map<UUID, Addressee> byId, Map<String, List<Addressee>> byMessage) {
        Addressee marked = report.recipient() == null ? null : byId.get(report.recipient());
        if (marked != null) {
            return new Found(marked, "mark", "");
        }
        for (String id : report.messageIds()) {
            List<Addressee> candidates = byMessage.getOrDefault(id, List.of());
            for (Addressee one : candidates) {
                if (one.address().equals(report.address())) {
                    return new Found(one, "message-id", "");
                }
            }
            if (!candidates.isEmpty()) {
                return Found.nobody("The message that it names did not go to this address.");
            }
        }
        return Found.nobody(
                report.messageIds().isEmpty()
                        ? "It names neither our mark nor a Message-ID."
                        : "The message that it names was not sent from here.");
    }

    /** A destination of a message. */
    record Place(UUID message, String destination) {}

    /** Which link of its message each destination is. */
    Map<Place, Integer> links(Set<TeamId> teams, Set<Place> places) {
        if (places.isEmpty()) {
            return Map.of();
        }
        Map<Place, Integer> positions = new HashMap<>();
        database.list(
                LINKS,
                row -> positions.put(
                        new Place(row.getObject("message_id", UUID.class), row.getString("destination")),
                        row.getInt("position")),
                Database.longs(teams.stream().map(TeamId::value).toList()),
                Database.uuids(places.stream().map(Place::message).distinct().toList()),
                Database.texts(
                        places.stream().map(Place::destination).distinct().toList()));
        return positions;
    }

    /** Those of these recipients who have a SENT event. */
    Set<UUID> sent(Set<UUID> recipients) {
        return recipients.isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(database.list(
                        "select distinct recipient_id from tracking_event where recipient_id = any (?) and kind = 'SENT'",
                        row -> row.getObject(1, UUID.class),
                        Database.uuids(recipients)));
    }
}
