package salesinsights.ui.walk;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import salesinsights.ui.browser.Chromium;

/** Somebody who got a mail: reads it in Chromium, with images on, and follows its links. */
final class Reader implements AutoCloseable {
    private static final String AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    private static final String SCANNER = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_4) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/17.4 Safari/605.1.15";

    private static final Pattern LOOPBACK = Pattern.compile("http://(localhost|127\\.0\\.0\\.1):");

    private final BrowserContext context;
    private final Page page;
    private final HttpServer webMail;
    private volatile String shown = "";

    Reader() throws IOException {
        // A page of its own address, as web mail is: a browser lets a blank page load nothing from this machine.
        webMail = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        webMail.createContext("/", this::show);
        webMail.start();
        context = Chromium.browser().newContext(new Browser.NewContextOptions().setUserAgent(AGENT));
        context.route("**/*", route -> {
            // The pictures of real templates lie elsewhere.
            if (LOOPBACK.matcher(route.request().url()).lookingAt()) {
                route.resume();
            } else {
                route.abort();
            }
        });
        page = context.newPage();
    }

    Page page() {
        return page;
    }

    void open(Postbox.Delivered mail) {
        shown = mail.html();
        page.navigate("http://127.0.0.1:" + webMail.getAddress().getPort() + "/");
    }

    private void show(HttpExchange exchange) throws IOException {
        byte[] html = shown.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, html.length);
        exchange.getResponseBody().write(html);
        exchange.close();
    }

    /** Clicks the first link that has words, in the mail that is open. */
    void click(String shop) {
        page.locator("a[href*='/c/']")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\w")))
                .first()
                .click();
        page.waitForURL(url -> url.startsWith(shop));
    }

    /** A scanner that looks like a browser asks for every link at once. The statuses of the answers. */
    static List<Integer> scan(Postbox.Delivered mail) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<Integer>> answers = mail.addresses("/c/")
                    .map(link -> client.sendAsync(
                                    HttpRequest.newBuilder(URI.create(link))
                                            .header("User-Agent", SCANNER)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .thenApply(HttpResponse::statusCode))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    @Override
    public void close() {
        webMail.stop(0);
        context.close();
    }
}
