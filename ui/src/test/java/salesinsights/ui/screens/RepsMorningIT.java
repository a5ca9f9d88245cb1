package salesinsights.ui.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.ui.local.RealKeycloak;

/** What a rep does first: through the list by keyboard, one lead after the other, while it goes on changing. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class RepsMorningIT {
    private static final List<String> PEOPLE =
            List.of("Amira Haddad", "Bruno Costa", "Chiara Rossi", "Dov Levi", "Elin Berg", "Farid Naseri");

    @TestHTTPResource("/")
    URI home;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    Database database;

    /** Begins a word of every lead of one test, so that its list holds no others. */
    private final String word = "m" + UUID.randomUUID().toString().substring(0, 8);

    private void leads() {
        for (String name : PEOPLE) {
            given().auth()
                    .oauth2(RealKeycloak.token("rita"))
                    .contentType("application/json")
                    .body(Map.of(
                            "name",
                            name,
                            "email",
                            name.substring(0, 3).toLowerCase(Locale.ROOT) + "@" + word + ".example",
                            "company",
                            word + " works",
                            "owner",
                            "rita"))
                    .post("/api/leads")
                    .then()
                    .statusCode(201);
        }
    }

    private Page worklist(Visitor visitor, String more) {
        Page page = visitor.open("/worklist?scope=team&q=" + word + more);
        page.locator(".live[data-state=on]").waitFor();
        return page;
    }

    private static List<String> shown(Page page) {
        return page.locator("tr[data-lead]").all().stream()
                .map(row -> row.getAttribute("data-lead"))
                .toList();
    }

    private static Locator current(Page page) {
        return page.locator("tr[data-lead][aria-current]");
    }

    private static void awaitRows(Page page, int rows) {
        await().untilAsserted(() -> assertThat(shown(page)).hasSize(rows));
    }

    @Test
    void theListIsWorkedThroughByKeyboard() {
        leads();
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = worklist(rita, "");
            List<String> before = shown(page);
            assertThat(before).hasSize(PEOPLE.size());

            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("k");
            assertThat(current(page).getAttribute("data-lead")).isEqualTo(before.get(1));
            rita.look("morning");

            page.keyboard().press("e");
            page.locator(".toast:has-text('1 lead done')").waitFor();
            assertThat(shown(page)).hasSize(5).doesNotContain(before.get(1));
            assertThat(current(page).getAttribute("data-lead")).isEqualTo(before.get(2));
            page.keyboard().press("z");
            awaitRows(page, 6);

            page.keyboard().press("j");
            page.keyboard().press("s");
            page.locator(".toast:has-text('snoozed')").waitFor();
            page.keyboard().press("n");
            page.locator(".toast:has-text('put off to tomorrow')").waitFor();
            assertThat(shown(page)).containsExactlyElementsOf(before.subList(2, 6));
            worklist(rita, "&resting=true");
            assertThat(shown(page)).containsExactlyElementsOf(before.subList(0, 2));
            rita.look("morning-put-aside");
        }
    }

    @Test
    void allCommandsAreFoundByTyping() {
        leads();
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = worklist(rita, "");
            page.keyboard().press("/");
            assertThat(page.evaluate("document.activeElement.type")).isEqualTo("search");
            page.keyboard().press("Tab");
            page.locator("h1").click();
            page.keyboard().press("?");
            page.locator("#keys[open]").waitFor();
            rita.look("morning-keys");
            page.keyboard().press("Escape");

            page.keyboard().press("j");
            String first = current(page).getAttribute("data-lead");
            page.keyboard().press("Control+k");
            page.keyboard().type("week");
            assertThat(page.locator("#commands li").allTextContents())
                    .singleElement()
                    .asString()
                    .contains("Snooze");
            rita.look("morning-palette");
            page.keyboard().press("Enter");
            page.locator(".toast:has-text('snoozed')").waitFor();
            assertThat(shown(page)).hasSize(5).doesNotContain(first);
        }
    }

    @Test
    void manyAreGivenOnAtOnceAndTakenBack() {
        leads();
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = worklist(rita, "");
            page.keyboard().press("j");
            page.keyboard().press("x");
            page.keyboard().press("j");
            page.keyboard().press("x");
            assertThat(page.locator("[data-count]").textContent()).isEqualTo("2 chosen");
            page.keyboard().press("r");
            page.getByLabel("To whom, by user name").fill("mona");
            rita.look("morning-reassign");
            page.keyboard().press("Enter");
            page.locator(".toast:has-text('2 leads reassigned')").waitFor();
            worklist(rita, "&owner=mona");
            awaitRows(page, 2);

            worklist(rita, "");
            page.locator("tr[data-lead] input[name=lead]").first().check();
            page.locator(".deeds summary:has-text('Note')").click();
            page.locator("#d-note").fill("Wants offers in \u0639\u0631\u0628\u064a \ud83d\ude80");
            page.locator(".deeds button:has-text('Write it down')").click();
            page.locator(".toast:has-text('1 lead noted')").waitFor();
        }
    }

    @Test
    void aSharedViewIsFoundByOthers() {
        leads();
        try (Visitor rita = Visitor.loggedIn(home, "rita");
                Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = worklist(rita, "&tier=cold");
            page.locator(".views summary").click();
            page.getByLabel("Name of the view").fill("Cold " + word);
            page.getByLabel("Share it with the team").check();
            rita.look("morning-save-view");
            page.locator(".views button:text-is('Save')").click();
            page.locator(".views a:has-text('Cold " + word + "')").waitFor();

            Page other = mona.open("/worklist");
            other.locator(".views a:has-text('Cold " + word + "')").click();
            other.waitForURL("**/worklist?*view=*");
            assertThat(shown(other)).hasSize(PEOPLE.size());
        }
    }

    @Test
    void nothingMovesUnderTheCursorWhileTheListChanges() {
        leads();
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = worklist(rita, "");
            List<String> before = shown(page);
            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("j");
            BoundingBox place = current(page).boundingBox();
            String lead = current(page).getAttribute("data-lead");

            for (String other : List.of(before.get(0), before.get(4), lead)) {
                given().auth()
                        .oauth2(RealKeycloak.token("rita"))
                        .contentType("application/json")
                        .body(Map.of("company", word + " renamed"))
                        .patch("/api/leads/" + other)
                        .then()
                        .statusCode(200);
            }
            given().auth()
                    .oauth2(RealKeycloak.token("rita"))
                    .contentType("application/json")
                    .body(Map.of("outcome", "won"))
                    .post("/api/leads/" + before.get(5) + "/outcome")
                    .then()
                    .statusCode(200);

            page.locator("tr[data-lead='" + before.get(0) + "']:has-text('renamed')")
                    .waitFor();
            page.locator("[data-live-pill] button:visible").waitFor();
            assertThat(shown(page)).isEqualTo(before);
            assertThat(current(page).getAttribute("data-lead")).isEqualTo(lead);
            BoundingBox now = current(page).boundingBox();
            assertThat(now.y).isEqualTo(place.y);
            assertThat(page.evaluate("document.activeElement.closest('tr')?.dataset.lead"))
                    .isEqualTo(lead);
            rita.look("morning-live");
            page.locator("[data-reload]").click();
            awaitRows(page, 5);
        }
    }

    @Test
    void followUpsAreSubscribedToInACalendar() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/settings/calendar");
            page.locator("main form button").first().click();
            String address = page.locator("#feed").textContent();
            rita.look("calendar-feed");
            String path = URI.create(address).getPath();
            given().get(path).then().statusCode(200).contentType("text/calendar");
            page.locator("button:has-text('End the feed')").click();
            page.locator(".toast:has-text('Ended')").waitFor();
            given().get(path).then().statusCode(404);
        }
    }

    /** Ten thousand leads of a team of their own, half of them scored. */
    private String manyLeads() {
        String path = "/teams/emea/dach/" + word;
        long team = teams.require(new TeamPath(path)).id().value();
        scopes.runAsWorker(() -> {
            database.write("""
                    with made as (
                        insert into lead (id, team_id, external_id, name, company, owner)
                        select gen_random_uuid(), ?, 'n' || i, 'Person ' || i, 'Company ' || i % 997, 'mona'
                        from generate_series(1, 10000) i returning id, team_id)
                    insert into lead_score (lead_id, team_id, model_version, as_of, half_lives, points, fit)
                    select id, team_id, 't', now() - random() * interval '100 days', '{604800,2592000}',
                        array[100 * random() ^ 3, 100 * random() ^ 3], 5 * floor(random() * 5)
                    from made where random() < 0.5 on conflict (lead_id) do nothing
                    """, team);
            // So that the scoring job, which knows no event of theirs, leaves them as they are.
            database.write("delete from changed_lead where team_id = ?", team);
        });
        return path;
    }

    @Test
    void tenThousandLeadsScrollSmoothly() {
        String path = manyLeads();
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open("/worklist?scope=team&team=" + path);
            page.evaluate("""
                    () => { window.longest = []; new PerformanceObserver((list) => { for (const task of list.getEntries())
                      window.longest.push(task.duration); }).observe({ type: 'longtask', buffered: true }); }
                    """);
            for (int pages = 1; pages <= 20; pages++) {
                int rows = 50 * pages;
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(page.locator("tr[data-lead]").count())
                                        .isGreaterThanOrEqualTo(rows));
                page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
            }
            List<String> all = shown(page);
            assertThat(new HashSet<>(all)).as("no lead comes twice").hasSameSizeAs(all);
            // Only the pages in sight are laid out: the rest is a height that the browser remembers.
            Object frames = page.evaluate("""
                    async () => { const times = []; let last = performance.now();
                      for (let step = 0; step < 60; step++) { scrollBy(0, -400);
                        await new Promise(requestAnimationFrame); const now = performance.now(); times.push(now - last); last = now; }
                      times.sort((a, b) => a - b); return times[Math.floor(times.length / 2)]; }
                    """);
            System.getLogger("morning")
                    .log(
                            System.Logger.Level.INFO,
                            "median frame {0} ms of {1} rows, long tasks {2}",
                            frames,
                            all.size(),
                            page.evaluate("window.longest"));
            assertThat(((Number) frames).doubleValue())
                    .as("ms a frame, at the median")
                    .isLessThan(100);
        } finally {
            scopes.runAsWorker(() -> database.write(
                    "delete from lead where team_id = ?",
                    teams.require(new TeamPath(path)).id().value()));
        }
    }
}
