package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.PostgresOutage;
import salesinsights.tracking.token.Tracked;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class OutageTest {
    @Inject
    SentMessage sent;

    @Inject
    IntakeFigures figures;

    @Test
    void everyClickIsRedirectedWhilePostgresIsGoneAndStoredWhenItIsBack() throws Exception {
        Tracked lea = sent.toSomebodyIn("US");
        PostgresOutage postgres = new PostgresOutage();
        click(lea, 20);

        postgres.kill();
        try {
            click(lea, 100);
            assertThat(figures.here().journalled()).isGreaterThanOrEqualTo(100);
            given().get("/q/health/ready").then().statusCode(200);
            given().get("/q/health/live").then().statusCode(200);
        } finally {
            postgres.start();
        }

        allAreStored(lea, 120);
    }

    @Test
    void everyClickIsRedirectedWhilePostgresIsFrozenAndStoredWhenItThaws() throws Exception {
        Tracked lea = sent.toSomebodyIn("US");
        PostgresOutage postgres = new PostgresOutage();
        click(lea, 20);

        postgres.freeze();
        try {
            click(lea, 100);
            assertThat(figures.here().journalled()).isGreaterThanOrEqualTo(100);
        } finally {
            postgres.thaw();
        }

        allAreStored(lea, 120);
    }

    @Test
    void aFullDatabaseIsOnlyLag() throws SQLException {
        Tracked lea = sent.toSomebodyIn("US");
        owner("""
                create function full_disk() returns trigger language plpgsql as
                    'begin raise exception using errcode = ''53100'', message = ''No space left on device''; end'
                """);
        owner(
                "create trigger full_disk before insert on tracking_event for each statement execute function full_disk()");
        try {
            click(lea, 50);
            await().until(() -> figures.here().lagSeconds() > 0);
            assertThat(figures.here().journalled()).isGreaterThanOrEqualTo(50);
        } finally {
            owner("drop trigger full_disk on tracking_event");
            owner("drop function full_disk");
        }

        allAreStored(lea, 50);
    }

    @Test
    void aSlowDatabaseIsOnlyLag() throws SQLException {
        Tracked lea = sent.toSomebodyIn("US");
        try (Connection connection = LocalPostgres.server()
                        .getDatabase("insights_owner", "insights")
                        .getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table tracking_event in access exclusive mode");
            click(lea, 50);
            await().until(() -> figures.here().lagSeconds() > 0.5);
            assertThat(figures.here().journalled()).isGreaterThanOrEqualTo(50);
            connection.rollback();
        }

        allAreStored(lea, 50);
    }

    private static void owner(String sql) throws SQLException {
        try (Connection connection = LocalPostgres.server()
                        .getDatabase("insights_owner", "insights")
                        .getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void click(Tracked lea, int times) {
        for (int i = 0; i < times; i++) {
            given().redirects()
                    .follow(false)
                    .get(sent.linkOf(lea, i % 3, "https://shop.example/" + i % 3))
                    .then()
                    .statusCode(307);
        }
    }

    private void allAreStored(Tracked lea, int times) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(sent.eventsOf(lea)).hasSize(times));
        await().until(() -> figures.here().journalled() == 0);
        assertThat(figures.here().unaccounted()).isZero();
        assertThat(figures.here().lost()).isZero();
        assertThat(figures.here().lagSeconds()).isZero();
        assertThat(figures.here().unaccounted()).isZero();
        assertThat(figures.here().lost()).isZero();
        await().until(() -> figures.here().lagSeconds() == 0);
    }
}
