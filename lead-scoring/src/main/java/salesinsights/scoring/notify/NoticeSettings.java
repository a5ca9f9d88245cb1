package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** What people want to be told; each has one setting, kept with the first of their own teams. In the caller's transaction. */
@Singleton
public class NoticeSettings {
    private final Database database;

    NoticeSettings(Database database) {
        this.database = database;
    }

    /** The caller's, or what is usual. */
    public NoticeSetting of(Caller caller) {
        return of(List.of(caller.username())).getOrDefault(caller.username(), NoticeSetting.USUAL);
    }

    /** Those of these people who set something; the newest of each, where somebody changed teams. */
    Map<String, NoticeSetting> of(Collection<String> people) {
        return database
                .list(
                        "select distinct on (person) * from notice_setting where person = any (?)"
                                + " order by person, changed_at desc",
                        row -> Map.entry(row.getString("person"), read(row)),
                        Database.texts(people))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static NoticeSetting read(ResultSet row) throws SQLException {
        List<NoticeCause> causes = Arrays.stream(
                        (String[]) row.getArray("causes").getArray())
                .map(NoticeCause::valueOf)
                .toList();
        return new NoticeSetting(
                causes,
                row.getDouble("minimum_confidence"),
                row.getInt("most_a_day"),
                row.getObject("digest_at", LocalTime.class),
                row.getInt("version"));
    }

    /**
     * Sets the caller's.
     *
     * @param version as it was read, null to replace whatever there is
     * @throws Problem 412 if it was changed meanwhile
     */
    public NoticeSetting save(Caller caller, @Nullable Long version, NoticeSetting wanted) {
        TeamId team = caller.ownTeams().stream()
                .map(Team::id)
                .min(Comparator.comparingLong(TeamId::value))
                .orElseThrow(Problem::notFound);
        if (wanted.digestAt() != null && caller.email().isBlank()) {
            throw Problem.invalid("digestAt", "your account has no e-mail address that it could be sent to");
        }
        long now = of(caller).version();
        if (version != null && version != now) {
            throw changed();
        }
        String sql = """
                insert into notice_setting (team_id, person, causes, minimum_confidence, most_a_day, version,
                    digest_at, address) values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (team_id, person) do update set causes = excluded.causes,
                    minimum_confidence = excluded.minimum_confidence, most_a_day = excluded.most_a_day,
                    version = excluded.version, digest_at = excluded.digest_at, address = excluded.address,
                    changed_at = now(), seen_at = now() where notice_setting.version < excluded.version
                """;
        int written = database.write(
                sql,
                team.value(),
                caller.username(),
                Database.texts(wanted.causes().stream().map(Enum::name).toList()),
                wanted.minimumConfidence(),
                wanted.mostADay(),
                now + 1,
                wanted.digestAt(),
                caller.email().isBlank() ? null : caller.email());
        if (written == 0) {
            throw changed();
        }
        return of(caller);
    }

    /** The caller is logged in, as a member of these teams: without such a sign the digest comes to rest. */
    public void seen(Caller caller) {
        database.write(
                "update notice_setting set seen_at = now() where person = ? and team_id = any (?)"
                        + " and seen_at < now() - interval '1 day'",
                caller.username(),
                Database.longs(caller.ownTeams().stream()
                        .map(team -> team.id().value())
                        .toList()));
    }

    private static Problem changed() {
        return Problem.changedMeanwhile("This was changed meanwhile, in another window perhaps; read it again.");
    }
}
