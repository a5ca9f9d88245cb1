package salesinsights.tracking.consent;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/**
 * What people do not want (any more), for what was recorded while they had not said so: it stays where it is until it is
 * erased, but nobody works with it from then on. In the caller's transaction.
 */
@Singleton
public class Withdrawals {
    private final Database database;
    private final Standings standings;
    private final ConsentKeys keys;
    private final List<ChoiceHeard> listeners;

    Withdrawals(Database database, Standings standings, ConsentKeys keys, @All List<ChoiceHeard> listeners) {
        this.database = database;
        this.standings = standings;
        this.keys = keys;
        this.listeners = listeners;
    }

    private record Known(UUID recipient, Standings.Of person) {}

    /** Purposes that these recipients refuse, withdrew from or object to; who does none of it is absent. */
    public Map<UUID, Set<Purpose>> of(Collection<UUID> recipients) {
        if (recipients.isEmpty()) {
            return Map.of();
        }
        List<Known> known = database.list(
                "select id, team_id, address from recipient where id = any (?)",
                row -> {
                    TeamId team = new TeamId(row.getLong("team_id"));
                    Subject subject = keys.subject(row.getString("address"));
                    return new Known(row.getObject("id", UUID.class), new Standings.Of(team, subject));
                },
                Database.uuids(recipients));
        Set<Standings.Of> people = new HashSet<>();
        known.forEach(one -> people.add(one.person()));
        Map<Standings.Of, Map<Matter, Standing>> said = people.isEmpty() ? Map.of() : standings.of(people);
        Map<UUID, Set<Purpose>> withdrawn = new HashMap<>();
        for (Known one : known) {
            Map<Purpose, Standing> standing = Decisions.purposes(said.getOrDefault(one.person(), Map.of()));
            Set<Purpose> unwanted = EnumSet.noneOf(Purpose.class);
            standing.forEach((purpose, where) -> {
                if (where.objects() || where.refuses()) {
                    unwanted.add(purpose);
                }
            });
            if (!unwanted.isEmpty()) {
                withdrawn.put(one.recipient(), unwanted);
            }
        }
        return withdrawn;
    }

    private void writeDown(TeamId team, List<UUID> recipients) {
        database.write(
                "delete from refused_purpose where team_id = ? and recipient_id = any (?)",
                team.value(),
                Database.uuids(recipients));
        // One person: all copies have the same.
        List<String> refused = of(List.of(recipients.getFirst())).values().stream()
                .flatMap(Set::stream)
                .map(Purpose::name)
                .sorted()
                .toList();
        database.write(
                "insert into refused_purpose (recipient_id, team_id, purpose)"
                        + " select r, ?, p from unnest(?::uuid[]) as r cross join unnest(?::text[]) as p",
                team.value(),
                Database.uuids(recipients),
                Database.texts(refused));
    }

    /** Tells all who work with what is known of a person that the person has chosen otherwise. */
    void chosen(TeamId team, String address) {
        List<UUID> recipients = new ArrayList<>(database.list(
                "select id from recipient where team_id = ? and address = ? order by id",
                row -> row.getObject("id", UUID.class),
                team.value(),
                address));
        if (!recipients.isEmpty()) {
            writeDown(team, recipients);
            listeners.forEach(listener -> listener.chosen(team, recipients));
        }
    }
}
