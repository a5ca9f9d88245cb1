package salesinsights.tracking.event;

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
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class EventPartitionsTest {
    private static final String PARTITIONS =
            "select inhrelid::regclass::text from pg_inherits where inhparent = 'tracking_event'::regclass";
    private static final Instant LONG_AGO = Instant.parse("2019-05-20T10:00:00Z");

    @Inject
    EventPartitions partitions;

    @Inject
    EventLog log;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    AgroalDataSource database;

    @Test
    void thisMonthAndTheNextTwoHaveTheirPartitions() {
        partitions.run();

        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        assertThat(list(PARTITIONS)).contains(name(now), name(now.plusMonths(1)), name(now.plusMonths(2)));
    }

    @Test
    void monthsThatAreOldEnoughAreDroppedWithTheirVerdictsAndMayComeBack() {
        UUID old = append(LONG_AGO);
        UUID young = append(Instant.now());
        for (UUID event : List.of(old, young)) {
            scopes.runAsWorker(() -> run("""
                    insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons,
                        catalogue, judged_at)
                    select id, 99, team_id, recipient_id, 'HUMAN', 1, '{}', 'test', now() from tracking_event
                    where id = '%s'
                    """.formatted(event)));
        }

        partitions.run();

        String ids = "('" + old + "', '" + young + "')";
        assertThat(list(PARTITIONS)).doesNotContain("tracking_event_201905", "tracking_event_201906");
        assertThat(list("select id from tracking_event where id in " + ids)).containsExactly(young.toString());
        assertThat(list("select event_id from verdict where revision = 99 and event_id in " + ids))
                .containsExactly(young.toString());
        UUID late = append(LONG_AGO);
        assertThat(list("select id from tracking_event where id = '" + late + "'"))
                .containsExactly(late.toString());
    }

    @Test
    void nobodyDropsWhatIsYoungerThanThreeMonths() {
        assertThatThrownBy(() -> list("select drop_event_partitions(now() - interval '80 days')"))
                .hasMessageContaining("three months");
    }

    @Test
    void theReadersOfEventsComeByAnIndex() {
        String recipient = "'" + UUID.randomUUID() + "'";
        String timeline =
                "select * from judged_event where recipient_id = any (array[%s]::uuid[]) order by occurred_at, id";
        String ofMessage =
                "select e.* from recipient r join tracking_event e on e.recipient_id = r.id where r.message_id = %s";
        String unseen = "select * from to_judge order by recipient_id limit 100 for update skip locked";

        assertThat(plan(timeline.formatted(recipient)))
                .contains("recipient_id_occurred_at_idx", "verdict_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan(ofMessage.formatted(recipient)))
                .contains("recipient_of_message", "recipient_id_occurred_at_idx")
                .doesNotContain("Seq Scan");
        assertThat(plan(unseen)).contains("to_judge_pkey").doesNotContain("Seq Scan");
    }

    private String plan(String query) {
        return scopes.asWorker(() -> {
            // The table is nearly empty here: without this PostgreSQL rightly reads all of it.
            run("set local enable_seqscan = off");
            return String.join("\n", rows("explain " + query));
        });
    }

    private UUID append(Instant at) {
        UUID id = Ids.next();
        scopes.runAsWorker(() -> log.append(List.of(TrackingEvent.ofMail(
                id,
                at,
                teams.require(new TeamPath("/teams/us")).id(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                EventKind.DELIVERED,
                EventSource.UPLOAD,
                at,
                Map.of()))));
        return id;
    }

    private static String name(YearMonth month) {
        return "tracking_event_" + month.format(DateTimeFormatter.ofPattern("yyyyMM"));
    }

    private List<String> list(String sql) {
        return scopes.asWorker(() -> rows(sql));
    }

    private List<String> rows(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    private void run(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }
}
