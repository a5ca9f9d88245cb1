package salesinsights.tracking.erasure;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.erasure.PrivacyRequest.Source;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.seal.Pseudonyms;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;

/**
 * Who was erased, as pseudonyms, to be kept outside of the database: after an older state of it was restored, the same
 * people are erased once more. In the caller's transaction.
 */
@Singleton
public class ReplayList {
    private static final int MOST = 100_000;

    private final Database database;
    private final Erasures erasures;
    private final Pseudonyms pseudonyms;
    private final AuditLog audit;
    private final List<PersonalData> rooms;

    ReplayList(
            Database database,
            Erasures erasures,
            Pseudonyms pseudonyms,
            AuditLog audit,
            @All List<PersonalData> rooms) {
        this.database = database;
        this.erasures = erasures;
        this.pseudonyms = pseudonyms;
        this.audit = audit;
        this.rooms = rooms;
    }

    /** Somebody who was erased; {@code subject} in hexadecimal. */
    public record Erased(
            @Nullable String team,
            @Nullable String subject,
            @Nullable Instant at) {}

    /** What a replay did: of how many entries how many people were found again, and are being erased. */
    public record Replayed(int entries, int found) {}

    /** All who were erased on request by these teams, oldest first; at most 100,000. */
    public List<Erased> of(List<Team> teams) {
        return database.list(
                "select t.path, encode(s.subject, 'hex') as subject, s.since from suppressed_address s"
                        + " join team t on t.id = s.team_id where s.team_id = any (?) order by s.since, s.subject limit "
                        + MOST,
                row -> new Erased(row.getString(1), row.getString(2), Database.instant(row, "since")),
                Database.longs(teams.stream().map(team -> team.id().value()).toList()));
    }

    /**
     * Erases again whoever of the list is known again.
     *
     * @throws Problem if an entry cannot be read
     */
    public Replayed replay(Caller caller, @Nullable List<@Nullable Erased> list) {
        if (list == null || list.size() > MOST) {
            throw Problem.invalid("items", "is a list of at most " + MOST + " entries");
        }
        int found = 0;
        for (Team team : caller.visibleTeams()) {
            Set<String> subjects = subjectsOf(team, list);
            int here = subjects.isEmpty() ? 0 : replay(caller, team, subjects);
            found += here;
        }
        return new Replayed(list.size(), found);
    }

    private static Set<String> subjectsOf(Team team, List<@Nullable Erased> list) {
        Set<String> subjects = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Erased one = list.get(i);
            String subject = one == null ? null : one.subject();
            if (one == null || one.team() == null || subject == null || !isPseudonym(subject)) {
                throw Problem.invalid(List.of(new Problem.Field(
                        "items", "an entry has a team and a subject of 64 hexadecimal digits", i + 1)));
            }
            if (team.path().value().equals(one.team())) {
                subjects.add(subject);
            }
        }
        return subjects;
    }

    private static boolean isPseudonym(String subject) {
        return subject.length() == 64 && subject.chars().allMatch(HexFormat::isHexDigit);
    }

    private int replay(Caller caller, Team team, Set<String> subjects) {
        Set<String> again = new HashSet<>();
        for (PersonalData room : rooms) {
            for (String column : room.addresses()) {
                again.addAll(known(team, column, subjects));
            }
        }
        again.forEach(address -> erasures.enforce(team.id(), address, Source.REPLAY, caller.username()));
        audit.note(new AuditEntry(
                team.id(),
                AuditAction.ERASURES_REPLAYED,
                caller.username(),
                "erasures",
                null,
                Map.of("entries", Integer.toString(subjects.size()), "found", Integer.toString(again.size()))));
        return again.size();
    }

    private Set<String> known(Team team, String column, Set<String> subjects) {
        String table = column.substring(0, column.indexOf('.'));
        Set<String> found = new HashSet<>();
        database.list(
                "select distinct " + column + " from " + table + " where team_id = ? and " + column + " is not null",
                row -> {
                    String address = row.getString(1);
                    return subjects.contains(Digests.hex(pseudonyms.of(address))) && found.add(address);
                },
                team.id().value());
        return found;
    }
}
