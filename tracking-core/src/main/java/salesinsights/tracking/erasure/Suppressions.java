package salesinsights.tracking.erasure;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import salesinsights.tracking.ground.Database;
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

    /** True if whoever has this address was forgotten by the team, and nothing of them is to be kept again. */
    public boolean holds(TeamId team, String address) {
        return database.first(
                        "select 1 from suppressed_address where team_id = ? and subject = ?",
                        row -> true,
                        team.value(),
                        pseudonyms.of(address.toLowerCase(Locale.ROOT)))
                .isPresent();
    }
}
