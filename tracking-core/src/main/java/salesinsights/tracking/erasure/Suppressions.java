package salesinsights.tracking.erasure;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.seal.Pseudonyms;
import salesinsights.tracking.team.TeamId;

/** Who was forgotten on request, as keyed hashes. In the caller's transaction. */
@Singleton
public class Suppressions {
    private final Database database;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    Suppressions(Database database, Pseudonyms pseudonyms, Clock clock) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    void add(TeamId team, String subject) {
        database.write(
                "insert into suppressed_address (team_id, subject, since) values (?, ?, ?) on conflict do nothing",
                team.value(),
                HexFormat.of().parseHex(subject),
                clock.instant());
    }

    /** Those of these addresses whose people were forgotten by one of the teams, as they were given. */
    public Set<String> among(Collection<TeamId> teams, Collection<String> addresses) {
        Database.Cells of = Database.longs(teams.stream().map(TeamId::value).toList());
        if (addresses.isEmpty() || isEmpty(of)) {
            return Set.of();
        }
        Map<String, String> bySubject = new HashMap<>();
        addresses.forEach(address -> bySubject.put(Digests.hex(subjectOf(address)), address));
        return Set.copyOf(database.list(
                "select distinct encode(subject, 'hex') as hex from suppressed_address where team_id = any (?)"
                        + " and subject in (select decode(one, 'hex') from unnest(?::text[]) as t (one))",
                row -> String.valueOf(bySubject.get(row.getString("hex"))),
                of,
                Database.texts(List.copyOf(bySubject.keySet()))));
    }

    private boolean isEmpty(Database.Cells teams) {
        return database.first("select 1 from suppressed_address where team_id = any (?) limit 1", row -> true, teams)
                .isEmpty();
    }

    private byte[] subjectOf(String address) {
        return pseudonyms.of(address.strip().toLowerCase(Locale.ROOT));
    }

    /** True if whoever has this address was forgotten by the team, and nothing of them is to be kept again. */
    public boolean holds(TeamId team, String address) {
        return database.first(
                        "select 1 from suppressed_address where team_id = ? and subject = ?",
                        row -> true,
                        team.value(),
                        subjectOf(address))
                .isPresent();
    }
}
