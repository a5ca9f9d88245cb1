package salesinsights.ui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.ui.local.RealKeycloak;

/** The bell, the list behind it, and what somebody wants to be told. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class NoticeScreensIT {
    @TestHTTPResource("/")
    URI home;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    private final UUID lead = Ids.next();

    @BeforeEach
    void aLeadOfSams() {
        TeamId us = teams.require(new TeamPath("/teams/us")).id();
        scopes.runAsWorker(() -> {
            database.write("delete from notice where person = 'sam'");
            database.write(
                    "insert into lead (id, team_id, name, email, owner) values (?, ?, 'Grace <b>Hopper</b>', ?, 'sam')",
                    lead,
                    us.value(),
                    lead + "@navy.example");
        });
        tell(us, "CLICKED", "Our prices for 2027", 3, 0.93, false);
        tell(us, "ANSWERED", "Re: Our prices", 1, 1.0, false);
        tell(us, "OPENED", "عرض الأسعار 🎉 " + "long ".repeat(60), 1, 0.8, true);
        tell(us, "HOT", "Clicked pricing twice", 1, null, false);
    }

    @AfterEach
    void asItWas() {
        scopes.runAsWorker(() -> {
            database.write("delete from notice where lead_id = ?", lead);
            database.write("delete from notice_setting where person = 'sam'");
            database.write("delete from lead where id = ?", lead);
        });
    }

    private void tell(TeamId team, String cause, String words, int times, @Nullable Double confidence, boolean held) {
        scopes.runAsWorker(() -> database.write(
                "insert into notice (id, team_id, lead_id, person, cause, anchor, words, times, confidence, first_at, last_at,"
                        + " shown_from, held) values (?, ?, ?, 'sam', ?, ?, ?, ?, ?, now(), now(), now(), ?)",
                Ids.next(),
                team.value(),
                lead,
                cause,
                cause,
                words,
                times,
                confidence,
                held));
    }

    @Test
    void theBellCountsWhatIsUnreadAndANoticeLeadsToItsLead() {
        try (Visitor sam = Visitor.loggedIn(home, "sam")) {
            Page page = sam.open("/notices");
            page.locator(".rail [data-bell]:text-is('3')").waitFor();
            assertThat(page.locator(".notices li").count()).isEqualTo(4);
            assertThat(page.locator(".notices").textContent())
                    .contains("clicked a link in “Our prices for 2027” 3 times")
                    .contains("a person, 93 % sure")
                    .contains("became hot")
                    .contains("beyond your daily number")
                    .contains("<b>Hopper</b>");
            sam.look("notices");

            page.locator(".notices button:has-text('clicked a link')").click();
            page.waitForURL("**/leads/" + lead);
            page.locator(".rail [data-bell]:text-is('2')").waitFor();

            sam.open("/notices?unread=true");
            assertThat(page.locator(".notices li").count()).isEqualTo(3);
            page.locator("button:has-text('All read')").click();
            page.locator(".rail [data-bell]")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
            sam.open("/notices?unread=true");
            assertThat(page.locator(".empty h2").textContent()).isEqualTo("Nothing unread");
            sam.look("notices-none");
        }
    }

    @Test
    void aWrongSettingIsToldAtItsFieldAndAnOutdatedOneIsNotLost() {
        try (Visitor sam = Visitor.loggedIn(home, "sam")) {
            Page page = sam.open("/settings/notices");
            sam.look("notice-setting");
            page.locator("#percent").fill("30");
            page.locator("#most-a-day").fill("many");
            page.locator("button:has-text('Save')").click();
            page.locator(".wrong").first().waitFor();
            assertThat(page.locator("#percent").inputValue()).isEqualTo("30");
            assertThat(page.locator("#most-a-day").inputValue()).isEqualTo("many");
            sam.forgiveComplaints();
            sam.look("notice-setting-wrong");
            page.locator("#percent").fill("80");
            page.locator("#most-a-day").fill("7");
            page.locator("input[value=visited]").check();
            page.locator("button:has-text('Save')").click();
            page.locator(".toast:has-text('Saved')").waitFor();
            assertThat(page.locator("#most-a-day").inputValue()).isEqualTo("7");
            assertThat(page.locator("input[value=visited]").isChecked()).isTrue();

            sam.open("/settings/notices");
            page.locator("#most-a-day").fill("9");
            scopes.runAsWorker(
                    () -> database.write("update notice_setting set version = version + 1 where person = 'sam'"));
            page.locator("button:has-text('Save')").click();
            page.locator("[role=alert]:has-text('changed meanwhile')").waitFor();
            assertThat(page.locator("#most-a-day").inputValue()).isEqualTo("9");
            sam.forgiveComplaints();
            page.locator("button:has-text('Save')").click();
            page.locator(".toast:has-text('Saved')").waitFor();
        }
    }

    @Test
    void aReceiverIsAddedTriedPausedAndWhatItDidNotTakeIsTriedAgain() throws IOException {
        String name = "Channel " + lead;
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try (Visitor mark = Visitor.loggedIn(home, "mark")) {
            Page page = mark.open("/settings/webhooks");
            mark.look("webhooks-none");
            page.getByLabel("Name").fill("");
            page.getByLabel("Address").fill("https://user:pw@example.com/x");
            page.locator("button.primary:has-text('Add')").click();
            page.locator("#w-name").waitFor();
            assertThat(page.locator("#w-url").textContent()).contains("user name");
            assertThat(page.getByLabel("Address").inputValue()).contains("user:pw");
            mark.forgiveComplaints();

            page.getByLabel("Name").fill(name);
            page.getByLabel("Address")
                    .fill("http://127.0.0.1:" + receiver.getAddress().getPort() + "/x");
            page.locator("button.primary:has-text('Add')").click();
            assertThat(page.locator("#secret").textContent()).startsWith("whsec_");
            String card = "section:has(h2:text-is('" + name + "')) ";
            page.locator(card + "button:has-text('Send a test')").click();
            page.locator(".toast:has-text('The receiver took it')").waitFor();

            deadFor(name);
            mark.open("/settings/webhooks");
            page.locator(card + "summary").click();
            mark.look("webhooks");
            page.locator(card + "button:has-text('Try all again')").click();
            page.locator(".toast:has-text('Tried once more')").waitFor();
            page.locator(card + "button:has-text('Pause')").click();
            page.locator(card + ".tag:text-is('paused')").waitFor();
            page.locator(card + "button:has-text('Remove')").click();
            page.locator(".toast:has-text('Receiver removed')").waitFor();
            assertThat(page.locator(card).count()).isZero();
        } finally {
            receiver.stop(0);
            scopes.runAsWorker(() -> database.write("delete from notice_hook where name = ?", name));
        }
    }

    private void deadFor(String hook) {
        scopes.runAsWorker(() -> database.write(
                "insert into notice_delivery (id, team_id, hook_id, notice_id, state, tries, next_at, answered)"
                        + " select gen_random_uuid(), h.team_id, h.id, n.id, 'DEAD', 8, now(), 'The receiver answers 500.'"
                        + " from notice_hook h, notice n where h.name = ? and n.lead_id = ?",
                hook,
                lead));
    }
}
