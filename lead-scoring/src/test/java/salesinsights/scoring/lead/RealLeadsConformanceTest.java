package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.logging.Log;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;

/** Real leads that may not be passed on: skipped where they are absent. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class RealLeadsConformanceTest {
    @Test
    void theWholeFileComesInAtOnceAndTheSecondTimeNothingChanges() {
        File file = Stream.of("../../shared", "../../../shared", "../shared")
                .map(place -> new File(place, "data/leads/leads.csv"))
                .filter(File::isFile)
                .findFirst()
                .orElse(new File("absent"));
        assumeTrue(file.isFile(), "shared/data/leads/leads.csv is not here");

        long start = System.nanoTime();
        as(RITA).contentType("text/csv")
                .body(file)
                .post("/api/leads/import")
                .then()
                .statusCode(200)
                .body("rows", equalTo(6468), "created", equalTo(6468), "failed", equalTo(0))
                .body("mapping.external_id", equalTo("Prospect ID"), "mapping.outcome", equalTo("Converted"));
        double seconds = (System.nanoTime() - start) / 1e9;
        Log.infof("imported 6468 real leads in %.2f s", seconds);

        as(RITA).contentType("text/csv")
                .body(file)
                .post("/api/leads/import")
                .then()
                .body("unchanged", equalTo(6468));
        assertThat(seconds).isLessThan(10);
    }
}
