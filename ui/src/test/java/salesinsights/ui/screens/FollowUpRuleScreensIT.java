package salesinsights.ui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.ui.local.RealKeycloak;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class FollowUpRuleScreensIT {
    @TestHTTPResource("/")
    URI home;

    @Inject
    Teams teams;

    private final String team = "/teams/emea/dach/rules-" + UUID.randomUUID();
    private final String path = "/settings/follow-up-rules?team=" + team;

    @Test
    void aManagerAddsARuleTriesItChangesItAndTakesItBack() {
        teams.require(new TeamPath(team));
        try (Visitor mona = Visitor.loggedIn(home, "mona")) {
            Page page = mona.open(path);
            assertThat(page.locator("#rules tbody tr").count()).isEqualTo(3);
            mona.look("follow-up-rules");
            addFromATemplate(mona, page);
            tryThemAll(mona, page);
            removeIt(page);
            page.locator("tr:has(th:text-is('1')) button:has-text('Restore version 1')")
                    .click();
            page.locator(".toast:has-text('The earlier version holds again')").waitFor();
            assertThat(page.locator("#rules tbody tr").count()).isEqualTo(4);
            page.locator("summary:has-text('Follow the team above again')").click();
            mona.look("follow-up-rules-versions");
            page.locator("button:has-text('Yes, follow the team above')").click();
            page.locator(".toast:has-text('The rules of the team above hold again')")
                    .waitFor();
        }
    }

    private static void addFromATemplate(Visitor mona, Page page) {
        page.locator("#templates a:has-text('Read but not answered')").click();
        page.getByLabel("Business days", new Page.GetByLabelOptions().setExact(true))
                .fill("0");
        page.getByLabel("Title").fill("Ring {lead.nmae} \u202e<b>now</b> \ud83d\ude80");
        page.locator("button:text-is('Save')").click();
        assertThat(page.locator("#w-r-days").textContent()).contains("fire for all");
        assertThat(page.locator("#w-r-title").textContent()).contains("{lead.nmae}");
        assertThat(page.getByLabel("Title").inputValue()).contains("<b>now</b>");
        mona.forgiveComplaints();
        mona.look("follow-up-rules-refused");
        page.getByLabel("Business days", new Page.GetByLabelOptions().setExact(true))
                .fill("4");
        page.getByLabel("Title").fill("Ring {lead.name} \u202e<b>now</b> \ud83d\ude80");
        page.locator("button:text-is('Save')").click();
        page.locator(".toast:has-text('Saved')").waitFor();
        assertThat(page.locator("#rules tr:has-text('read-unanswered')").textContent())
                .contains("4")
                .contains("<b>now</b>");
    }

    private static void tryThemAll(Visitor mona, Page page) {
        page.locator("button:has-text('How often would they have fired?')").click();
        page.locator("#dry-run").waitFor();
        assertThat(page.locator("#dry-run tbody tr").count()).isEqualTo(4);
        mona.look("follow-up-rules-tried");
    }

    private void removeIt(Page page) {
        page.navigate(home.resolve(path).toString());
        page.locator("#rules a:has-text('Read but not answered')").click();
        page.locator("button:has-text('Remove the rule')").click();
        page.locator(".toast:has-text('Removed')").waitFor();
        assertThat(page.locator("#rules tbody tr").count()).isEqualTo(3);
    }

    @Test
    void ofTwoWhoChangeTheSameRulesTheSecondIsToldAndKeepsWhatWasTyped() {
        teams.require(new TeamPath(team));
        try (Visitor mona = Visitor.loggedIn(home, "mona");
                Visitor ada = Visitor.loggedIn(home, "ada")) {
            Page first = mona.open(path + "&rule=0");
            Page second = ada.open(path + "&rule=0");
            first.getByLabel("Title").fill("First");
            first.locator("button:text-is('Save')").click();
            first.locator(".toast:has-text('Saved')").waitFor();

            second.getByLabel("Title").fill("Second");
            second.locator("button:text-is('Save')").click();

            assertThat(second.locator("[role=alert]").first().textContent()).contains("Somebody changed these rules");
            assertThat(second.getByLabel("Title").inputValue()).isEqualTo("Second");
            ada.forgiveComplaints();
        }
    }
}
