package salesinsights.ui.beacon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A web site of somebody else: every path is a page with a form and our script, as its owner would put it there. */
final class Shop implements AutoCloseable {
    private final HttpServer server;
    private volatile String script = "";
    private volatile String calls = "";

    Shop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::page);
        server.start();
    }

    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on pages carry this, and call {@code insights} like that before it is there. */
    void carry(String snippet, String early) {
        script = snippet;
        calls = early;
    }

    private void page(HttpExchange exchange) throws IOException {
        byte[] html = """
                <!doctype html><html lang="en"><title>Shop</title>
                <script>window.insights=window.insights||function(){(insights.q=insights.q||[]).push(arguments)};%s</script>
                %s
                <h1>Shop</h1><form name="contact" action="/thanks"><button>Send</button></form></html>
                """.formatted(calls, script).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, html.length);
        exchange.getResponseBody().write(html);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
