package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.Tracked;

/** A journal that holds a few hundred hits, and a database that takes none. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@TestProfile(FullJournalTest.SmallJournal.class)
class FullJournalTest {
    private static final int CLICKS = 700;

    @Inject
    SentMessage sent;

    @Inject
    IntakeFigures figures;

    public static class SmallJournal implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("insights.journal.most", "40K", "insights.journal.segment", "16K");
        }
    }

    @Test
    void everyClickIsRedirectedAndTheLossIsCountedExactly() throws SQLException {
        Tracked lea = sent.toSomebodyIn("US");
        String link = sent.linkOf(lea, 0, "https://shop.example/");
        long lost;
        try (Connection connection = LocalPostgres.server()
                        .getDatabase("insights_owner", "insights")
                        .getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table tracking_event in access exclusive mode");
            for (int i = 0; i < CLICKS; i++) {
                given().redirects().follow(false).get(link).then().statusCode(307);
            }
            lost = figures.here().lost();
            assertThat(lost).isBetween(1L, CLICKS - 1L);
            assertThat(figures.here().unaccounted()).isZero();
            connection.rollback();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> figures.here().journalled() == 0);
        assertThat(sent.eventsOf(lea)).hasSize((int) (CLICKS - lost));
        assertThat(figures.here().unaccounted()).isZero();
        String kept = "select coalesce(sum(n), 0) from intake_total where outcome = 'LOST'";
        await().untilAsserted(() -> assertThat(sent.list(kept)).containsExactly(Long.toString(lost)));

        given().redirects().follow(false).get(link).then().statusCode(307);
        await().untilAsserted(() -> assertThat(sent.eventsOf(lea)).hasSize((int) (CLICKS - lost + 1)));
    }
}
