package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.TeamId;

/** What is pending costs nothing while it waits: a sweep reads the due end of one index, however long the index is. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class PendingCostTest {
    private static final int FEW = 100;
    private static final int MANY = 100_000;

    @Inject
    Rows rows;

    @Inject
    ObjectMapper json;

    private TeamId team;

    @AfterEach
    void leaveNothingPending() {
        rows.run("delete from rule_timer where team_id = ?", team.value());
    }

    @Test
    void aHundredThousandPendingCostASweepNoMoreThanAHundred() throws JsonProcessingException, SQLException {
        team = rows.team("/teams/emea/pending-" + UUID.randomUUID());
        UUID lead = rows.lead(team, UUID.randomUUID() + "@pending.example", "rita");
        rows.awaitScored();
        pending(lead, 0, FEW);
        int few = pagesOfASweep();

        pending(lead, FEW, MANY);
        int many = pagesOfASweep();

        // A level or two of the index more, and no scan: 100,000 rows are some 2,000 pages.
        assertThat(plan()).contains("rule_timer_due");
        assertThat(many).as("pages read, %d with few pending", few).isLessThanOrEqualTo(few + 5);
    }

    private void pending(UUID lead, int from, int to) {
        rows.run("""
                insert into rule_timer (id, team_id, lead_id, rule_id, anchor, since, due_at)
                select gen_random_uuid(), ?, ?, 'not-read', 'pending-' || n, now(), now() + n * interval '1 minute'
                    + interval '1 day' from generate_series(?::int + 1, ?::int) as n
                """, team.value(), lead, from, to);
    }

    private int pagesOfASweep() throws JsonProcessingException, SQLException {
        try (Connection owner = LocalPostgres.server()
                        .getDatabase("postgres", "insights")
                        .getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("analyze rule_timer, lead, to_judge");
        }
        JsonNode top = json.readTree(plan()).path(0).path("Plan");
        return top.path("Shared Hit Blocks").asInt()
                + top.path("Shared Read Blocks").asInt();
    }

    private String plan() {
        String claim = RuleTimers.CLAIM.replace("?", "200");
        return String.join("", rows.texts("explain (analyze, buffers, timing off, summary off, format json) " + claim));
    }
}
