package salesinsights.ui.settings;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionStatus;
import salesinsights.crm.connection.ConnectionView;
import salesinsights.crm.sync.SyncStatus;
import salesinsights.ui.page.When;

/**
 * A connection with how it is doing.
 *
 * @param sentence what is wrong and what to do, empty if nothing is
 * @param lag how long the longest waiting lead has waited, in words
 */
record ConnectionRow(
        String id,
        String name,
        String kind,
        String team,
        String status,
        boolean running,
        String sentence,
        long inStep,
        long backlog,
        long setAside,
        String lag,
        @Nullable When lastSuccess) {
    static ConnectionRow of(ConnectionView connection, SyncStatus doing, Instant now) {
        return new ConnectionRow(
                connection.id().value().toString(),
                connection.name(),
                connection.kind(),
                connection.team().value(),
                connection.status().wire(),
                connection.status() == ConnectionStatus.ACTIVE,
                doing.sentence(),
                doing.inStep(),
                doing.backlog(),
                doing.setAside(),
                words(doing.lag()),
                When.ofNullable(doing.lastSuccessAt(), now));
    }

    private static String words(Duration lag) {
        if (lag.isZero()) {
            return "none";
        }
        return lag.toMinutes() > 0 ? lag.toMinutes() + " min" : Math.max(1, lag.toSeconds()) + " s";
    }
}
