package salesinsights.scoring.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static salesinsights.tracking.Callers.MAIA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;

/**
 * How good predictions are on real leads, through the product's own doors:
 * {@code mvn -pl lead-scoring -am test -Dtest=LeadConformanceTest -Dleads.train=FILE -Dleads.test=FILE}. Both files have
 * an id and an outcome; the outcome of the second is only judged by.
 */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class LeadConformanceTest {
    @Inject
    Rows rows;

    private final String team = "/teams/apac/" + UUID.randomUUID();

    @Test
    void newerLeadsAreToldApartByWhatOlderOnesTaught() {
        String trainName = System.getProperty("leads.train", "");
        String testName = System.getProperty("leads.test", "");
        assumeTrue(
                !trainName.isBlank() && !testName.isBlank(),
                "skipped: state two files of leads by -Dleads.train=FILE -Dleads.test=FILE");
        rows.team(team);
        LeadFile train = LeadFile.read(trainName);
        LeadFile test = LeadFile.read(testName);
        JsonPath imported = send(train.without(""));
        String outcome = imported.getString("mapping.outcome");
        String id = imported.getString("mapping.external_id");
        assumeTrue(
                outcome != null && id != null && test.has(outcome) && test.has(id), "no id or no outcome in the files");
        Map<String, Boolean> truth = test.outcomes(id, outcome);

        JsonPath model = train();
        boolean published = model.getString("status").equals("ready");
        if (published) {
            as(MAIA).post("/api/models/{id}/publish", model.getString("id"))
                    .then()
                    .statusCode(200);
        }
        send(test.without(outcome));
        rows.awaitScored();

        report(model, published ? said(truth) : Map.of(), truth);
        compare(train, test, id, outcome);
        assertThat(model.getString("status")).isIn("ready", "refused");
    }

    private JsonPath send(String csv) {
        return as(MAIA).contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .queryParam("team", team)
                .post("/api/leads/import")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath train() {
        String id = as(MAIA).contentType("application/json")
                .body(Map.of("team", team))
                .post("/api/models/train")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        return await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> as(MAIA).get("/api/models/{id}", id).jsonPath(),
                        model -> !List.of("waiting", "training").contains(model.getString("status")));
    }

    /** The probabilities of the test file's leads, by id, as the worklist shows them. */
    private Map<String, Double> said(Map<String, Boolean> truth) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> worklist().keySet().containsAll(truth.keySet()));
        return worklist();
    }

    private Map<String, Double> worklist() {
        Map<String, Double> said = new HashMap<>();
        @Nullable String next = null;
        do {
            var request = as(MAIA).queryParam("scope", "team")
                    .queryParam("team", team)
                    .queryParam("atMost", 200);
            JsonPath page = (next == null ? request : request.queryParam("after", next))
                    .get("/api/worklist")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            List<Map<String, Object>> items = page.getList("items");
            for (Map<String, Object> item : items) {
                Map<?, ?> lead = (Map<?, ?>) item.get("lead");
                if (item.get("winProbability") instanceof Number probability) {
                    said.put(String.valueOf(lead.get("externalId")), probability.doubleValue());
                }
            }
            next = page.getString("next");
        } while (next != null);
        return said;
    }

    private static void report(JsonPath model, Map<String, Double> said, Map<String, Boolean> truth) {
        if (said.isEmpty()) {
            System.out.printf(
                    "leads: model=none auc=- logloss=- brier=- ece=- lift10=- published=false why=\"%s\"%n",
                    String.join(" ", model.getList("card.objections", String.class)));
            return;
        }
        List<String> ids = new ArrayList<>(truth.keySet());
        double[] probabilities = ids.stream().mapToDouble(said::get).toArray();
        print("scorecard", probabilities, won(ids, truth), "published=true");
    }

    private static boolean[] won(List<String> ids, Map<String, Boolean> truth) {
        boolean[] won = new boolean[ids.size()];
        for (int i = 0; i < won.length; i++) {
            won[i] = truth.get(ids.get(i));
        }
        return won;
    }

    private static void compare(LeadFile train, LeadFile test, String id, String outcome) {
        Columns columns = new Columns();
        List<Example> older = train.examples(columns, id, outcome);
        List<Example> newer = test.examples(columns, id, outcome);
        if (Learner.rarer(older) == 0) {
            return;
        }
        List<Source> sources = columns.names().stream().map(Source::of).toList();
        boolean[] won = Training.won(newer);
        print("naive-bayes", OtherMethods.naiveBayes(sources, older, newer), won, "(beside)");
        print("plain-logistic", OtherMethods.plainLogistic(sources, older, newer), won, "(beside)");
    }

    private static void print(String model, double[] said, boolean[] won, String end) {
        long wins = java.util.stream.IntStream.range(0, won.length)
                .filter(i -> won[i])
                .count();
        if (wins == 0 || wins == won.length) {
            System.out.printf(
                    "leads: model=%s auc=- logloss=- brier=- ece=- lift10=- %s (one outcome only)%n", model, end);
            return;
        }
        Quality quality = Quality.of(said, won);
        System.out.println("leads: model=%s auc=%.4f logloss=%.4f brier=%.4f ece=%.4f lift10=%.2f %s"
                .formatted(
                        model, quality.auc(), quality.logLoss(), quality.brier(), quality.ece(), quality.lift10(), end)
                .toLowerCase(Locale.ROOT));
    }
}
