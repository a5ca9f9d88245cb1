package salesinsights.scoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.TeamId;

/** The shape of a public table of 100,000 mails: 10,345 opened, 2,119 clicked, 50 of them without an open. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class HundredThousandTest {
    @Inject
    Rows rows;

    @Test
    void theReportIsExact() throws SQLException {
        TeamId team = rows.team("/teams/emea/hundred-thousand");
        rows.run("call ensure_event_partitions('2025-05-10T00:00:00Z')");
        rows.run("""
                insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, campaign,
                    tracking, created_at)
                select md5('m' || i)::uuid, ?, 'a@b.example', 'rep' || i, 's', 'h' || i, 'shape', true, '2025-05-10'
                from generate_series(0, 9) i
                """, team.value());
        rows.run("""
                insert into recipient (id, team_id, message_id, address, open_mode, link_mode, decision, policy_version,
                    status, sent_at)
                select md5('r' || i)::uuid, ?, md5('m' || i % 10)::uuid, i || '@x.example', 'NOTICE', 'NOTICE', '{}', 't',
                    'SENT', timestamptz '2025-05-10T08:00:00Z' + i * interval '100 milliseconds'
                from generate_series(1, 100000) i
                """, team.value());
        happened(team, "OPENED", 1, 10_345);
        happened(team, "CLICKED", 8_277, 10_395);
        analyzeAsAutovacuumDoes();
        rows.awaitCounted();

        JsonPath report = as(MONA).get("/api/reports/team?by=rep&from=2025-05-10&to=2025-05-10")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(report.getMap("total.counts"))
                .containsEntry("sent", 100_000)
                .containsEntry("delivered", 100_000)
                .containsEntry("opened", 10_395)
                .containsEntry("openedUnseen", 50)
                .containsEntry("clicked", 2_119);
        assertThat(report.getList("rows")).hasSize(10);
        assertThat(figure(report, "unique-open-rate", "rate")).isCloseTo(0.10395, within(1e-6));
        assertThat(figure(report, "click-rate", "rate")).isCloseTo(0.02119, within(1e-6));
        assertThat(figure(report, "click-to-open", "rate")).isCloseTo(2119.0 / 10395, within(1e-6));
        assertThat(figure(report, "click-rate", "low")).isBetween(0.0203, 0.0204);
        assertThat(figure(report, "click-rate", "high")).isBetween(0.0220, 0.0222);
    }

    private static void analyzeAsAutovacuumDoes() throws SQLException {
        try (Connection owner = LocalPostgres.server()
                        .getDatabase("postgres", "insights")
                        .getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("analyze");
        }
    }

    private void happened(TeamId team, String kind, int first, int last) {
        rows.run("""
                insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at)
                select md5(? || i)::uuid, '2025-05-11', ?, md5('m' || i % 10)::uuid, md5('r' || i)::uuid, ?, 'PIXEL',
                    '2025-05-11' from generate_series(?, ?) i
                """, kind, team.value(), kind, first, last);
        rows.run("""
                insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue,
                    judged_at)
                select md5(? || i)::uuid, 1, ?, md5('r' || i)::uuid, 'HUMAN', 0.9, '{}', 't', now()
                from generate_series(?, ?) i
                """, kind, team.value(), first, last);
    }

    private static double figure(JsonPath report, String metric, String part) {
        return report.getDouble("total.figures.find { it.metric == '%s' }.%s".formatted(metric, part));
    }
}
