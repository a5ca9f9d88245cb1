package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
        IntakeView here = figures.here();
        long rejected =
                here.rejected().values().stream().mapToLong(Long::longValue).sum();
        assertThat(here.lost()).isZero();
        assertThat(here.received()).isEqualTo(here.stored() + here.duplicate() + rejected);
    }
}
