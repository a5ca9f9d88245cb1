package salesinsights.ui.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.PostgresOutage;
import salesinsights.ui.local.RealKeycloak;
import salesinsights.ui.screens.TryingOut;
import salesinsights.ui.screens.Visitor;

/** From an empty product to a manager's report, through the doors that everybody has. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(LocalMail.class)
@QuarkusTestResource(TryingOut.class)
@QuarkusTestResource(value = WalkSettings.class, restrictToAnnotatedClass = true)
class WalkIT {
    private static final String CAMPAIGN = "First walk";
    private static final List<String> NAMES = List.of("Olga Opener", "Andrew Answerer", "Bella Bouncer");

    /** Everything about thousands of leads, on a crowded machine. */
    private static final Duration ALL_LEADS = Duration.ofSeconds(90);

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    /** A lead, the mail to them as it arrived, and our id of that mail. */
    private record Prospect(String lead, Postbox.Delivered mail, String message) {}

    private final Latencies latencies = new Latencies();
    private final Desk rita = Desk.of("rita");
    private final Desk mona = Desk.of("mona");
    private final Puller puller = new Puller();
    private final List<Prospect> prospects = new ArrayList<>();
    private String connection = "";

    @Test
    void oneThreadThroughTheWholeProduct() throws Exception {
        try (Shop shop = new Shop();
                Visitor screen = Visitor.loggedIn(home, "rita");
                Reader reader = new Reader()) {
            List<String> leads = leadsComeIn();
            theCrmIsConnected();
            threeMailsGoOut(leads, shop.address());
            aScannerEarnsNothing(screen, prospects.get(1), shop);
            aReaderOpensAndClicks(screen, prospects.get(0), reader, shop);
            nobodyReadTheScannedMail(screen, prospects.get(1));
            anAnswerAndAnotherMakeTheLeadHot(screen, prospects.get(1));
            aNoticeTellsThatTheAddressIsGone(screen, prospects.get(2));
            theManagersReportCountsRight();
            theOtherTeamSeesNothing();
            aTaskIsDone(screen, prospects.get(1));
            noClickIsLostWhilePostgresIsAway(prospects.get(1));
            afterTheOptOutNothingIsStored(prospects.get(0), reader, shop);
            System.out.println(latencies);
        }
    }

    private List<String> leadsComeIn() throws IOException {
        byte[] csv = LeadFile.csv();
        latencies.begin();
        mona.request()
                .contentType("text/csv")
                .body(csv)
                .post("/api/leads/import?team=/teams/emea")
                .then()
                .statusCode(200)
                .body("rows", org.hamcrest.Matchers.equalTo(LeadFile.LEADS))
                .body("created", org.hamcrest.Matchers.equalTo(LeadFile.LEADS))
                .body("failed", org.hamcrest.Matchers.equalTo(0));
        latencies.note("import");
        List<Map<String, Object>> some =
                mona.get("/api/leads?team=/teams/emea&atMost=100").getList("items");
        List<String> chosen = some.stream()
                .filter(lead -> lead.get("email") == null && lead.get("externalId") != null)
                .limit(NAMES.size())
                .map(lead -> String.valueOf(lead.get("id")))
                .toList();
        for (int i = 0; i < chosen.size(); i++) {
            ritaTakesOver(chosen.get(i), NAMES.get(i));
        }
        return chosen;
    }

    private static String addressOf(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@walk.example";
    }

    /** A lead who was lost is spoken to again, and belongs to rita. */
    private void ritaTakesOver(String lead, String name) {
        rita.patch(
                "/api/leads/" + lead,
                Map.of(
                        "name",
                        name,
                        "email",
                        addressOf(name),
                        "company",
                        "Walk Ltd",
                        "country",
                        "US",
                        "owner",
                        "rita"));
        Map<String, Object> open = new HashMap<>();
        open.put("outcome", null);
        rita.post("/api/leads/" + lead + "/outcome", 200, open);
    }

    private void theCrmIsConnected() {
        connection = mona.post("/api/connections", 201, Map.of("kind", "memory", "name", "Walk CRM"))
                .getString("id");
        latencies.begin();
        latencies.until(
                "all leads->crm",
                ALL_LEADS,
                () -> assertThat(mona.countInCrm(connection)).isGreaterThanOrEqualTo(LeadFile.LEADS));
        latencies.until("all leads->scored+pulled", ALL_LEADS, () -> {
            puller.pull();
            assertThat(puller.count()).isGreaterThanOrEqualTo(LeadFile.LEADS);
            assertThat(puller.lead(rita.post("/api/leads/search", 200, Map.of("email", addressOf(NAMES.getLast())))
                            .getString("items[0].id")))
                    .extracting("score")
                    .isNotNull();
        });
    }

    private void threeMailsGoOut(List<String> leads, String shop) throws Exception {
        List<String> designs = Designs.three(shop);
        for (int i = 0; i < leads.size(); i++) {
            String address = addressOf(NAMES.get(i));
            latencies.begin();
            JsonPath sent = rita.post(
                    "/api/messages",
                    201,
                    Map.of(
                            "to",
                            List.of(Map.of("address", address, "name", NAMES.get(i), "country", "US")),
                            "subject",
                            "An offer, number " + (i + 1),
                            "html",
                            designs.get(i),
                            "campaign",
                            CAMPAIGN,
                            "send",
                            true));
            assertThat(sent.getString("recipients[0].status")).isEqualTo("sent");
            latencies.note("send" + (i + 1));
            Postbox.Delivered mail = Postbox.newest(address);
            assertThat(mail.addresses("/c/").count()).isGreaterThanOrEqualTo(3);
            assertThat(mail.addresses("/o/")).hasSize(1);
            assertThat(mail.headerId()).contains(sent.getString("headerId"));
            prospects.add(new Prospect(leads.get(i), mail, sent.getString("id")));
        }
    }

    private void aScannerEarnsNothing(Visitor screen, Prospect scanned, Shop shop) {
        latencies.begin();
        latencies.until(
                "sent->timeline",
                () -> assertThat(rita.timeline(scanned.lead())).containsOnly("sent"));
        int before = rita.score(scanned.lead());
        Page page = live(screen, scanned);
        int links = (int) scanned.mail().addresses("/c/").count();

        latencies.begin();
        assertThat(Reader.scan(scanned.mail())).hasSize(links).containsOnly(307);

        latencies.until("scan->page", () -> assertThat(machineClicks(page)).isEqualTo(links));
        latencies.until(
                "scan->nothing earned",
                () -> assertThat(rita.score(scanned.lead())).isEqualTo(before));
        sameEverywhere("scan", page, scanned);
        assertThat(shop.visits()).isEmpty();
    }

    private void aReaderOpensAndClicks(Visitor screen, Prospect warm, Reader reader, Shop shop) {
        Page page = live(screen, warm);
        int before = rita.score(warm.lead());

        latencies.begin();
        reader.open(warm.mail());
        latencies.until("open->page", () -> happened(page, "Opened"));
        latencies.until("open->score", () -> assertThat(rita.score(warm.lead())).isGreaterThan(before));
        sameEverywhere("open", page, warm);

        int opened = rita.score(warm.lead());
        latencies.begin();
        reader.click(shop.address());
        latencies.until("click->page", () -> happened(page, "Clicked"));
        latencies.until(
                "click->score", () -> assertThat(rita.score(warm.lead())).isGreaterThan(opened));
        sameEverywhere("click", page, warm);
        assertThat(shop.visits()).anyMatch(path -> path.matches("/\\d+"));
        assertThat(page.locator(".ledger tbody tr").count()).isGreaterThanOrEqualTo(2);
        assertThat(page.locator(".reasons li").count()).isPositive();
        screen.look("walk-clicked");
    }

    /** Only a machine was there, so the task comes although every link was asked for. */
    private void nobodyReadTheScannedMail(Visitor screen, Prospect scanned) {
        Page page = live(screen, scanned);
        latencies.begin();
        latencies.until(
                "not read->task",
                Duration.ofSeconds(15),
                () -> assertThat(rita.openTasks(scanned.lead())).containsKey("not-read"));
        latencies.until(
                "not read->page",
                () -> assertThat(page.locator(".tasks li").allTextContents())
                        .anyMatch(task -> task.contains("has not read")));
    }

    private void anAnswerAndAnotherMakeTheLeadHot(Visitor screen, Prospect answering) throws Exception {
        Page page = live(screen, answering);
        latencies.begin();
        Postbox.send(answering.mail().answer("Tell me more."));
        latencies.until("answer in mailbox->page", () -> happened(page, "Answered"));
        latencies.until(
                "answer->task gone",
                () -> assertThat(rita.openTasks(answering.lead())).doesNotContainKey("not-read"));
        sameEverywhere("answer", page, answering);

        latencies.begin();
        JsonPath taken =
                rita.upload(answering.mail().answer("Can you come on Monday?").getBytes(StandardCharsets.UTF_8));
        assertThat(taken.getString("takenFor")).isEqualTo("reply");
        latencies.until(
                "second answer->hot task",
                () -> assertThat(rita.openTasks(answering.lead())).containsOnlyKeys("hot"));
        latencies.until(
                "second answer->page",
                () -> assertThat(page.locator(".tasks li").allTextContents())
                        .anyMatch(task -> task.contains("is hot")));
        sameEverywhere("second answer", page, answering);
        assertThat(machineClicks(page))
                .isEqualTo((int) answering.mail().addresses("/c/").count());
        screen.look("walk-hot");
    }

    private void aNoticeTellsThatTheAddressIsGone(Visitor screen, Prospect gone) throws IOException {
        Page page = live(screen, gone);
        int before = rita.score(gone.lead());
        latencies.begin();
        JsonPath taken = rita.upload(Notice.about(gone.mail()));
        assertThat(taken.getString("outcomes[0].event")).isEqualTo("hard_bounced");
        latencies.until("bounce->page", () -> happened(page, "Bounced for good"));
        latencies.until(
                "bounce->score", () -> assertThat(rita.score(gone.lead())).isLessThan(before));
        latencies.until(
                "bounce->task",
                () -> assertThat(page.locator(".tasks li").allTextContents())
                        .anyMatch(task -> task.contains("Fix the address")));
        sameEverywhere("bounce", page, gone);
    }

    private void theManagersReportCountsRight() {
        // Reports count what changed in the background.
        await().untilAsserted(() -> assertThat(mona.get("/api/reports/team?by=campaign")
                        .<String, Object>getMap("rows.find { it.key == '" + CAMPAIGN + "' }.counts"))
                .containsEntry("sent", 3)
                .containsEntry("delivered", 2)
                .containsEntry("hardBounced", 1)
                .containsEntry("opened", 2)
                .containsEntry("clicked", 1)
                .containsEntry("answered", 1)
                .containsEntry("unsubscribed", 0));
        try (Visitor manager = Visitor.loggedIn(home, "mona")) {
            Page page = manager.open("/reports?by=campaign");
            assertThat(page.locator("main").textContent()).contains(CAMPAIGN);
            manager.look("walk-report");
        }
    }

    private void theOtherTeamSeesNothing() {
        Desk sam = Desk.of("sam");
        Desk mark = Desk.of("mark");
        for (Prospect each : prospects) {
            String lead = "/api/leads/" + each.lead();
            sam.findsNothing(lead, lead + "/timeline", lead + "/score", "/api/messages/" + each.message());
            assertThat(sam.openTasks(each.lead())).isEmpty();
        }
        String held = "/api/connections/" + connection;
        mark.findsNothing(held, held + "/records", held + "/status");
        assertThat(sam.status(held)).isEqualTo(403);
        assertThat(mark.get("/api/reports/team?by=campaign").getList("rows.key"))
                .doesNotContain(CAMPAIGN);
        assertThat(sam.get("/api/messages?campaign=" + CAMPAIGN).getList("items"))
                .isEmpty();
        try (Visitor stranger = Visitor.loggedIn(home, "sam")) {
            stranger.open("/leads/" + prospects.getFirst().lead(), 404);
        }
    }

    private void aTaskIsDone(Visitor screen, Prospect hot) {
        Page page = live(screen, hot);
        String task = Objects.requireNonNull(rita.openTasks(hot.lead()).get("hot"));
        latencies.begin();
        rita.post("/api/follow-ups/" + task + "/done", 200, Map.of("note", "We meet on Monday."));
        assertThat(rita.openTasks(hot.lead())).isEmpty();
        latencies.until(
                "done->page",
                () -> assertThat(page.locator(".tasks .acts").count()).isZero());
    }

    private void noClickIsLostWhilePostgresIsAway(Prospect clicking) throws Exception {
        int links = (int) clicking.mail().addresses("/c/").count();
        long before = clicksOf(clicking);
        PostgresOutage postgres = new PostgresOutage();
        postgres.kill();
        try {
            assertThat(Reader.scan(clicking.mail())).hasSize(links).containsOnly(307);
            assertThat(rita.status("/api/leads/" + clicking.lead())).isEqualTo(503);
        } finally {
            postgres.start();
        }
        latencies.begin();
        latencies.until(
                "postgres back->all clicks",
                ALL_LEADS,
                () -> assertThat(clicksOf(clicking)).isEqualTo(before + links));
        assertThat(mona.get("/api/intake").getLong("lost")).isZero();
    }

    private long clicksOf(Prospect prospect) {
        return rita.timeline(prospect.lead()).stream().filter("clicked"::equals).count();
    }

    private void afterTheOptOutNothingIsStored(Prospect leaving, Reader reader, Shop shop) {
        reader.page().navigate(leaving.mail().addresses("/r/").findFirst().orElseThrow());
        reader.page().locator("button[value='stop-tracking']").click();
        reader.page().locator("[role=status]").waitFor();
        List<String> before = rita.timeline(leaving.lead());
        long refused = refusedForConsent();
        int visits = shop.visits().size();

        latencies.begin();
        reader.open(leaving.mail());
        reader.click(shop.address());

        assertThat(shop.visits()).hasSizeGreaterThan(visits);
        latencies.until(
                "opted out->refused", () -> assertThat(refusedForConsent()).isEqualTo(refused + 2));
        assertThat(mona.get("/api/intake").getLong("journalled")).isZero();
        assertThat(mona.get("/api/intake").getLong("lost")).isZero();
        assertThat(rita.timeline(leaving.lead())).isEqualTo(before);
    }

    private long refusedForConsent() {
        Map<String, Object> rejected = mona.get("/api/intake").getMap("rejected");
        return rejected.containsKey("consent") ? ((Number) rejected.get("consent")).longValue() : 0;
    }

    private Page live(Visitor screen, Prospect prospect) {
        Page page = screen.open("/leads/" + prospect.lead());
        page.locator(".live[data-state=on]").waitFor();
        return page;
    }

    private static int machineClicks(Page page) {
        return page.locator(".timeline li.machine .what:has-text('clicked')").count();
    }

    private static void happened(Page page, String what) {
        Locator marks = page.locator(".timeline li:not(.machine) .what");
        assertThat(marks.allTextContents()).anyMatch(text -> text.startsWith(what));
    }

    /** The page, the connected CRM and the one that pulls know the score that rita is told. */
    private void sameEverywhere(String after, Page page, Prospect prospect) {
        latencies.until(after + "->everywhere", () -> {
            int score = rita.score(prospect.lead());
            assertThat(page.locator(".lead-score .big").textContent()).isEqualTo(Integer.toString(score));
            puller.pull();
            for (Map<String, Object> held : List.of(
                    Objects.requireNonNullElse(mona.inCrm(connection, prospect.lead()), Map.<String, Object>of()),
                    Objects.requireNonNullElse(puller.lead(prospect.lead()), Map.<String, Object>of()))) {
                assertThat(held).extractingByKey("score", MAP).containsEntry("score", score);
            }
        });
    }
}
