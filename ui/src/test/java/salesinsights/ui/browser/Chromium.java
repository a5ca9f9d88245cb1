package salesinsights.ui.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One Chromium for all browser tests of the JVM: found on the path, else installed from Debian's packages, else taken
 * from a package of the npm registry. Where none can be had, tests are skipped and say what to do; with {@code CI=true}
 * they fail.
 */
public final class Chromium {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static @Nullable Browser running;

    private Chromium() {}

    /** The browser; open a context of your own in it, and close that. */
    public static synchronized Browser browser() {
        if (running == null) {
            Optional<Path> program = ChromiumProgram.find();
            if (program.isEmpty()) {
                missing();
            }
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            running = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program.orElseThrow())
                            .setArgs(FLAGS));
        }
        return running;
    }

    /** Keeps a picture of a page for looking at: {@code target/screenshots/NAME.png}. */
    public static Path screenshotPath(String name) {
        try {
            return Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png");
        } catch (IOException refused) {
            throw new IllegalStateException("no folder for screenshots", refused);
        }
    }

    private static void missing() {
        String sentence = "BROWSER TESTS CANNOT RUN: no Chromium was found or could be installed. Install one"
                + " (Debian: apt-get install chromium) so that chromium, chromium-browser or google-chrome is on the path.";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(sentence);
        }
        System.err.println(sentence);
        Assumptions.abort(sentence);
    }
}
