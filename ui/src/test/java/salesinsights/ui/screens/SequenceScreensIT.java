package salesinsights.ui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class SequenceScreensIT {
    @TestHTTPResource("/")
    URI home;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    Database database;

    @Inject
    Clock clock;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void leadsAndATemplate() {
        long team = scopes.asWorker(
                () -> teams.require(new TeamPath("/teams/emea")).id().value());
        scopes.runAsWorker(() -> {
            for (String name : new String[] {"Ada", "Grace"}) {
                database.write(
                        "insert into lead (id, team_id, name, email, owner, country) values (?, ?, ?, ?, 'mona', 'US')",
                        UUID.randomUUID(),
                        team,
                        name + " " + mark,
                        name.toLowerCase(java.util.Locale.ROOT) + "-" + mark + "@seq.example");
            }
            database.write(
                    "insert into lead (id, team_id, name, owner) values (?, ?, ?, 'mona')",
                    UUID.randomUUID(),
                    team,
                    "Nobody " + mark);
            UUID template = UUID.randomUUID();
            database.write(
                    "insert into mail_template (id, team_id, name, version) values (?, ?, ?, 1)",
                    template,
                    team,
                    "Intro " + mark);
            database.write(
                    "insert into mail_template_version (team_id, template_id, version, subject, body_text, fields, saved_by,"
                            + " saved_at) values (?, ?, 1, 'Hello {{firstName|you}}', 'Hello', '{}', 'mona', ?)",
                    team,
                    template,
                    clock.instant());
        });
    }

    @Test
    void aManagerBuildsASequenceEnrolsLeadsOfTheWorklistAndTakesOneOut() {
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open("/sequences/new");
            build(mona, page);
            enrol(mona, page);
            follow(mona, page);
        }
    }

    private void build(Visitor mona, Page page) {
        mona.look("sequence-new");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Way \u202e<b>" + mark + "</b>");
        page.locator("button:text-is('Branch')").click();
        page.locator("button:text-is('Task')").click();
        assertThat(page.locator(".step").count()).isEqualTo(5);
        assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                        .inputValue())
                .contains(mark);
        page.locator("button:text-is('Save')").click();
        assertThat(page.locator("#w-template-0").textContent()).contains("is missing");
        mona.forgiveComplaints();
        mona.look("sequence-refused");

        page.locator("select[name='0.template']").selectOption(new SelectOption().setLabel("Intro " + mark));
        page.locator("select[name='2.template']").selectOption(new SelectOption().setLabel("Intro " + mark));
        page.locator("select[name='3.on']").selectOption("clicked");
        page.locator("select[name='3.then']").selectOption("task-1");
        page.locator("select[name='3.else']").selectOption("end");
        for (String day : new String[] {"saturday", "sunday"}) {
            page.locator("input[name=days][value=" + day + "]").check();
        }
        page.locator("button:text-is('Save')").click();
        page.locator(".toast:has-text('Saved')").waitFor();
        assertThat(page.locator("h1").textContent()).contains("<b>" + mark);
        assertThat(page.locator("#steps tbody tr").count()).isEqualTo(5);
        mona.look("sequence-empty");
    }

    private void enrol(Visitor mona, Page page) {
        mona.open("/worklist?scope=team&q=" + mark);
        page.locator("tr:has-text('Ada " + mark + "')").waitFor();
        for (Locator box : page.locator("input[name=lead]").all()) {
            box.check();
        }
        page.locator("#deeds button:text-is('Sequence')").click();
        page.getByLabel("Sequence", new Page.GetByLabelOptions().setExact(true))
                .selectOption(new SelectOption().setLabel("Way \u202e<b>" + mark + "</b>"));
        page.locator("button:text-is('Check each lead')").click();
        page.locator("#check").waitFor();
        assertThat(page.locator("#check tr:has-text('Nobody " + mark + "')").textContent())
                .contains("Has no e-mail address");
        mona.look("sequence-enrol");
        page.locator("button:text-is('Enrol 2')").click();
        page.locator("h1:has-text('Enrolled 2 of 3')").waitFor();
        mona.look("sequence-enrolled");
    }

    private void follow(Visitor mona, Page page) {
        page.locator("a:text-is('Look at it')").click();
        assertThat(page.locator("#enrolments tbody tr").count()).isEqualTo(2);
        mona.look("sequence-running");
        page.locator("button[aria-label='Take Ada " + mark + " out']").click();
        page.locator(".toast:has-text('Taken out')").waitFor();
        assertThat(page.locator("#enrolments tr:has-text('Ada " + mark + "')").textContent())
                .contains("stopped", "By mona");
        page.locator("#enrolments tr:has-text('Grace') a").first().click();
        page.locator("section:has(#sequences-title) a:has-text('" + mark + "')").waitFor();
        mona.look("lead-with-sequence");
        page.locator("section:has(#sequences-title) a:has-text('" + mark + "')").click();
        page.locator("button:text-is('Pause')").click();
        page.locator(".toast:has-text('Paused')").waitFor();
        page.locator("a:text-is('Change')").click();
        page.locator("button[aria-label='Move step 2 up']").click();
        page.locator("button[aria-label='Remove step 5']").click();
        assertThat(page.locator(".step").count()).isEqualTo(4);
        mona.open("/sequences");
        Awaitility.await()
                .until(() ->
                        page.locator("#sequences tr:has-text('" + mark + "')").count() == 1);
        mona.look("sequences");
    }

    @Test
    void aRepSeesSequencesAndChangesNone() {
        try (Visitor rita = Visitor.loggedIn(home, "rita")) {
            Page page = rita.open("/sequences");
            assertThat(page.locator("a[href='/sequences/new']").count()).isZero();
        }
    }
}
