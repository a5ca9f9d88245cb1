package salesinsights.tracking.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static salesinsights.tracking.event.EventKind.CLICKED;
import static salesinsights.tracking.event.EventKind.OPENED;
import static salesinsights.tracking.event.EventKind.REPLIED;
import static salesinsights.tracking.event.EventKind.SENT;
import static salesinsights.tracking.verdict.JudgedMail.CHROME;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.verdict.JudgedMail.Sent;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class JudgeNewEventsTest {
    private static final Instant NOW =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3600);
    private static final String HOME = "203.0.113.0/24";

    @Inject
    JudgedMail mail;

    @Inject
    JudgedEvents judged;

    @Inject
    Scopes scopes;

    @Inject
    StaffPlaces places;

    @Inject
    Database database;

    @Test
    void anAgentIsCutToItsFamilyWhoeverAppendsIt() {
        Sent sent = mail.toSomebody();
        TrackingEvent scanner = sent.event(CLICKED, NOW, 0, "Barracuda Sentinel (EE)", HOME);
        TrackingEvent browser = sent.event(CLICKED, NOW.plusSeconds(60), 1, CHROME, HOME);
        TrackingEvent stranger =
                sent.event(CLICKED, NOW.plusSeconds(120), 2, "Mozilla/5.0 (compatible; AcmeViewer/3.1)", HOME);

        mail.append(scanner, browser, stranger);

        mail.settle();
        assertThat(mail.agentsOf(sent.recipient()))
                .containsEntry(scanner.id(), "BarracudaSentinel")
                .containsEntry(browser.id(), "Chrome")
                .containsEntry(stranger.id(), "AcmeViewer");
        assertThat(mail.verdictsOn(sent.recipient()).get(scanner.id())).isEqualTo("SCANNER mail-scanner");
    }

    @Test
    void whatWasBelievedBeforeABurstWasSeenCanStillBeRead() {
        Sent sent = mail.toSomebody();
        TrackingEvent first = sent.event(CLICKED, NOW, 0, CHROME, HOME);
        mail.append(first);
        mail.settle();

        mail.append(
                sent.event(CLICKED, NOW.plusMillis(200), 1, CHROME, HOME),
                sent.event(CLICKED, NOW.plusMillis(400), 2, CHROME, HOME));

        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(history(first.id()))
                        .extracting(PastVerdict::actor)
                        .containsExactly(ActorKind.HUMAN, ActorKind.SCANNER));
        assertThat(history(first.id()))
                .allSatisfy(past -> assertThat(past.catalogue()).isNotBlank())
                .isSortedAccordingTo(java.util.Comparator.comparing(PastVerdict::from));
    }

    private List<PastVerdict> history(UUID event) {
        return scopes.asWorker(() -> judged.historyOf(List.of(event))).getOrDefault(event, List.of());
    }

    @Test
    void theCopiesOfSeveralPeopleInOneSecondAreAGateways() {
        List<Sent> people = mail.toPeople(3);
        List<TrackingEvent> clicks = new ArrayList<>();
        for (Sent one : people) {
            TrackingEvent click = one.event(CLICKED, NOW.plusMillis(100L * clicks.size()), 0, CHROME, HOME);
            clicks.add(click);
            // One after the other, so that the first are judged before the last is known.
            mail.append(click);
            mail.settle();
        }

        for (int i = 0; i < people.size(); i++) {
            assertThat(mail.verdictsOn(people.get(i).recipient())
                            .get(clicks.get(i).id()))
                    .isEqualTo("SCANNER burst-over-people");
        }
    }

    @Test
    void aRecipientWhoCannotBeJudgedHoldsUpNoOther() {
        Sent bad = mail.toSomebody();
        TrackingEvent poison = bad.event(CLICKED, NOW, 0, CHROME, HOME);
        // A verdict after which there can be no next one.
        scopes.runAsWorker(() -> database.write("""
                insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue,
                    withdrawn, judged_at)
                values (?, 2147483647, ?, ?, 'UNKNOWN', 1, '{}', 'test', false, now())
                """, poison.id(), poison.team().value(), UUID.randomUUID()));
        Sent good = mail.toSomebody();
        TrackingEvent click = good.event(CLICKED, NOW, 0, CHROME, HOME);

        mail.append(poison, click);

        String waiting = "select recipient_id from to_judge where recipient_id = ? and since > now()";
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(mail.verdictsOn(good.recipient()).get(click.id())).startsWith("HUMAN");
            assertThat(scopes.asWorker(() -> database.list(waiting, row -> row.getString(1), bad.recipient())))
                    .hasSize(1);
        });
        scopes.runAsWorker(() -> database.write("delete from to_judge where recipient_id = ?", bad.recipient()));
    }

    @Test
    void twoColleaguesInOneOfficeStayPeople() {
        List<Sent> people = mail.toPeople(2);
        TrackingEvent one = people.get(0).event(CLICKED, NOW, 0, CHROME, HOME);
        mail.append(one, people.get(1).event(CLICKED, NOW.plusMillis(300), 0, CHROME, HOME));

        mail.settle();
        assertThat(mail.verdictsOn(people.get(0).recipient()).get(one.id())).startsWith("HUMAN");
    }

    @Test
    void theSendersOwnBrowserInTheSendersNetworkIsTheSender() {
        places.saw("sam", "198.51.100.0/24", CHROME);
        places.saw("sam", "192.168.0.0/24", CHROME);
        Sent sent = mail.toSomebody();
        TrackingEvent own = sent.event(OPENED, NOW, null, CHROME, "198.51.100.0/24");
        TrackingEvent readers = sent.event(OPENED, NOW, null, CHROME, HOME);
        TrackingEvent somewhere = sent.event(OPENED, NOW, null, CHROME, "192.168.0.0/24");
        mail.append(own, readers, somewhere);

        mail.settle();
        assertThat(mail.verdictsOn(sent.recipient()).get(own.id())).isEqualTo("SELF sender-network");
        assertThat(mail.verdictsOn(sent.recipient()).get(readers.id())).startsWith("HUMAN");
        assertThat(mail.verdictsOn(sent.recipient()).get(somewhere.id())).startsWith("HUMAN");
    }

    @Test
    void anyOrderAndRepetitionOfArrivalEndsInTheSameVerdicts() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            Sent sent = mail.toSomebody();
            List<TrackingEvent> events = history(sent, random);
            mail.append(events);
            mail.settle();
            Map<Integer, String> atOnce = byPlace(sent, events);

            Sent other = mail.toSomebody();
            List<TrackingEvent> again = sameFor(other, events);
            List<TrackingEvent> arriving = new ArrayList<>(again);
            Collections.shuffle(arriving, random);
            for (TrackingEvent event : arriving) {
                mail.append(event, again.get(random.nextInt(again.size())));
                if (random.nextBoolean()) {
                    mail.settle();
                }
            }
            mail.settle();

            assertThat(byPlace(other, again)).as("seed %d", seed).isEqualTo(atOnce);
        }
    }

    private static List<TrackingEvent> history(Sent sent, Random random) {
        List<@Nullable String> agents = java.util.Arrays.asList(CHROME, "Mozilla/5.0", "curl/8.5.0", null);
        List<TrackingEvent> events = new ArrayList<>(List.of(sent.mail(SENT, NOW)));
        int size = 2 + random.nextInt(8);
        for (int i = 0; i < size; i++) {
            Instant at = NOW.plusMillis(3_000 + 300L * random.nextInt(30));
            @Nullable String agent = agents.get(random.nextInt(agents.size()));
            switch (random.nextInt(5)) {
                case 0 -> events.add(sent.event(OPENED, at, null, agent, HOME));
                case 1 -> events.add(sent.mail(REPLIED, at.plusSeconds(60)));
                default -> events.add(sent.event(CLICKED, at, random.nextInt(4), agent, HOME));
            }
        }
        return events;
    }

    private static List<TrackingEvent> sameFor(Sent other, List<TrackingEvent> events) {
        // Ids in the same order, for the order of events of the same moment is that of their ids.
        List<UUID> ids =
                events.stream().map(event -> UUID.randomUUID()).sorted().toList();
        List<UUID> before = events.stream().map(TrackingEvent::id).sorted().toList();
        return events.stream()
                .map(event -> new TrackingEvent(
                        ids.get(before.indexOf(event.id())),
                        event.recordedAt(),
                        other.team(),
                        other.message(),
                        other.recipient(),
                        event.kind(),
                        event.source(),
                        event.occurredAt(),
                        event.linkPosition(),
                        event.agent(),
                        event.network(),
                        event.signals(),
                        event.detail()))
                .toList();
    }

    /** Verdicts by the event's place in the list; the inferred opens that still follow come after them. */
    private Map<Integer, String> byPlace(Sent sent, List<TrackingEvent> events) {
        Map<UUID, String> verdicts = mail.verdictsOn(sent.recipient());
        Map<Integer, String> places = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            places.put(i, String.valueOf(verdicts.remove(events.get(i).id())));
            String inferred = verdicts.remove(InferredOpen.idOf(events.get(i).id()));
            if (inferred != null && !inferred.contains("withdrawn")) {
                places.put(events.size() + i, inferred);
            }
        }
        assertThat(verdicts).isEmpty();
        return places;
    }

    @Test
    void aMessageWithTenThousandEventsKeepsNobodyWaiting() {
        Sent hot = mail.toSomebody();
        for (int batch = 0; batch < 20; batch++) {
            List<TrackingEvent> events = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                events.add(hot.event(CLICKED, NOW.plusMillis(40L * (batch * 500 + i)), i % 5, CHROME, HOME));
            }
            mail.append(events);
        }
        Sent other = mail.toSomebody();
        TrackingEvent click = other.event(CLICKED, NOW, 0, CHROME, HOME);
        mail.append(click);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(mail.verdictsOn(other.recipient())).containsKey(click.id()));
        mail.settle();
        assertThat(mail.verdictsOn(hot.recipient()).values().stream().filter(said -> said.contains("too-many")))
                .hasSize(10_000 - Judge.MOST);
    }

    @Test
    void whatIsTooMuchForOneTimeIsJudgedTheNext() {
        Sent hot = mail.toSomebody();
        List<TrackingEvent> events = new ArrayList<>();
        for (int i = 0; i < 2 * Dossiers.READ_AT_MOST + 3_000; i++) {
            events.add(hot.event(CLICKED, NOW.plusMillis(i), i % 5, CHROME, HOME));
        }

        mail.append(events);

        mail.settle();
        assertThat(mail.verdictsOn(hot.recipient())).hasSize(events.size());
    }
}
