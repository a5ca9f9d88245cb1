package salesinsights.ui.afterwards;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Keeps what {@code /q/metrics} says after each class of tests, before the application of the class goes. */
public class KeepMetrics implements QuarkusTestAfterAllCallback {
    @Override
    public void afterAll(QuarkusTestContext context) {
        Optional<String> home = ConfigProvider.getConfig().getOptionalValue("test.url", String.class);
        if (home.isEmpty()) {
            return;
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            Path kept = Files.createDirectories(Path.of("target", "run", "metrics"))
                    .resolve(context.getTestInstance().getClass().getSimpleName() + ".txt");
            URI metrics = URI.create(home.get()).resolve("/q/metrics");
            client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofFile(kept));
        } catch (IOException gone) {
            throw new IllegalStateException("no metrics", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
