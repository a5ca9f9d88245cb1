package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.Tracked;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class PublicEdgeTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Inject
    SentMessage sent;

    @Inject
    IntakeFigures figures;

    @Test
    void aClickIsRedirectedUncachedAndStored() {
        Tracked lea = sent.toSomebodyIn("US");

        browser()
                .get(sent.linkOf(lea, 2, "https://shop.example/price?a=b&c=d#top"))
                .then()
                .statusCode(307)
                .header("Location", "https://shop.example/price?a=b&c=d#top")
                .header("Cache-Control", containsString("no-store"));

        await().untilAsserted(() -> assertThat(sent.eventsOf(lea)).containsExactly("CLICKED 2 Firefox 127.0.0.0/24"));
    }

    @Test
    void anOpenGetsOnePixelAndIsStored() {
        Tracked lea = sent.toSomebodyIn("US");

        Response pixel = browser().get(sent.pixelOf(lea));

        pixel.then().statusCode(200).contentType("image/gif").header("Cache-Control", containsString("no-store"));
        assertThat(pixel.asByteArray()).hasSize(43).startsWith('G', 'I', 'F', '8', '9', 'a');
        await().untilAsserted(() -> assertThat(sent.eventsOf(lea)).containsExactly("OPENED Firefox 127.0.0.0/24"));
    }

    @Test
    void headAndPrefetchAreAnsweredAlikeAndSaidSo() {
        Tracked lea = sent.toSomebodyIn("US");
        String link = sent.linkOf(lea, 0, "https://shop.example/");

        browser().head(link).then().statusCode(307).header("Location", "https://shop.example/");
        browser().header("Sec-Purpose", "prefetch;prerender").get(link).then().statusCode(307);
        given().redirects()
                .follow(false)
                .header("User-Agent", "")
                .get(link)
                .then()
                .statusCode(307);

        await().untilAsserted(() -> assertThat(sent.eventsOf(lea))
                .containsExactlyInAnyOrder(
                        "CLICKED 0 Firefox 127.0.0.0/24 head",
                        "CLICKED 0 Firefox 127.0.0.0/24 prefetch",
                        "CLICKED 0 127.0.0.0/24 no-agent"));
    }

    @Test
    void aBrowserThatIsLoggedInHereIsOneOfUs() {
        Tracked lea = sent.toSomebodyIn("US");

        browser()
                .header("Cookie", "theme=dark; q_session=abc")
                .get(sent.linkOf(lea, 0, "https://shop.example/"))
                .then()
                .statusCode(307);

        await().untilAsserted(() ->
                assertThat(sent.eventsOf(lea)).containsExactly("CLICKED 0 Firefox 127.0.0.0/24 own-session"));
    }

    @Test
    void whatOthersAppendToAnAddressIsIgnored() {
        Tracked lea = sent.toSomebodyIn("US");

        browser()
                .get(sent.linkOf(lea, 0, "https://shop.example/") + "?utm_source=esp&x=%00%ZZ")
                .then()
                .statusCode(307)
                .header("Location", "https://shop.example/");
    }

    @Test
    void theLongestDestinationStillRedirects() {
        Tracked lea = sent.toSomebodyIn("US");
        String longest = "https://shop.example/" + "x".repeat(8192 - 21);

        browser().get(sent.linkOf(lea, 0, longest)).then().statusCode(307).header("Location", longest);
    }

    @Test
    void forgedAddressesAllGetTheSameAnswerAndAreCounted() {
        String link = sent.linkOf(sent.toSomebodyIn("US"), 0, "https://shop.example/");
        long before = figures.here().rejected().get("forged");

        for (String forged : new String[] {
            link.substring(0, link.length() - 1),
            link + "x",
            link.replace("/c/1.", "/c/2."),
            link.replace("/c/", "/o/") + ".gif",
            "/c/",
            "/o/.gif",
            "/o/gif",
            "/c/https://evil.example/",
            "/c/..%2f..%2fapi",
            "/c/1.test.%3Cscript%3E.x"
        }) {
            browser()
                    .urlEncodingEnabled(false)
                    .get(forged)
                    .then()
                    .statusCode(404)
                    .body(equalTo("There is nothing here.\n"));
        }
        assertThat(figures.here().rejected().get("forged") - before).isGreaterThanOrEqualTo(9);
    }

    @Test
    void anOptOutSignalStopsOpensButNeverARedirect() {
        Tracked lea = sent.toSomebodyIn("US");

        browser().header("Sec-GPC", "1").get(sent.pixelOf(lea)).then().statusCode(200);
        browser().header("DNT", "1").get(sent.pixelOf(lea)).then().statusCode(200);
        browser()
                .header("Sec-GPC", "1")
                .get(sent.linkOf(lea, 1, "https://shop.example/"))
                .then()
                .statusCode(307);

        await().untilAsserted(() -> assertThat(sent.eventsOf(lea)).containsExactly("CLICKED 1 Firefox 127.0.0.0/24"));
    }

    @Test
    void whoMayNoLongerBeTrackedIsRedirectedAndNotStored() {
        Tracked leo = sent.toSomebodyIn("DE");
        long before = figures.here().rejected().get("consent");

        browser().get(sent.pixelOf(leo)).then().statusCode(200);
        browser().get(sent.linkOf(leo, 0, "https://shop.example/")).then().statusCode(307);

        await().until(() -> figures.here().rejected().get("consent") == before + 2);
        assertThat(sent.eventsOf(leo)).isEmpty();
    }

    @Test
    void aCountingTokenAddsToACountAndToNothingElse() {
        Tracked lea = sent.toSomebodyIn("US");
        Tracked anybody = new Tracked(lea.team(), lea.message(), null);

        browser().get(sent.pixelOf(anybody)).then().statusCode(200);
        browser().get(sent.linkOf(anybody, 4, "https://shop.example/")).then().statusCode(307);
        browser().get(sent.linkOf(anybody, 4, "https://shop.example/")).then().statusCode(307);
        browser().head(sent.linkOf(anybody, 4, "https://shop.example/")).then().statusCode(307);

        String counts = "select link_position || ' ' || kind || ' ' || n || ' ' || machines from aggregate_hit"
                + " where message_id = '" + lea.message() + "' order by link_position";
        await().untilAsserted(() -> assertThat(sent.list(counts)).containsExactly("-1 OPENED 1 0", "4 CLICKED 2 1"));
        assertThat(sent.list("select id from tracking_event where message_id = '" + lea.message() + "'"))
                .isEmpty();
    }

    @Test
    void nobodyIsAskedToLogInAndOtherMethodsAreRefused() {
        String link = sent.linkOf(sent.toSomebodyIn("US"), 0, "https://shop.example/");

        browser().header("Authorization", "Bearer nonsense").get(link).then().statusCode(307);
        browser().header("Authorization", "Basic !!!").get(link).then().statusCode(307);
        browser().post(link).then().statusCode(405);
    }

    @Test
    void everyHitIsAccountedFor() {
        Tracked lea = sent.toSomebodyIn("US");
        for (int i = 0; i < 50; i++) {
            browser().get(sent.pixelOf(lea)).then().statusCode(200);
        }

        await().until(() -> figures.here().journalled() == 0);
        IntakeView here = figures.here();
        long rejected =
                here.rejected().values().stream().mapToLong(Long::longValue).sum();
        assertThat(sent.eventsOf(lea)).hasSize(50);
        assertThat(here.received()).isEqualTo(here.stored() + here.duplicate() + rejected + here.lost());
        given().get("/q/metrics").then().body(containsString("insights_intake_received_total"));
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false).header("User-Agent", FIREFOX);
    }
}
