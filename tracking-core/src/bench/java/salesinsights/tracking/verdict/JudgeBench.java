package salesinsights.tracking.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.verdict.JudgedMail.Sent;

/** What judging costs: alone by number of events, and with PostgreSQL for many recipients and for one under fire. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class JudgeBench {
    private static final int ROUNDS = 5;
    private static final int GOAL_PER_SECOND = 2_000;

    @Inject
    JudgedMail mail;

    @Inject
    ObjectMapper json;

    @Test
    void measure() throws IOException {
        ObjectNode result = json.createObjectNode();
        result.put("what", "what judging costs; PostgreSQL on the same machine is not in the CPU time");
        Provenance.note(result);
        alone(result.putArray("alone"));
        double perSecond = manyRecipients(result.putObject("manyRecipients"));
        oneRecipient(result.putObject("oneRecipient"));
        json.writerWithDefaultPrettyPrinter()
                .writeValue(Path.of("src/bench/results/judge.json").toFile(), result);
        assertThat(perSecond).isGreaterThan(GOAL_PER_SECOND);
    }

    private static void alone(ArrayNode rows) {
        Judge judge = new Judge(Edition.of(ShippedCatalogue.read()));
        for (int events : new int[] {10, 100, 1_000, 10_000, 100_000}) {
            List<Seen> flood = flood(events);
            List<Double> micros = new ArrayList<>();
            for (int round = 0; round < ROUNDS * 2; round++) {
                long before = System.nanoTime();
                for (int done = 0; done < 100_000; done += events) {
                    judge.judge(flood, Circumstances.NONE);
                }
                micros.add((System.nanoTime() - before) / 1e3 / 100_000);
            }
            rows.addObject().put("events", events).put("microsecondsPerEvent", median(micros.subList(ROUNDS, ROUNDS * 2)));
        }
    }

    private static List<Seen> flood(int events) {
        Instant begin = Instant.parse("2026-05-11T08:00:00Z");
        List<Seen> flood = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            flood.add(new Seen(
                    UUID.randomUUID(),
                    EventKind.CLICKED,
                    EventSource.LINK,
                    begin.plusMillis(i / 2),
                    i % 7,
                    "Chrome",
                    "203.0.113.0/24",
                    Set.of(),
                    Map.of()));
        }
        return flood;
    }

    /** An open and a click of each of some thousand people, a few at a time as the journal hands them over. */
    private double manyRecipients(ObjectNode row) {
        int people = 400;
        List<Double> perSecond = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            List<TrackingEvent> events = new ArrayList<>();
            Instant at = Instant.now().minusSeconds(600);
            for (int mails = 0; mails < 10; mails++) {
                for (Sent sent : mail.toPeople(people)) {
                    at = at.plusMillis(3);
                    events.add(sent.event(EventKind.OPENED, at, null, JudgedMail.CHROME, "203.0.113.0/24"));
                    events.add(sent.event(EventKind.CLICKED, at.plusSeconds(9), 0, JudgedMail.CHROME, "203.0.113.0/24"));
                }
            }
            long before = cpuNanos();
            Instant begun = Instant.now();
            for (int from = 0; from < events.size(); from += 500) {
                mail.append(events.subList(from, Math.min(from + 500, events.size())));
            }
            mail.settle();
            if (round > 0) {
                perSecond.add(events.size() / (Duration.between(begun, Instant.now()).toMillis() / 1e3));
                cpu.add((cpuNanos() - before) / 1e3 / events.size());
            }
        }
        row.put("eventsPerRound", 20 * people);
        row.put("appendedAndJudgedPerSecond", median(perSecond));
        row.put("cpuMicrosecondsPerEvent", median(cpu));
        return median(perSecond);
    }

    private void oneRecipient(ObjectNode row) {
        Sent hot = mail.toSomebody();
        ArrayNode steps = row.putArray("steps");
        Instant at = Instant.now().minusSeconds(3_000);
        for (int step = 1; step <= 5; step++) {
            long before = cpuNanos();
            for (int batch = 0; batch < 8; batch++) {
                List<TrackingEvent> events = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                    at = at.plusMillis(1);
                    events.add(hot.event(EventKind.CLICKED, at, i % 5, JudgedMail.CHROME, "203.0.113.0/24"));
                }
                mail.append(events);
            }
            mail.settle();
            steps.addObject()
                    .put("eventsSoFar", step * 4_000)
                    .put("cpuMicrosecondsPerEvent", Math.round((cpuNanos() - before) / 1e2 / 4_000) / 10.0);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return Math.round(sorted.get(sorted.size() / 2) * 100) / 100.0;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
