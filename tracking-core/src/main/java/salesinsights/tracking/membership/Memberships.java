package salesinsights.tracking.membership;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** The members of teams as Keycloak last told them. Every method runs in the caller's transaction, as a job. */
@Singleton
class Memberships {
    private static final Set<String> ROLES =
            Set.of(Caller.REP, Caller.MANAGER, Caller.SYNC, Caller.ADMIN, Caller.PRIVACY);
    private static final int LONGEST_SUBJECT = 190;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    Memberships(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    private record Row(TeamId team, List<String> roles, Instant toldAt, boolean left) {
        static Row of(ResultSet row) throws SQLException {
            Timestamp toldAt = Objects.requireNonNull(row.getTimestamp("told_at"));
            return new Row(
                    new TeamId(row.getLong("team_id")),
                    List.of((String[]) row.getArray("roles").getArray()),
                    toldAt.toInstant(),
                    row.getTimestamp("left_at") != null);
        }
    }

    /** Keycloak's key of somebody. */
    private record Person(String issuer, String id) {
        static Person of(Caller who) {
            String subject = who.session().subject();
            return new Person(who.session().issuer(), subject.isEmpty() ? who.username() : subject);
        }
    }

    /** The product's roles of somebody, in order; Keycloak's own say nothing here. */
    static List<String> roles(Caller who) {
        return who.roles().stream().filter(ROLES::contains).sorted().toList();
    }

    /**
     * Notes what a token says of its bearer where that is new: the first time each team as a beginning, later what
     * differs. A token that is older than the last news says nothing, because several may be good at once. Who of two
     * that see the same news at once comes second, finds that nothing is new.
     */
    void seen(Caller who) {
        Person person = Person.of(who);
        List<Row> known = database.list(
                "select team_id, roles, told_at, left_at from member_seen where issuer = ? and person = ?",
                Row::of,
                person.issuer(),
                person.id());
        Instant toldAt = who.session().issuedAt();
        if (known.stream().anyMatch(row -> toldAt.isBefore(row.toldAt()))) {
            return;
        }
        Map<TeamId, Row> rows = known.stream().collect(Collectors.toMap(Row::team, row -> row));
        Set<TeamId> own = who.ownTeams().stream().map(Team::id).collect(Collectors.toSet());
        Stream<TeamId> still = known.stream().filter(row -> !row.left()).map(Row::team);
        // In one order, because each entry queues at the end of its team's chain.
        Stream.concat(own.stream(), still)
                .distinct()
                .sorted(Comparator.comparingLong(TeamId::value))
                .forEach(team -> {
                    if (own.contains(team)) {
                        member(who, team, rows);
                    } else {
                        left(who, team);
                    }
                });
    }

    private void member(Caller who, TeamId team, Map<TeamId, Row> rows) {
        Row before = rows.get(team);
        if (before == null) {
            begin(who, team, rows.isEmpty() ? "first seen" : "joined");
        } else if (before.left()) {
            joinAgain(who, team);
        } else if (!before.roles().equals(roles(who))) {
            changeRoles(who, before);
        }
    }

    private void begin(Caller who, TeamId team, String change) {
        int begun = database.write(
                """
                insert into member_seen (id, team_id, issuer, person, user_name, roles, told_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (team_id, issuer, person) do nothing
                """,
                Ids.next(),
                team.value(),
                Person.of(who).issuer(),
                Person.of(who).id(),
                who.username(),
                Database.texts(roles(who)),
                who.session().issuedAt());
        noteMembership(begun, who, team, change);
    }

    private void joinAgain(Caller who, TeamId team) {
        int joined = database.write(
                "update member_seen set left_at = null, roles = ?, told_at = ?, user_name = ?"
                        + " where team_id = ? and issuer = ? and person = ? and left_at is not null",
                Database.texts(roles(who)),
                who.session().issuedAt(),
                who.username(),
                team.value(),
                Person.of(who).issuer(),
                Person.of(who).id());
        noteMembership(joined, who, team, "joined");
    }

    private void left(Caller who, TeamId team) {
        int left = database.write(
                "update member_seen set left_at = ?, told_at = ? where team_id = ? and issuer = ? and person = ?"
                        + " and left_at is null",
                clock.instant(),
                who.session().issuedAt(),
                team.value(),
                Person.of(who).issuer(),
                Person.of(who).id());
        noteMembership(left, who, team, "left");
    }

    private void changeRoles(Caller who, Row before) {
        Database.Cells roles = Database.texts(roles(who));
        int changed = database.write(
                "update member_seen set roles = ?, told_at = ?, user_name = ?"
                        + " where team_id = ? and issuer = ? and person = ? and roles <> ?",
                roles,
                who.session().issuedAt(),
                who.username(),
                before.team().value(),
                Person.of(who).issuer(),
                Person.of(who).id(),
                roles);
        note(
                changed,
                who,
                before.team(),
                AuditAction.ROLE_CHANGED,
                Map.of("from", String.join(", ", before.roles()), "to", String.join(", ", roles(who))));
    }

    private void noteMembership(int rows, Caller who, TeamId team, String change) {
        note(
                rows,
                who,
                team,
                AuditAction.MEMBERSHIP_CHANGED,
                Map.of("change", change, "roles", String.join(", ", roles(who))));
    }

    /** Who changed it in Keycloak is not told; that it was seen to have changed, and when, is. */
    private void note(int rows, Caller who, TeamId team, AuditAction action, Map<String, String> facts) {
        if (rows == 1) {
            String name =
                    who.username().length() > LONGEST_SUBJECT ? Person.of(who).id() : who.username();
            audit.note(new AuditEntry(team, action, "keycloak", "user:" + name, null, facts));
        }
    }
}
