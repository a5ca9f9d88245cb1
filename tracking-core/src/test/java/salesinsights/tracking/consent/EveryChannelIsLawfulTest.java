package salesinsights.tracking.consent;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.capture.AppliedHits;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.consent.ConsentRecord.Text;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.WebTokens;

/**
 * The same as {@link NobodyIsTrackedUnlawfullyTest} for what does not come through a pixel or a link: pages that report,
 * read receipts, and what e-mail providers tell of opens and clicks.
 */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class EveryChannelIsLawfulTest {
    private static final int PEOPLE = 1_400;
    private static final int AT_ONCE = 100;
    private static final String SHOP = "https://every-channel.example";
    private static final String OFFER = SHOP + "/offer";
    private static final List<String> COUNTRIES =
            List.of("DE", "FR", "IT", "NO", "GB", "CA-QC", "US", "US-CA", "CA", "BR", "JP", "");
    private static final Map<String, String> DOMAINS = Map.of("firm.com", "", "firm.de", "DE", "firm.fr", "FR");
    private static final Set<String> KNOWN = Set.of("DE", "FR", "IT", "NO", "GB", "US", "CA", "BR");
    private static final Set<String> BY_NOTICE = Set.of("US", "CA", "BR");

    @Inject
    Fixture fixture;

    @Inject
    ConsentLedger ledger;

    @Inject
    ConsentKeys keys;

    @Inject
    Scopes scopes;

    @Inject
    WebTokens tokens;

    @Inject
    AppliedHits applied;

    @TestHTTPResource("/")
    URI server;

    private final HttpClient browser = HttpClient.newHttpClient();

    private enum Said {
        NOTHING,
        GRANTED(State.GRANTED),
        DENIED(State.DENIED),
        REVOKED(State.GRANTED, State.REVOKED),
        OBJECTED(State.OBJECTED),
        LIFTED(State.OBJECTED, State.LIFTED);

        private final List<State> states;

        Said(State... states) {
            this.states = List.of(states);
        }
    }

    private record One(String address, String country, String domain, Map<Matter, Said> said, boolean gpc) {
        Map<String, String> to() {
            return country.isEmpty() ? Map.of("address", address) : Map.of("address", address, "country", country);
        }

        /** The law in a few lines, not in the words of the policy. */
        boolean mayBeKnown(Matter matter) {
            Said about = said.get(matter);
            boolean agrees = about == Said.GRANTED;
            boolean silent = about == Said.NOTHING || about == Said.LIFTED;
            Set<String> nations = Stream.of(country.replaceAll("-.*", ""), DOMAINS.get(domain))
                    .filter(nation -> !nation.isEmpty())
                    .collect(Collectors.toCollection(HashSet::new));
            boolean somewhereKnown = !nations.isEmpty() && KNOWN.containsAll(nations);
            boolean notice = somewhereKnown
                    && nations.size() == 1
                    && BY_NOTICE.containsAll(nations)
                    && !country.equals("CA-QC")
                    && matter != Matter.READ_RECEIPT;
            if (notice) {
                return agrees || silent;
            }
            boolean consentIsEnough = somewhereKnown || matter == Matter.WEB || matter == Matter.READ_RECEIPT;
            return agrees && consentIsEnough;
        }
    }

    private record Sent(One one, UUID message, UUID recipient, String headerId) {}

    @Test
    void pagesReceiptsAndProvidersNameNobodyWhoMayNotBeKnown() throws Exception {
        TeamId team = fixture.team("/teams/emea");
        List<One> people = generate(new Random(20261102));
        say(team, people);
        List<Sent> all = send(people);
        assertThat(all).hasSize(PEOPLE);

        pagesReport(team, all);
        receiptsComeBack(all);
        providersTell(all);

        List<String> lawful = lawful(all);
        await().atMost(Duration.ofSeconds(60)).until(() -> applied.waiting() == 0);
        Set<String> stored = new HashSet<>(stored(all));
        assertThat(stored).as("stored and not lawful").isSubsetOf(lawful);
        assertThat(lawful).as("lawful and not stored").isSubsetOf(stored);
        for (String kind : List.of("PAGE_VIEWED", "READ_RECEIPT", "OPENED", "CLICKED")) {
            assertThat(lawful).filteredOn(one -> one.endsWith(kind)).hasSizeBetween(PEOPLE / 20, PEOPLE * 19 / 20);
        }
    }

    private static List<One> generate(Random random) {
        List<String> domains = DOMAINS.keySet().stream().sorted().toList();
        List<One> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String domain = domains.get(random.nextInt(domains.size()));
            Map<Matter, Said> said = new HashMap<>();
            for (Matter matter : List.of(Matter.OPEN, Matter.CLICK, Matter.WEB, Matter.READ_RECEIPT)) {
                said.put(
                        matter,
                        random.nextBoolean() ? Said.NOTHING : Said.values()[random.nextInt(Said.values().length)]);
            }
            people.add(new One(
                    "p1c-" + UUID.randomUUID() + "@" + domain,
                    COUNTRIES.get(random.nextInt(COUNTRIES.size())),
                    domain,
                    said,
                    random.nextInt(4) == 0));
        }
        return people;
    }

    private void say(TeamId team, List<One> people) {
        NoticeText text = NoticeText.current("en");
        Text words = new Text(text.id(), text.sha256(), text.language());
        for (int from = 0; from < people.size(); from += AT_ONCE) {
            List<One> part = people.subList(from, Math.min(from + AT_ONCE, people.size()));
            scopes.runAsWorker(() -> part.forEach(one -> say(team, one, words)));
        }
    }

    private void say(TeamId team, One one, Text words) {
        Subject subject = keys.subject(one.address());
        List<Statement> said = new ArrayList<>();
        one.said()
                .forEach((matter, about) -> about.states.forEach(state ->
                        said.add(new Statement(subject, matter, state, Method.FORM, words, "generated", "rita"))));
        if (!said.isEmpty()) {
            ledger.append(team, subject, standing -> said);
        }
    }

    private List<Sent> send(List<One> people) {
        Map<UUID, One> byId = new HashMap<>();
        for (int from = 0; from < people.size(); from += AT_ONCE) {
            Map<String, One> batch = new HashMap<>();
            people.subList(from, Math.min(from + AT_ONCE, people.size())).forEach(one -> batch.put(one.address(), one));
            Response made = as(RITA).contentType(JSON)
                    .body(Map.of(
                            "subject",
                            "Offer",
                            "html",
                            "<p>Hello, <a href=\"" + OFFER + "\">the offer</a></p>",
                            "to",
                            batch.values().stream().map(One::to).toList()))
                    .post("/api/messages");
            assertThat(made.statusCode()).isEqualTo(201);
            List<Map<String, Object>> recipients = made.path("recipients");
            recipients.forEach(person -> byId.put(
                    UUID.fromString(String.valueOf(person.get("id"))),
                    batch.get(String.valueOf(person.get("address")))));
        }
        return fixture
                .texts(
                        "select r.message_id || ' ' || r.id || ' ' || m.header_id from recipient r"
                                + " join tracked_message m on m.id = r.message_id where r.id = any (?)",
                        List.copyOf(byId.keySet()))
                .stream()
                .map(line -> line.split(" ", 3))
                .map(cell -> new Sent(
                        byId.get(UUID.fromString(cell[1])),
                        UUID.fromString(cell[0]),
                        UUID.fromString(cell[1]),
                        cell[2]))
                .toList();
    }

    private void pagesReport(TeamId team, List<Sent> all) {
        JsonPath site = as(ADA).contentType(JSON)
                .body(Map.of("team", "/teams/emea", "name", "Every channel", "origins", List.of(SHOP)))
                .post("/api/sites")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        Instant until = Instant.now().plusSeconds(3600);
        inParts(all, sent -> {
            String visitor = tokens.visitor(new Tracked(team, sent.message(), sent.recipient()), until);
            HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/b/" + site.getString("key")))
                    .header("Origin", SHOP)
                    .header("Content-Type", "text/plain")
                    .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            """
                            {"page":"%s","visitor":"%s","events":[{"id":"%s","kind":"view","path":"/a"}]}
                            """.formatted(UUID.randomUUID(), visitor, UUID.randomUUID())));
            return sent.one().gpc() ? request.header("Sec-GPC", "1") : request;
        });
    }

    private void receiptsComeBack(List<Sent> all) {
        inParts(
                all,
                sent -> HttpRequest.newBuilder(server.resolve("/api/mail"))
                        .header("Authorization", "Demo rita")
                        .header("Content-Type", "message/rfc822")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "From: " + sent.one().address() + "\nMessage-ID: <"
                                        + UUID.randomUUID() + "@x.example>\n"
                                        + "Content-Type: multipart/report; report-type=disposition-notification; boundary=B\n\n--B\n"
                                        + "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;"
                                        + sent.one().address() + "\nOriginal-Message-ID: <" + sent.headerId() + ">\n"
                                        + "Disposition: manual-action/MDN-sent-manually; displayed\n--B--\n")));
    }

    private void providersTell(List<Sent> all) throws Exception {
        JsonPath endpoint = as(ADA).contentType(JSON)
                .body(Map.of("provider", "sparkpost", "team", "/teams/emea", "name", "Every channel"))
                .post("/api/providers")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        URI door = server.resolve("/w/" + endpoint.getString("id") + "/" + endpoint.getString("secret"));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            String batch = all.subList(from, Math.min(from + AT_ONCE, all.size())).stream()
                    .flatMap(sent -> Stream.of(told(sent, "open"), told(sent, "click")))
                    .collect(Collectors.joining(",", "[", "]"));
            HttpResponse<Void> answer = browser.send(
                    HttpRequest.newBuilder(door)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(batch))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(90))
                .until(() -> fixture.texts(
                                "select 'x' from provider_delivery where endpoint_id = any (?) and status = 'WAITING'",
                                List.of(UUID.fromString(endpoint.getString("id"))))
                        .isEmpty());
    }

    private static String told(Sent sent, String what) {
        return """
                {"msys":{"track_event":{"type":"%s","event_id":"%s","timestamp":"%d","rcpt_to":"%s",
                "target_link_url":"%s","user_agent":"Mozilla/5.0 Firefox/140.0",
                "ip_address":"203.0.113.7","rcpt_meta":{"insights_recipient":"%s"}}}}
                """.formatted(
                        what,
                        UUID.randomUUID(),
                        Instant.now().getEpochSecond() - 5,
                        sent.one().address(),
                        OFFER,
                        sent.recipient());
    }

    private void inParts(List<Sent> all, java.util.function.Function<Sent, HttpRequest.Builder> request) {
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<CompletableFuture<HttpResponse<Void>>> answers =
                    all.subList(from, Math.min(from + AT_ONCE, all.size())).stream()
                            .map(sent -> browser.sendAsync(
                                    request.apply(sent).build(), HttpResponse.BodyHandlers.discarding()))
                            .toList();
            answers.forEach(answer -> assertThat(answer.join().statusCode()).isIn(200, 204));
        }
    }

    private static List<String> lawful(List<Sent> all) {
        List<String> lawful = new ArrayList<>();
        for (Sent sent : all) {
            Map.of(
                            Matter.WEB, "PAGE_VIEWED",
                            Matter.READ_RECEIPT, "READ_RECEIPT",
                            Matter.OPEN, "OPENED",
                            Matter.CLICK, "CLICKED")
                    .forEach((matter, kind) -> {
                        boolean stopped = matter == Matter.WEB && sent.one().gpc();
                        if (sent.one().mayBeKnown(matter) && !stopped) {
                            lawful.add(sent.recipient() + " " + kind);
                        }
                    });
        }
        return lawful;
    }

    private List<String> stored(List<Sent> all) {
        return fixture.texts(
                "select recipient_id || ' ' || kind from tracking_event where recipient_id = any (?)"
                        + " and source <> 'INFERRED'",
                all.stream().map(Sent::recipient).toList());
    }
}
