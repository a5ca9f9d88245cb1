package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.Tracked;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@TestProfile(BehindProxyTest.Proxied.class)
class BehindProxyTest {
    /** As it is deployed behind a proxy on the same machine, which Quarkus believes as well. */
    public static class Proxied implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "insights.trusted-proxies", "127.0.0.0/8,::1",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.0/8,::1");
        }
    }

    @Inject
    SentMessage sent;

    @Test
    void whatTheProxySawCountsAndNotWhatTheClientClaims() {
        Tracked lea = sent.toSomebodyIn("US");

        given().header("User-Agent", "Mozilla/5.0 Firefox/140.0")
                .header("X-Forwarded-For", "6.6.6.6, 198.51.100.77")
                .header("Forwarded", "for=7.7.7.7")
                .header("X-Real-IP", "8.8.8.8")
                .get(sent.pixelOf(lea))
                .then()
                .statusCode(200);

        await().untilAsserted(() -> assertThat(sent.eventsOf(lea)).hasSize(1));
        assertThat(sent.eventsOf(lea).getFirst()).endsWith("198.51.100.0/24");
    }
}
