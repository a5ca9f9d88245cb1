package salesinsights.ui.walk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The site that the mails' links lead to. */
final class Shop implements AutoCloseable {
    private final HttpServer server;
    private final List<String> visits = new CopyOnWriteArrayList<>();

    Shop() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Paths that were asked for, in order. */
    List<String> visits() {
        return List.copyOf(visits);
    }

    private void answer(HttpExchange exchange) throws IOException {
        visits.add(exchange.getRequestURI().getPath());
        byte[] page = "<!doctype html><title>Shop</title><h1>Welcome</h1>".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
