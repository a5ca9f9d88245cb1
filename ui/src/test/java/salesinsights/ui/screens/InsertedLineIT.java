package salesinsights.ui.screens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.MimeReader;
import salesinsights.ui.browser.Chromium;
import salesinsights.ui.local.RealKeycloak;
import salesinsights.ui.walk.Designs;

/** Mails as designers make them look, before and after instrumenting: the only difference is the inserted line. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(TryingOut.class)
class InsertedLineIT {
    private static final int LINE_AND_ITS_MARGINS = 80;

    // One element of MJML each; together they are what its own documentation shows.
    private static final Map<String, String> MJML = Map.of(
            "mjml-text", "<mj-section><mj-column><mj-text font-size='20px'>Hello</mj-text></mj-column></mj-section>",
            "mjml-button",
                    "<mj-section><mj-column><mj-button href='#'>Go</mj-button></mj-column><mj-column>"
                            + "<mj-button href='#' background-color='red'>Or there</mj-button></mj-column></mj-section>",
            "mjml-columns",
                    "<mj-section background-color='#eee'><mj-column width='30%'><mj-text>One</mj-text></mj-column>"
                            + "<mj-column width='70%'><mj-text><a href='#'>Two</a></mj-text></mj-column></mj-section>",
            "mjml-navbar",
                    "<mj-section><mj-column><mj-navbar hamburger='hamburger'><mj-navbar-link href='#'>A</mj-navbar-link>"
                            + "<mj-navbar-link href='#'>B</mj-navbar-link></mj-navbar></mj-column></mj-section>",
            "mjml-social",
                    "<mj-section><mj-column><mj-social><mj-social-element name='github' href='#'>us</mj-social-element>"
                            + "</mj-social></mj-column></mj-section>",
            "mjml-table",
                    "<mj-section><mj-column><mj-table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td><a href='#'>2</a>"
                            + "</td></tr></mj-table></mj-column></mj-section>",
            "mjml-hero",
                    "<mj-hero mode='fixed-height' height='200px' background-color='#2a3448'><mj-text color='white'>Hi"
                            + "</mj-text><mj-button href='#'>More</mj-button></mj-hero>",
            "mjml-accordion",
                    "<mj-section><mj-column><mj-accordion><mj-accordion-element><mj-accordion-title>Why</mj-accordion-title>"
                            + "<mj-accordion-text><a href='#'>So</a></mj-accordion-text></mj-accordion-element>"
                            + "</mj-accordion></mj-column></mj-section>",
            "mjml-wrapper",
                    "<mj-wrapper border='1px solid #000' padding='20px'><mj-section><mj-column><mj-divider/><mj-spacer/>"
                            + "<mj-text><a href='#'>In</a></mj-text></mj-column></mj-section></mj-wrapper>");

    @Test
    void theOnlyDifferenceIsTheInsertedLine() throws Exception {
        List<String> wrong = new ArrayList<>();
        try (BrowserContext context =
                Chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(700, 200))) {
            Page page = context.newPage();
            page.route("**/*", Route::abort);
            Map<String, String> designs = designs(page);
            Assumptions.assumeFalse(designs.isEmpty(), "npm cannot be asked for templates");
            for (Map.Entry<String, String> design : designs.entrySet()) {
                difference(page, design.getKey(), design.getValue())
                        .ifPresent(what -> wrong.add(design.getKey() + ": " + what));
            }
            System.out.println("inserted line: templates=" + designs.size() + " different elsewhere=" + wrong.size());
            assertThat(designs).hasSizeGreaterThanOrEqualTo(20);
        }
        assertThat(wrong).isEmpty();
    }

    private static Map<String, String> designs(Page page) throws IOException, InterruptedException {
        Map<String, String> designs = new LinkedHashMap<>(Designs.all("https://shop.example"));
        Optional<Path> mjml = Designs.mjml();
        if (mjml.isPresent()) {
            page.setContent("<p>MJML</p>");
            page.evaluate(java.nio.file.Files.readString(mjml.get()) + ";0");
            MJML.forEach((name, body) -> {
                String source = "<mjml><mj-body>" + body.replace("'#'", "'https://shop.example/" + name + "'")
                        + "</mj-body></mjml>";
                designs.put(
                        name,
                        page.evaluate("source => window.mjml(source).html", source)
                                .toString());
            });
        }
        return designs;
    }

    /** Where the pictures differ above the inserted line, or by more than it. */
    private static Optional<String> difference(Page page, String name, String design) throws IOException {
        String tracked = instrumented(design);
        assertThat(tracked).as(name).contains("/o/");
        BufferedImage before = picture(page, name + "-before", design);
        BufferedImage after = picture(page, name + "-after", tracked);
        BoundingBox line = page.locator("a[href*='/r/']").last().boundingBox();
        int top = (int) line.y - 20;
        if (after.getHeight() - before.getHeight() > LINE_AND_ITS_MARGINS) {
            return Optional.of("higher by " + (after.getHeight() - before.getHeight()));
        }
        for (int y = 0; y < Math.min(before.getHeight(), after.getHeight()); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                boolean inLine = y >= top && y <= top + LINE_AND_ITS_MARGINS;
                if (!inLine && before.getRGB(x, y) != after.getRGB(x, y)) {
                    return Optional.of("differs at " + x + "," + y + ", the line begins at " + top);
                }
            }
        }
        return Optional.empty();
    }

    private static BufferedImage picture(Page page, String name, String html) throws IOException {
        page.setContent(html);
        byte[] png = page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Chromium.screenshotPath("design-" + name)));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static String instrumented(String html) {
        String mime = given().auth()
                .oauth2(RealKeycloak.token("rita"))
                .contentType("application/json")
                .body(Map.of(
                        "to",
                        List.of(Map.of("address", Ids.next() + "@example.com", "country", "US")),
                        "subject",
                        "How it looks",
                        "html",
                        html))
                .post("/api/messages?include=mime")
                .then()
                .statusCode(201)
                .extract()
                .path("recipients[0].mimeBase64");
        return MimeReader.whole(Base64.getDecoder().decode(mime)).text();
    }
}
