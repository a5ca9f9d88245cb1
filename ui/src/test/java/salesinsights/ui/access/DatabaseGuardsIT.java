package salesinsights.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.ui.local.RealKeycloak;

/** Row-level security on every table, and nothing that goes around it. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class DatabaseGuardsIT {
    @Inject
    AgroalDataSource database;

    @Inject
    Teams teams;

    @AfterEach
    void dropTrials() {
        DatabaseGuards.run("drop table if exists canary_child, canary cascade");
    }

    @Test
    void everyTableOfATeamIsGuarded() {
        assertThat(DatabaseGuards.broken()).isEmpty();
        assertThat(DatabaseGuards.tablesOfTeams()).hasSizeGreaterThan(40);
    }

    /** As the application, but without a transaction and so without a scope. */
    @Test
    void nothingOfATeamIsReadOutsideATransaction() throws SQLException {
        long team = teams.require(new TeamPath("/teams/us")).id().value();
        DatabaseGuards.run("insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id,"
                + " tracking, created_at) values ('%s', %d, 'sam@sales.example', 'sam', 'x', 'x', true, now())"
                        .formatted(UUID.randomUUID(), team));
        List<String> readable = new ArrayList<>();
        for (String table : DatabaseGuards.tablesOfTeams()) {
            if (!count(table).equals("0")) {
                readable.add(table);
            }
        }

        assertThat(readable).isEmpty();
        assertThat(DatabaseGuards.list("select count(*) from tracked_message")).isNotEqualTo(List.of("0"));
    }

    private String count(String table) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return Objects.requireNonNull(rows.getString(1));
        }
    }

    /** The check itself can fail: each of these is what somebody will write one day. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create table canary (team_id bigint)                                   | canary has a team_id and no forced
            create table canary (id bigint)                                        | canary has no team_id
            create table canary (team_id bigint, name text unique); call protect('canary') | canary (name)
            create table canary (team_id bigint, id uuid primary key); call protect('canary'); create table canary_child (team_id bigint, parent uuid references canary); call protect('canary_child') | canary_child (parent)
            create table canary (team_id bigint); call protect('canary'); alter table canary no force row level security | canary has a team_id and no forced
            create table canary (team_id bigint); call protect('canary'); alter policy of_teams on canary using (true)   | canary lacks the policy of_teams
            create table canary (team_id bigint); call protect('canary'); create policy all_see on canary using (true)   | canary has a policy of its own
            create table canary (team_id bigint); call protect('canary'); alter table canary owner to insights_app       | canary belongs to insights_app
            """)
    void aTableThatIsNotGuardedIsFound(String sql, String found) {
        DatabaseGuards.run(sql);

        assertThat(DatabaseGuards.broken())
                .anySatisfy(broken -> assertThat(broken).contains(found));
    }
}
