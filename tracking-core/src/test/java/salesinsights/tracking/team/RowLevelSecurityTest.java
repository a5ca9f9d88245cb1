package salesinsights.tracking.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class RowLevelSecurityTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    private final UUID ours = UUID.randomUUID();
    private final UUID theirs = UUID.randomUUID();
    private TeamId emea;
    private TeamId us;

    @BeforeEach
    void aRowOfEachTeam() {
        emea = teams.require(new TeamPath("/teams/emea")).id();
        us = teams.require(new TeamPath("/teams/us")).id();
        scopes.runAsWorker(() -> {
            run(insert(ours, emea));
            run(insert(theirs, us));
        });
    }

    @Test
    void aTransactionSeesOnlyRowsOfItsTeams() {
        List<String> seen = scopes.inTeams(Set.of(emea), () -> list("select id from tracked_message"));

        assertThat(seen).contains(ours.toString()).doesNotContain(theirs.toString());
    }

    @Test
    void aTransactionWithoutScopeSeesNothing() {
        assertThat(scopes.inTeams(Set.of(), () -> list("select id from tracked_message")))
                .isEmpty();
    }

    @Test
    void nothingIsReadOutsideATransaction() {
        assertThat(list("select id from tracked_message")).isEmpty();
    }

    @Test
    void aJobSeesAllTeams() {
        assertThat(scopes.asWorker(() -> list("select id from tracked_message")))
                .contains(ours.toString(), theirs.toString());
    }

    @Test
    void aRowCannotBeWrittenIntoAnotherTeam() {
        assertThatThrownBy(() -> scopes.inTeams(Set.of(emea), () -> {
                    run(insert(UUID.randomUUID(), us));
                    return true;
                }))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void everyTableWithATeamIsProtectedAndForced() {
        String unprotected = """
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id'
                where c.relkind in ('r', 'p') and not c.relispartition
                  and c.relnamespace = 'public'::regnamespace
                  and not (c.relrowsecurity and c.relforcerowsecurity)
                """;

        assertThat(list(unprotected)).isEmpty();
    }

    @Test
    void theApplicationsRoleCannotStepAroundIt() {
        assertThat(list("select rolsuper or rolbypassrls from pg_roles where rolname = current_user"))
                .containsExactly("f");
        assertThat(list("select count(*) from pg_tables where tableowner = current_user"))
                .containsExactly("0");
    }

    private static String insert(UUID message, TeamId team) {
        return """
                insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking,
                    created_at)
                values ('%s', %d, 'rita@sales.example', 'rita', 'Hello', 'x@sales.example', true, now())
                """.formatted(message, team.value());
    }

    private void run(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<String> list(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
