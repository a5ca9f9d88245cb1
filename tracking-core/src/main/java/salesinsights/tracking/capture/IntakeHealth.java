package salesinsights.tracking.capture;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The intake's figures beside the health of the rest. Always up: a redirect works with a full journal as well. */
@Readiness
@Singleton
class IntakeHealth implements HealthCheck {
    private final IntakeFigures figures;

    IntakeHealth(IntakeFigures figures) {
        this.figures = figures;
    }

    @Override
    public HealthCheckResponse call() {
        IntakeView here = figures.here();
        long rejected =
                here.rejected().values().stream().mapToLong(Long::longValue).sum();
        return HealthCheckResponse.named("intake")
                .up()
                .withData("received", here.received())
                .withData("stored", here.stored())
                .withData("duplicate", here.duplicate())
                .withData("rejected", rejected)
                .withData("journalled", here.journalled())
                .withData("lost", here.lost())
                .withData("unaccounted", here.unaccounted())
                .withData("lagMillis", (long) (here.lagSeconds() * 1000))
                .build();
    }
}
