package salesinsights.tracking.capture;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import salesinsights.tracking.ground.PrepareDatabase;
import salesinsights.tracking.ground.Roles;

/**
 * Whether PostgreSQL answers. A process that carries the public edge stays ready without: pixels and links need no
 * database, and a balancer that took it away would break every mail that was ever sent.
 */
@Readiness
@Singleton
class DatabaseHealth implements HealthCheck {
    private static final int PATIENCE_SECONDS = 2;

    private final AgroalDataSource database;
    private final PrepareDatabase preparation;
    private final Roles roles;

    DatabaseHealth(AgroalDataSource database, PrepareDatabase preparation, Roles roles) {
        this.database = database;
        this.preparation = preparation;
        this.roles = roles;
    }

    @Override
    public HealthCheckResponse call() {
        boolean answers = answers();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("postgresql")
                .withData("answers", answers)
                .withData("migrated", preparation.isReady());
        boolean usable = answers && preparation.isReady();
        return response.status(usable || roles.has(Roles.Role.COLLECTOR)).build();
    }

    private boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException away) {
            return false;
        }
    }
}
