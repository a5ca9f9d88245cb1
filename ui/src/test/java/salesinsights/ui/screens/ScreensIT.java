package salesinsights.ui.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class ScreensIT {
    private static final String LEADS = """
            external_id,name,email,company,country,owner,stage,Lead Origin
            A1,Anna Berger,anna@bergmann.example,Bergmann Werkzeugbau GmbH,DE,rita,connected,API
            A2,Kwame Mensah,kwame@northwind.example,Northwind Traders,US,rita,attempting,Landing Page
            A3,<b>Li</b> Wei,li@example.com,=cmd|' /C calc'!A0,US,rita,new,Landing Page
            A5,Wanda Worth,wanda@worth.example,Worth & Sons,US,rita,new,Import
            A4,Sofía Hernández de la Torre,sofia@torre.example,Talleres Hernández,ES,,new,Import
            """;

    @TestHTTPResource("/")
    URI home;

    @Inject
    EventLog events;

    @Inject
    SentMail mail;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    Clock clock;

    @Inject
    Database database;

    @BeforeEach
    void someLeads() {
        scopes.runAsWorker(() -> database.write("call ensure_event_partitions(now())"));
        given().auth()
                .oauth2(RealKeycloak.token("rita"))
                .contentType("text/csv")
                .body(LEADS)
                .post("/api/leads/import")
                .then()
                .statusCode(200);
    }

    private String idOf(String email) {
        return given().auth()
                .oauth2(RealKeycloak.token("rita"))
                .contentType("application/json")
                .body(Map.of("email", email))
                .post("/api/leads/search")
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].id");
    }

    @Test
    void aLeadIsShownAndCanBeEdited() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/leads/" + idOf("li@example.com"));
            rita.look("lead-new");

            assertThat(page.locator("h1").textContent()).isEqualTo("<b>Li</b> Wei");
            page.locator("summary:has-text('Edit lead')").click();
            page.getByLabel("Phone").fill("+1 555 0100");
            page.getByLabel("Country").fill("Nowhere");
            page.locator("button:has-text('Save')").click();
            assertThat(page.locator("#w-country").isVisible()).isTrue();
            rita.forgiveComplaints();
            rita.look("lead-edit-refused");
            page.getByLabel("Country").fill("US");
            page.locator("button:has-text('Save')").click();
            assertThat(page.locator(".toast").textContent()).contains("Saved");
            assertThat(page.locator(".facts").textContent()).contains("+1 555 0100");
        }
    }

    @Test
    void anOutcomeCanBeTakenBack() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/leads/" + idOf("kwame@northwind.example"));
            page.locator("button:has-text('Won')").click();
            assertThat(page.locator(".tag.good").first().textContent()).contains("won");

            page.locator(".toast button:has-text('Undo')").click();
            page.locator("button:has-text('Won')").waitFor();
        }
    }

    @Test
    void aFileIsCheckedBeforeItIsImported() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/leads/import");
            rita.look("import");

            page.getByLabel("CSV file")
                    .setInputFiles(new FilePayload(
                            "leads.csv",
                            "text/csv",
                            "Number,email,country,Visits,Converted\nB1,b1@example.com,US,4,\nB2,nonsense,US,x,\n"
                                    .getBytes(StandardCharsets.UTF_8)));
            page.locator("button:has-text('Look at the file')").click();
            page.getByText("Nothing was stored yet").waitFor();
            page.getByLabel("Number").selectOption("external_id");
            page.getByLabel("Visits").selectOption("attribute:number");
            page.locator("button:has-text('Check with these columns')").click();
            page.locator("text=is no number").waitFor();
            assertThat(page.locator("main").textContent())
                    .contains("Nothing was stored yet")
                    .contains("is not an e-mail address");
            rita.look("import-checked");

            page.locator("button:has-text('Import 1 row')").click();
            page.locator("h2:has-text('Imported')").waitFor();
            rita.look("import-done");
            page.locator("button:has-text('Take it back')").click();
            page.locator(".tag:has-text('taken back')").waitFor();
            rita.look("import-undone");
        }
    }

    @Test
    void beforeSendingOneSeesWhatIsTracked() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/compose?to=" + idOf("anna@bergmann.example"));
            rita.look("compose");

            page.getByLabel("To").fill("anna@bergmann.example\nKwame <kwame@northwind.example>");
            page.getByLabel("Subject").fill("Spring offer");
            page.getByLabel("Message (HTML)").fill("<p>Hello, <a href=\"https://example.com/pricing\">prices</a></p>");
            page.locator("button:has-text('See what is tracked')").click();
            assertThat(page.locator("#preview").textContent())
                    .contains("kwame@northwind.example")
                    .contains("per person");
            rita.look("compose-preview");
        }
    }

    @Test
    void thereIsNothingToSeeYet() {
        try (Visitor sam = Visitor.loggedIn(home, "sam")) {
            sam.open("/messages");
            sam.look("messages-empty");
            sam.open("/follow-ups");
            sam.look("follow-ups-empty");
        }
    }

    @Test
    void managersReadReports() {
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            mona.open("/reports");
            mona.look("report-empty");
            mona.open("/reports/metrics");
            mona.look("metrics");
        }
    }

    @Test
    void twoRolesShowATeamAsAGroupOnlyAndEndItAgain() {
        try (Visitor ada = Visitor.loggedIn(home, "ada");
                Visitor pia = Visitor.loggedIn(home, "pia");
                Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = ada.open("/settings/works-council");
            page.getByLabel("Team, and all below it").selectOption("/teams/emea");
            page.getByLabel("Fewest people in a figure").fill("two");
            page.locator("button:has-text('Propose the mode')").click();
            assertThat(page.locator("#w-minimum").textContent()).contains("3 to 100");
            ada.forgiveComplaints();
            ada.look("council-refused");
            page.getByLabel("Fewest people in a figure").fill("3");
            page.locator("button:has-text('Propose the mode')").click();
            page.locator(".toast:has-text('Proposed')").waitFor();
            assertThat(page.locator("button[aria-label='Confirm for /teams/emea']")
                            .count())
                    .isZero();

            Page second = pia.open("/settings/works-council");
            pia.look("council-proposed");
            second.locator("button[aria-label='Confirm for /teams/emea']").click();
            second.locator(".toast:has-text('Confirmed')").waitFor();
            Page report = mona.open("/reports?by=rep");
            assertThat(report.locator("main").textContent()).contains("are not shown apart");
            mona.look("report-groups-only");
            report.locator("a:has-text('Look at one person')").click();
            report.getByLabel("User name").fill("rita");
            report.locator("button:has-text('Look')").click();
            report.locator("#w-reason").waitFor();
            mona.forgiveComplaints();
            mona.look("report-asking");
            report.locator("#r-reason").fill("Rita asked me to look at this with her");
            report.locator("button:has-text('Look')").click();
            report.locator("h1:has-text('rita')").waitFor();
            mona.look("report-person");

            second.locator("#c-team").selectOption("/teams/emea");
            second.locator("button:has-text('Propose to end it')").click();
            second.locator(".toast:has-text('Proposed')").waitFor();
            page.reload();
            page.locator("button[aria-label='Confirm for /teams/emea']").click();
            page.locator(".toast:has-text('Confirmed')").waitFor();
        }
    }

    @Test
    void aLeadIsSharedWithAnotherTeamWorkedOnThereAndTakenBack() {
        given().auth().oauth2(RealKeycloak.token("dario")).get("/api/me").then().statusCode(200);
        String lead = given().auth()
                .oauth2(RealKeycloak.token("sam"))
                .contentType("application/json")
                .body("{\"name\": \"Shared Sharon\", \"email\": \"shared-sharon@example.com\"}")
                .post("/api/leads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        try (Visitor sam = Visitor.loggedIn(home, "sam");
                Visitor dario = Visitor.loggedIn(home, "dario")) {
            Page page = sam.open("/leads/" + lead);
            page.locator("a:has-text('Share')").last().click();
            page.locator("h1:has-text('Share this lead')").waitFor();
            sam.look("sharing-none");
            page.getByLabel("A team").fill("/teams/nowhere");
            page.locator("button:has-text('Let them see it')").click();
            page.locator("#w-team").waitFor();
            sam.forgiveComplaints();
            sam.look("sharing-refused");
            page.getByLabel("A team").fill("/teams/emea/dach");
            page.locator("button:has-text('Let them work on it too')").click();
            page.locator(".toast:has-text('Shared')").waitFor();
            sam.look("sharing-done");

            Page theirs = dario.open("/shared");
            dario.look("shared-list");
            theirs.locator("a:has-text('Shared Sharon')").click();
            theirs.getByLabel("Phone").fill("+49 30 1234");
            theirs.locator("button:has-text('Save')").click();
            theirs.locator(".toast:has-text('Saved')").waitFor();
            dario.look("shared-lead");

            page.locator("button[aria-label='End sharing with /teams/emea/dach']")
                    .click();
            page.locator(".toast:has-text('Not shared any more')").waitFor();
            dario.open("/shared/" + lead, 404);
            dario.forgiveComplaints();
        }
    }

    @Test
    void whatALeaverHasIsHandedOverAndTakenBack() {
        given().auth()
                .oauth2(RealKeycloak.token("mark"))
                .contentType("application/json")
                .body("{\"name\": \"Of a leaver\", \"email\": \"of-a-leaver@example.com\", \"owner\": \"lena\"}")
                .post("/api/leads")
                .then()
                .statusCode(201);
        try (Visitor mark = Visitor.loggedIn(home, "mark")) {
            Page page = mark.open("/settings/hand-over");
            mark.look("hand-over-none");
            page.getByLabel("User name of who leaves").fill("lena");
            page.locator("button:has-text('Count first')").click();
            page.locator(".note:has-text('lena has 1 lead and 0 open tasks')").waitFor();
            page.locator("button:has-text('Hand over')").click();
            page.locator("#w-to").waitFor();
            mark.forgiveComplaints();
            mark.look("hand-over-refused");
            page.getByLabel("User names of who follows").fill("sam, mark");
            page.locator("button:has-text('Hand over')").click();
            page.locator(".toast:has-text('Handed over')").waitFor();
            mark.look("hand-over-done");
            page.locator("button[aria-label='Take back what lena had']").click();
            page.locator(".toast:has-text('Taken back')").waitFor();
        }
    }

    @Test
    void aRepReadsOwnFigures() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            rita.open("/reports/mine");
            rita.look("report-mine");
        }
    }

    @Test
    void whatIsNotThereAndWhatIsForeignLookTheSame() {
        try (Visitor sam = Visitor.loggedIn(home, "sam")) {
            Page page = sam.open("/leads/" + idOf("anna@bergmann.example"), 404);
            String foreign = page.content();
            sam.forgiveComplaints();
            sam.look("not-found");
            page = sam.open("/leads/00000000-0000-7000-8000-000000000000", 404);
            assertThat(page.content()).isEqualTo(foreign);
            page = sam.open("/no/such/page", 404);
            assertThat(page.content()).isEqualTo(foreign);
        }
    }

    @Test
    void whatIsForAnotherRoleSaysSo() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/reports", 403);
            rita.forgiveComplaints();
            rita.look("forbidden");
            assertThat(page.locator("h1").textContent()).isEqualTo("This is not for your role");
        }
    }

    @Test
    void theWorklistCanBeNarrowedSearchedAndRead() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/worklist");
            rita.look("worklist");

            assertThat(page.locator("tr[data-lead]").count()).isGreaterThanOrEqualTo(3);
            page.getByLabel("Search leads").fill("kwame@northwind");
            page.getByLabel("Search leads").press("Enter");
            page.locator("tr[data-lead]:has-text('Kwame'):only-child").waitFor();
            assertThat(page.url()).doesNotContain("kwame");
            assertThat(page.getByLabel("Search leads").inputValue()).isEqualTo("kwame@northwind");
            rita.open("/worklist?q=kwame%40northwind.example", 400);
            rita.forgiveComplaints();
            rita.open("/worklist");
            page.getByLabel("Search leads").fill("northw");
            page.getByLabel("Search leads").press("Enter");
            page.waitForURL("**/worklist?*q=northw*");
            assertThat(page.locator("tr[data-lead]").count()).isEqualTo(1);
            page.locator("select[name=stage]").selectOption("qualified");
            page.waitForURL("**/worklist?*stage=qualified*");
            assertThat(page.locator("section .empty h2").textContent()).isEqualTo("No lead fits these filters");
            rita.look("worklist-no-fit");
            page.locator("a:has-text('Show the whole team')").click();
            assertThat(page.locator("tr[data-lead]").count()).isGreaterThanOrEqualTo(4);
            rita.look("worklist-team");
        }
    }

    @Test
    void leadsAreExportedUnderTheNamesSomebodyTyped() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            rita.open("/worklist");
            Page page = rita.open("/leads/export");
            rita.look("export");
            page.locator("#c-name").fill("external_id");
            page.locator("button:has-text('Download CSV')").click();
            page.locator("#trouble:has-text('cannot both be called')").waitFor();
            assertThat(page.locator("#c-name").inputValue()).isEqualTo("external_id");
            rita.forgiveComplaints();
            rita.look("export-trouble");
            page.locator("#c-name").fill("Customer");
            page.locator("#c-phone").fill("");
            Download csv = page.waitForDownload(
                    () -> page.locator("button:has-text('Download CSV')").click());
            assertThat(contentOf(csv).lines().findFirst().orElseThrow())
                    .startsWith("external_id,Customer,email")
                    .doesNotContain("phone");
            Download book = page.waitForDownload(
                    () -> page.locator("button:has-text('Download workbook')").click());
            assertThat(book.suggestedFilename()).isEqualTo("leads.xlsx");
        }
    }

    private static String contentOf(Download file) {
        try {
            return Files.readString(file.path());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aSentMessageIsListedWithWhatBecameOfIt() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/compose");
            page.getByLabel("To").fill("Kwame <kwame@northwind.example>");
            page.getByLabel("Subject").fill("Spring <offer>");
            page.getByLabel("Message (HTML)").fill("<p>Hello, <a href=\"https://example.com/pricing\">prices</a></p>");
            page.getByLabel("Campaign").fill("Spring");
            page.locator("button:has-text('Send')").click();
            page.waitForURL("**/messages/*");
            assertThat(page.locator("h1").textContent()).isEqualTo("Spring <offer>");
            assertThat(page.locator(".toast").textContent()).contains("Handed to the mail server");
            assertThat(page.locator("main").textContent()).contains("https://example.com/pricing");
            rita.look("message");

            rita.open("/messages");
            rita.look("messages");
            rita.open("/leads/" + idOf("kwame@northwind.example"));
            page.locator(".timeline .what").first().waitFor();
            rita.look("lead-with-mail");
        }
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            mona.open("/reports?by=campaign");
            mona.look("report");
            mona.open("/settings");
            mona.look("settings");
        }
    }

    @Test
    void signalsBecomeAScoreATimelineAndATaskThatCanBeDoneAndTakenBack() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/compose");
            page.getByLabel("To").fill("li@example.com");
            page.getByLabel("Subject").fill("Autumn offer");
            page.getByLabel("Message (HTML)")
                    .fill("<p><a href=\"https://example.com/pricing\">Pricing</a>"
                            + " <a href=\"https://example.com/demo\">Demo</a></p>");
            page.locator("button:has-text('Send')").click();
            page.waitForURL("**/messages/*");
            String lead = idOf("li@example.com");
            rita.open("/leads/" + lead);
            page.locator(".live[data-state=on]").waitFor();

            happened("li@example.com");

            page.locator(".timeline .what:has-text('Answered')").waitFor();
            page.locator(".ledger tbody tr").first().waitFor();
            rita.look("lead-hot");
            rita.open("/worklist");
            page.locator(".tasks li:has-text('Li')").first().waitFor();
            rita.look("worklist-hot");

            page.locator(".tasks button:has-text('Done')").first().click();
            page.locator(".toast:has-text('Task done')").waitFor();
            page.locator(".toast button:has-text('Undo')").click();
            page.locator(".toast:has-text('Open again')").waitFor();
            page.locator(".tasks summary:has-text('Snooze')").first().click();
            page.locator(".tasks button:has-text('In 3 days')").first().click();
            page.locator(".toast:has-text('Task snoozed')").waitFor();
            rita.open("/follow-ups?status=snoozed");
            assertThat(page.locator(".tasks li").count()).isPositive();
            rita.look("follow-ups");
        }
    }

    /** A person reads, clicks twice, and answers the last message to this address; before that, a scanner came by. */
    private void happened(String address) {
        TeamId team = teams.require(new TeamPath("/teams/emea")).id();
        scopes.runAsWorker(() -> {
            SentTo sent = mail.to(team, List.of(address)).getLast();
            Instant now = clock.instant();
            String browser = "Chrome on Windows";
            events.append(List.of(
                    event(
                            sent,
                            EventKind.CLICKED,
                            EventSource.LINK,
                            now.minusSeconds(40),
                            0,
                            "Barracuda Sentinel (EE)"),
                    event(sent, EventKind.OPENED, EventSource.PIXEL, now.minusSeconds(20), null, browser),
                    event(sent, EventKind.CLICKED, EventSource.LINK, now.minusSeconds(15), 0, browser),
                    event(sent, EventKind.CLICKED, EventSource.LINK, now.minusSeconds(5), 1, browser),
                    event(sent, EventKind.REPLIED, EventSource.MAILBOX, now, null, null)));
        });
    }

    private static TrackingEvent event(
            SentTo sent,
            EventKind kind,
            EventSource source,
            Instant at,
            @Nullable Integer link,
            @Nullable String agent) {
        return new TrackingEvent(
                Ids.next(),
                at,
                sent.team(),
                sent.message(),
                sent.recipient(),
                kind,
                source,
                at,
                link,
                agent,
                null,
                List.of(),
                Map.of());
    }

    @Test
    void whoWasTakenForAPersonIsShownAsAMachineWithBothReasons() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/compose");
            page.getByLabel("To").fill("wanda@worth.example");
            page.getByLabel("Subject").fill("Winter offer");
            page.getByLabel("Message (HTML)")
                    .fill("<p><a href=\"https://example.com/1\">One</a> <a href=\"https://example.com/2\">Two</a>"
                            + " <a href=\"https://example.com/3\">Three</a></p>");
            page.locator("button:has-text('Send')").click();
            page.waitForURL("**/messages/*");
            Instant at = clock.instant().minusSeconds(30);
            clicked("wanda@worth.example", at, 0);
            rita.open("/leads/" + idOf("wanda@worth.example"));
            page.locator(".live[data-state=on]").waitFor();
            page.locator(".timeline li:not(.machine) .what:has-text('Clicked')").waitFor();

            clicked("wanda@worth.example", at.plusMillis(200), 1);
            clicked("wanda@worth.example", at.plusMillis(400), 2);

            page.locator(".timeline li.machine .later:has-text('Was taken for a person until')")
                    .waitFor();
            assertThat(page.locator(".timeline li.machine").count()).isEqualTo(3);
            assertThat(page.locator(".timeline li.machine .more").allTextContents())
                    .anyMatch(line -> line.contains("Several different links within a second"));
            rita.look("lead-scanned");
        }
    }

    private void clicked(String address, Instant at, int link) {
        TeamId team = teams.require(new TeamPath("/teams/emea")).id();
        scopes.runAsWorker(() -> events.append(List.of(event(
                mail.to(team, List.of(address)).getLast(), EventKind.CLICKED, EventSource.LINK, at, link, "Chrome"))));
    }

    @Test
    void thePrivacyOfficerDraftsARowSeesWhomItAffectsAndPublishesIt() {
        try (Visitor pia = Visitor.loggedIn(home, "pia")) {
            Page page = pia.open("/privacy/policy");
            pia.look("policy");
            page.locator("a:has-text('Brazil')").click();
            page.getByLabel("Opens").selectOption("consent");
            page.getByLabel("Source").fill("");
            page.locator("#row button").click();
            assertThat(page.locator("#w-source").textContent()).contains("1 to 1000");
            assertThat(page.getByLabel("Opens").inputValue()).isEqualTo("consent");
            pia.forgiveComplaints();
            page.getByLabel("Source").fill("ANPD, read today");
            page.locator("#row button").click();
            page.locator("#preview").waitFor();
            pia.look("policy-draft");
            page.locator("#publish button").click();
            assertThat(page.locator("#w-note").textContent()).contains("why it is changed");
            pia.forgiveComplaints();
            page.getByLabel("Why it is changed").fill("The authority asks for consent");
            page.locator("#publish button").click();
            page.locator(".toast:has-text('Published')").waitFor();
            assertThat(page.locator("main").textContent()).contains("The authority asks for consent");
            pia.look("policy-published");
        }
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            mona.open("/privacy/policy", 403);
        }
    }

    @Test
    void thePrivacyOfficerErasesAPersonAndSeesItInTheAuditLog() {
        try (Visitor pia = Visitor.loggedIn(home, "pia")) {
            Page page = pia.open("/privacy");
            pia.look("privacy");
            page.locator("main a:has-text('Requests')").click();
            pia.look("requests-none");
            page.getByLabel("E-mail address").fill("gone@firm");
            page.locator("#r-kind").selectOption("erasure");
            page.locator("#r-address").fill("two words@firm.de");
            page.locator("#enter").evaluate("form => form.noValidate = true");
            page.locator("#enter button").click();
            assertThat(page.locator("#w-address").textContent()).contains("not an e-mail address");
            assertThat(page.locator("#r-address").inputValue()).isEqualTo("two words@firm.de");
            pia.forgiveComplaints();
            page.locator("#r-address").fill("gone@firm.de");
            page.locator("#r-team").selectOption("/teams/emea");
            page.locator("#enter button").click();
            page.locator(".toast:has-text('Entered')").waitFor();
            assertThat(page.url()).doesNotContain("gone");
            pia.look("requests-entered");
            page.locator("button:has-text('Erase now')").first().click();
            page.locator(".toast:has-text('Begun')").waitFor();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                page.navigate(home.resolve("/privacy/requests").toString());
                return page.locator("main .tag.good:has-text('done')").count() > 0;
            });
            assertThat(page.locator("main").textContent()).contains("nobody any more");
            pia.look("requests-done");
            pia.open("/privacy/audit");
            assertThat(page.locator("main").textContent()).contains("Erased").contains("chain whole");
            pia.look("audit");
            page.locator("#a-actor").fill("nobody-at-all");
            page.locator("#find button").click();
            assertThat(page.locator("main").textContent()).contains("No entry");
            pia.look("audit-none");
        }
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            mona.open("/privacy", 403);
            mona.open("/privacy/audit", 403);
        }
    }

    @Test
    void thePrivacyOfficerSeesWhatWouldGoBeforeChangingARetention() {
        try (Visitor pia = Visitor.loggedIn(home, "pia")) {
            Page page = pia.open("/privacy/retention");
            pia.look("retention");
            page.locator("#d-notices").fill("3");
            page.locator("#notices button[value=preview]").click();
            assertThat(page.locator("#w-notices").textContent()).contains("7 to 730");
            assertThat(page.locator("#d-notices").inputValue()).isEqualTo("3");
            pia.forgiveComplaints();
            page.locator("#d-notices").fill("30");
            page.locator("#notices button[value=preview]").click();
            assertThat(page.locator("#notices").textContent()).contains("would go with 30 days");
            pia.look("retention-tried");
            page.locator("#notices button[value=change]").click();
            page.locator(".toast:has-text('Changed')").waitFor();
            assertThat(page.locator("#d-notices").inputValue()).isEqualTo("30");
        }
    }

    @Test
    void aRepEntersWhatAPersonSaidAndSeesItInTheLedger() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/privacy/consents");
            rita.look("consents");
            page.getByLabel("E-mail address").fill("lena.letter@firm.de");
            page.locator("#find button").click();
            assertThat(page.url()).doesNotContain("lena");
            page.locator("#enter input[value=open]").check();
            page.locator("#enter button").click();
            assertThat(page.locator("#enter").textContent()).contains("a consent needs evidence");
            rita.forgiveComplaints();
            page.locator("#enter input[name=evidence]").fill("letter of 3 May");
            page.locator("#enter button").click();
            page.locator(".toast:has-text('Entered')").waitFor();
            assertThat(page.locator("main").textContent())
                    .contains("letter of 3 May")
                    .contains("chain whole");
            rita.look("consents-entered");
        }
    }

    @Test
    void anAdministratorTriesPublishesAndTakesBackARow() {
        try (Visitor ada = Visitor.loggedIn(home, "ada")) {
            Page page = ada.open("/settings");
            ada.look("settings-admin");
            page.locator("a:has-text('Look and change')").click();
            ada.look("catalogue");

            page.getByLabel("Name").fill("Acme");
            page.getByLabel("Recognised by").fill("ab");
            page.getByLabel("Known from").fill("our own log");
            page.locator("button:has-text('Publish')").click();
            assertThat(page.locator("#w-match").textContent()).contains("at least 3 letters");
            ada.forgiveComplaints();
            page.getByLabel("Recognised by").fill("Acme*Lens");
            page.locator("button:has-text('See what changes')").click();
            assertThat(page.locator("#preview").textContent()).contains("would be judged otherwise");
            ada.look("catalogue-tried");
            page.locator("button:has-text('Publish')").click();
            page.locator(".toast:has-text('Published')").waitFor();
            assertThat(page.locator("main").textContent()).contains("Acme*Lens");
            ada.look("catalogue-published");
            page.locator("button:has-text('Remove')").first().click();
            page.locator(".toast:has-text('Published')").waitFor();
            assertThat(page.locator("#rows-title + *, .empty").count()).isPositive();
        }
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            mona.open("/settings/catalogue", 403);
        }
    }

    @Test
    void aRepMakesAPasswordForAMailProgramOnce() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/settings/passwords");
            rita.look("passwords-none");
            page.locator("button:has-text('Make it')").click();
            assertThat(page.locator("#w-name").textContent()).contains("what the password is for");
            rita.forgiveComplaints();
            page.getByLabel("What it is for").fill("Thunderbird");
            page.locator("button:has-text('Make it')").click();
            assertThat(page.locator("#made").textContent()).hasSize(32);
            rita.look("passwords-made");
            page.locator("button[aria-label='Revoke Thunderbird']").click();
            page.locator(".toast:has-text('Revoked')").waitFor();
            assertThat(page.locator("#made").count()).isZero();
        }
    }

    @Test
    void anAdministratorMakesAnAddressForAProvider() {
        try (Visitor ada = Visitor.loggedIn(home, "ada")) {
            Page page = ada.open("/settings/providers");
            ada.look("providers-none");
            page.getByLabel("Provider", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("amazon-ses");
            page.getByLabel("Name").fill("Our Amazon");
            page.getByLabel("Topics of Amazon SNS").fill("not an ARN");
            page.locator("button:has-text('Make it')").click();
            assertThat(page.locator("#w-topics").textContent()).contains("are ARNs");
            assertThat(page.getByLabel("Topics of Amazon SNS").inputValue()).isEqualTo("not an ARN");
            ada.forgiveComplaints();
            page.getByLabel("Provider", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("postmark");
            page.locator("button:has-text('Make it')").click();
            String url = page.locator("#made").textContent();
            ada.look("providers-made");
            given().contentType("application/json")
                    .body("{\"RecordType\":\"Delivery\",\"Recipient\":\"nobody@example.com\"}")
                    .post(url.replaceFirst("https?://[^/]+", ""))
                    .then()
                    .statusCode(200);
            page.locator("a:has-text('Our Amazon')").click();
            page.locator("#deliveries-title").waitFor();
            ada.look("provider");
            page.locator("button:has-text('Replace the secret')").click();
            assertThat(page.locator(".note.good").textContent()).contains("shown this once");
            page.locator("button:has-text('Pause')").click();
            page.locator(".toast:has-text('Paused')").waitFor();
            page.locator("button:has-text('Remove this address')").click();
            page.locator(".toast:has-text('Removed')").waitFor();
        }
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            mona.open("/settings/providers", 403);
        }
    }

    @Test
    void aMailboxIsAddedTriedPausedAndRemoved() {
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open("/settings/mailboxes");
            mona.look("mailboxes-none");
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Returns");
            page.getByLabel("IMAP server").fill("imap://nonsense");
            page.getByLabel("User name").fill("returns@sales.example");
            page.locator("#b-password").fill("open sesame");
            page.locator("button:has-text('Add mailbox')").click();
            assertThat(page.locator("#w-host").textContent()).contains("host name");
            assertThat(page.getByLabel("User name").inputValue()).isEqualTo("returns@sales.example");
            assertThat(page.content()).doesNotContain("sesame");
            mona.forgiveComplaints();
            mona.look("mailboxes-refused");

            page.getByLabel("IMAP server").fill("127.0.0.1");
            page.locator("#b-password").fill("open sesame");
            page.locator("button:has-text('Add mailbox')").click();
            page.locator(".toast:has-text('Mailbox added')").waitFor();
            page.locator("button[aria-label='Test Returns']").click();
            assertThat(page.locator("td .note").textContent()).contains("Nobody answers");
            mona.look("mailboxes-tried");
            page.locator("button:has-text('Pause')").click();
            page.locator(".toast:has-text('Mailbox paused')").waitFor();
            page.locator("summary:has-text('Remove')").click();
            page.locator("button:has-text('Remove for good')").click();
            page.locator(".toast:has-text('Mailbox removed')").waitFor();
        }
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            rita.open("/settings/mailboxes", 403);
        }
    }

    @Test
    void aMailServerIsAddedTriedChangedAndRemoved() {
        // A team is known from the first request of one of its people on.
        given().auth().oauth2(RealKeycloak.token("dario")).get("/api/me").then().statusCode(200);
        try (Visitor ada = Visitor.loggedIn(home, "ada")) {
            Page page = ada.open("/settings/smtp");
            ada.look("smtp-none");
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Office");
            page.getByLabel("Team").selectOption("/teams/emea/dach");
            page.getByLabel("SMTP server").fill("not a host");
            page.getByLabel("User name").fill("office");
            page.locator("#s-password").fill("open sesame");
            page.locator("button:has-text('Add server')").click();
            assertThat(page.locator("#w-host").textContent()).contains("smtp.example.com");
            assertThat(page.getByLabel("User name").inputValue()).isEqualTo("office");
            assertThat(page.content()).doesNotContain("sesame");
            ada.forgiveComplaints();
            ada.look("smtp-refused");

            page.getByLabel("SMTP server").fill("no-such-host.invalid");
            page.locator("#s-password").fill("open sesame");
            page.locator("button:has-text('Add server')").click();
            page.locator(".toast:has-text('Server added')").waitFor();
            page.locator("button[aria-label='Test Office']").click();
            page.locator("td:has-text('There is no host of this name')").waitFor();
            ada.look("smtp-tried");
            page.locator("a[aria-label='Change Office']").click();
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Headquarters");
            ada.look("smtp-change");
            page.locator("button:has-text('Save')").click();
            page.locator(".toast:has-text('Server changed')").waitFor();
            // Tests share a database, and another one may have left a server of its own.
            page.locator("tr:has-text('Headquarters') summary:has-text('Remove')")
                    .click();
            page.locator("tr:has-text('Headquarters') button:has-text('Remove for good')")
                    .click();
            page.locator(".toast:has-text('Server removed')").waitFor();
        }
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            rita.open("/settings/smtp", 403);
        }
    }

    @Test
    void whatMatchesNothingIsAssignedOrPutAwayAndTakenBack() {
        for (int i = 0; i < 27; i++) {
            given().auth()
                    .oauth2(RealKeycloak.token("rita"))
                    .contentType("message/rfc822")
                    .body(("From: MAILER-DAEMON@mx.example.com\nMessage-ID: <" + Ids.next()
                                    + "@mx.example.com>\nSubject: failure"
                                    + " notice <" + i + ">\n\nHi. This is the qmail-send program.\n\n<gone-" + i
                                    + "@nowhere.example>:\nUser unknown. (#5.1.1)\n")
                            .getBytes(StandardCharsets.UTF_8))
                    .post("/api/mail")
                    .then()
                    .statusCode(200);
        }
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open("/settings/unmatched");
            mona.look("unmatched");
            page.locator("summary:has-text('Assign')").first().click();
            page.getByLabel("Recipient's address").first().fill("never@written.example");
            page.locator("button:has-text('Assign to the newest mail')").first().click();
            assertThat(page.locator(".wrong").first().textContent()).contains("nobody whom your teams wrote to");
            mona.forgiveComplaints();
            mona.look("unmatched-refused");
            page.locator("button:has-text('Put away')").first().click();
            page.locator(".toast:has-text('Put away')").waitFor();
            page.locator(".toast button").click();
            page.locator(".toast:has-text('Taken back')").waitFor();
            page.locator("a:has-text('Older')").click();
            assertThat(page.locator("tbody tr").count()).isPositive();
            mona.look("unmatched-older");
        }
    }

    @Test
    void aTemplateBecomesACampaignThatCanBeWatched() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/templates/new");
            rita.look("template-new");
            page.getByLabel("Name").fill("Welcome " + Ids.next());
            page.getByLabel("Subject").fill("Hello {{firstName|there}}");
            page.getByLabel("Message (HTML)").fill("<p>{{nickName}}</p>");
            page.locator("button:has-text('Save')").click();
            assertThat(page.locator(".wrong").first().textContent()).contains("nickName");
            rita.forgiveComplaints();
            rita.look("template-refused");
            page.getByLabel("Message (HTML)")
                    .fill("<p>Dear {{firstName|friend}}, <a href='https://example.com/'>look</a></p>");
            page.locator("button:has-text('Save')").click();
            page.locator(".toast:has-text('Saved')").waitFor();
            rita.look("template");
            rita.open("/templates");
            rita.look("templates");

            page.locator("a:has-text('New campaign')").first().click();
            page.getByLabel("Name").fill("Spring " + Ids.next());
            page.getByLabel("or pasted").fill("email,firstName,country\nnobody,Nobody,US\n");
            page.locator("button:has-text('Save as draft')").click();
            assertThat(page.locator(".note.bad").textContent()).contains("Row 1, email");
            rita.forgiveComplaints();
            rita.look("campaign-refused");
            page.getByLabel("or pasted")
                    .fill("email,firstName,country\nkwame@northwind.example,Kwame,US\n"
                            + "anna@bergmann.example,,DE\n");
            page.locator("button:has-text('Save as draft')").click();
            page.locator("h2:has-text('What the first of them would get')").waitFor();
            rita.look("campaign-draft");
            page.locator("button:has-text('Start sending')").click();
            page.locator(".head .tag:has-text('done')").waitFor();
            page.locator("td .tag:has-text('sent')").first().waitFor();
            rita.look("campaign-done");
            rita.open("/campaigns");
            rita.look("campaigns");
            rita.open("/compose");
            page.getByLabel("Template").selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
            page.locator("button:has-text('Fill in')").click();
            assertThat(page.getByLabel("Subject").inputValue()).contains("Hello there");
            rita.look("compose-filled");
        }
        try (Visitor sam = Visitor.loggedIn(home, "sam")) {
            sam.open("/templates");
            sam.look("templates-empty");
            sam.open("/campaigns");
            sam.look("campaigns-empty");
        }
    }

    @Test
    void whatIsWrongWithAMessageStandsBesideItsField() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/compose");
            page.getByLabel("To").fill("nobody at all");
            page.getByLabel("Subject").fill("Hello");
            page.getByLabel("Message (HTML)").fill("<p>Hello</p>");
            page.locator("button:has-text('Send')").click();
            assertThat(page.locator(".wrong").first().textContent()).contains("nobody at all");
            assertThat(page.getByLabel("Subject").inputValue()).isEqualTo("Hello");
            rita.forgiveComplaints();
            rita.look("compose-refused");
        }
    }

    @Test
    void aRowIsRenewedInPlaceWhenItsLeadChanges() {
        String lead = idOf("kwame@northwind.example");
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/worklist");
            page.locator(".live[data-state=on]").waitFor();

            given().auth()
                    .oauth2(RealKeycloak.token("rita"))
                    .contentType("application/json")
                    .body("{\"company\": \"Southwind Traders\"}")
                    .patch("/api/leads/" + lead)
                    .then()
                    .statusCode(200);

            page.locator("tr[data-lead='" + lead + "']:has-text('Southwind Traders')")
                    .waitFor(new Locator.WaitForOptions().setTimeout(5000));
        }
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        String lead = idOf("sofia@torre.example");
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/leads/" + lead);
            Object status = page.evaluate(
                    "path => fetch(path, {method: 'POST', headers: {'Content-Type':"
                            + " 'application/x-www-form-urlencoded'}, body: 'outcome=won'}).then(answer => answer.status)",
                    "/leads/" + lead + "/outcome");
            assertThat(status).isEqualTo(422);
            rita.open("/leads/" + lead);
            assertThat(page.locator("button:has-text('Won')").isVisible()).isTrue();
        }
    }

    @Test
    void everyPageForbidsForeignScriptsFramesAndCaches() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            var headers =
                    rita.page().navigate(home.resolve("/worklist").toString()).headers();
            assertThat(headers.get("content-security-policy"))
                    .contains("script-src 'self';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers).containsEntry("cache-control", "no-store");
        }
    }
}
