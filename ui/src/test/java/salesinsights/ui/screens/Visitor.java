package salesinsights.ui.screens;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salesinsights.ui.browser.Chromium;

/** Somebody who is logged in and looks at pages, at a desk and on a phone. */
public final class Visitor implements AutoCloseable {
    private static final Map<String, String> SESSIONS = new HashMap<>();

    private final URI home;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Visitor(URI home, BrowserContext context) {
        this.home = home;
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** Logs in at Keycloak, once per person and run. */
    public static Visitor loggedIn(URI home, String username) {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setViewportSize(1280, 900).setReducedMotion(ReducedMotion.REDUCE);
        String session = SESSIONS.get(home + username);
        if (session != null) {
            return new Visitor(home, Chromium.browser().newContext(options.setStorageState(session)));
        }
        Visitor visitor = new Visitor(home, Chromium.browser().newContext(options));
        visitor.logIn(username);
        SESSIONS.put(home + username, visitor.context.storageState());
        return visitor;
    }

    /** Somebody without a session. */
    public static Visitor stranger(URI home) {
        return new Visitor(
                home, Chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 900)));
    }

    private void logIn(String username) {
        page.navigate(home.toString());
        page.locator("#username").fill(username);
        page.locator("#password").fill("demo");
        page.locator("#kc-login").click();
        page.waitForURL(url -> url.startsWith(home.toString()) && !url.contains("/session/"));
    }

    public Page page() {
        return page;
    }

    /** Goes there; the answer has this status. */
    public Page open(String path, int status) {
        Response answer = page.navigate(home.resolve(path).toString());
        assertThat(answer.status()).as(path).isEqualTo(status);
        return page;
    }

    public Page open(String path) {
        return open(path, 200);
    }

    /** Looks at the page that is open, wide and narrow, light and dark; keeps pictures of it. */
    public void look(String name) {
        for (int width : new int[] {1280, 390}) {
            page.setViewportSize(width, 900);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            picture(name + "-" + width);
            accessible(name + " at " + width, new AxeBuilder(page));
            fitsAcross(name, width);
        }
        page.setViewportSize(1280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(name + "-dark");
        // The same elements as before: all that the dark can spoil is whether they can be told apart.
        accessible(name + " in the dark", new AxeBuilder(page).withRules(List.of("color-contrast")));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(complaints).as("what the browser complains of on " + name).isEmpty();
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Chromium.screenshotPath(name))
                .setFullPage(true));
    }

    private static void accessible(String where, AxeBuilder axe) {
        List<Rule> violations = axe.analyze().getViolations();
        assertThat(violations)
                .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream().map(node -> node.getHtml()).toList())
                .as(where)
                .isEmpty();
    }

    /** Nothing sticks out sideways; what is wider scrolls in a box of its own. */
    private void fitsAcross(String name, int width) {
        Object wide = page.evaluate("document.documentElement.scrollWidth");
        assertThat(((Number) wide).intValue())
                .as(name + " is wider than the screen")
                .isLessThanOrEqualTo(width);
    }

    /** Forgets what the browser complained of, where a test provokes it. */
    public void forgiveComplaints() {
        complaints.clear();
    }

    @Override
    public void close() {
        context.close();
    }
}
