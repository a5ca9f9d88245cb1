package salesinsights.tracking.consent;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
import salesinsights.tracking.token.TrackingTokens;

/**
 * Thousands of generated people through the real engine, from the message that is made for them to the hits that arrive,
 * against a table of its own that says in a few lines what the law allows.
 */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class NobodyIsTrackedUnlawfullyTest {
    private static final int PEOPLE = 5_200;
    private static final int PER_MESSAGE = 40;
    private static final Pattern PIXEL = Pattern.compile("/o/([^\"]+)\\.gif");
    private static final Pattern LINK = Pattern.compile("/c/([^\"]+)\"");
    private static final String SHOP = "https://shop.example/offer";
    private static final String HTML = "<html><body><p>Hello</p><a href=\"" + SHOP + "\">Offer</a></body></html>";
    private static final List<String> COUNTRIES = List.of(
            "DE", "FR", "IT", "NO", "CH", "GB", "CA-QC", "US", "US-CA", "US-NY", "US-CO", "CA", "CA-ON", "BR", "JP",
            "KR", "");
    private static final Map<String, String> DOMAINS = Map.of(
            "firm.com",
            "",
            "firm.io",
            "",
            "firm.de",
            "DE",
            "firm.fr",
            "FR",
            "firm.co.uk",
            "GB",
            "firm.us",
            "US",
            "firm.br",
            "BR");
    private static final Set<String> BY_NOTICE = Set.of("US", "CA", "BR");
    private static final Set<String> COUNTED = Set.of("FR", "IT");

    @Inject
    Fixture fixture;

    @Inject
    ConsentLedger ledger;

    @Inject
    ConsentKeys keys;

    @Inject
    Scopes scopes;

    @Inject
    TrackingTokens tokens;

    @Inject
    AppliedHits applied;

    @TestHTTPResource("/")
    URI server;

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** What a person can have said about one purpose, oldest first. */
    private enum Said {
        NOTHING,
        GRANTED(State.GRANTED),
        DENIED(State.DENIED),
        REVOKED(State.GRANTED, State.REVOKED),
        OBJECTED(State.OBJECTED),
        OBJECTED_AFTER_CONSENT(State.GRANTED, State.OBJECTED),
        LIFTED_AFTER_CONSENT(State.GRANTED, State.OBJECTED, State.LIFTED),
        AGREED_AGAIN(State.GRANTED, State.REVOKED, State.GRANTED);

        private final List<State> states;

        Said(State... states) {
            this.states = List.of(states);
        }

        boolean agrees() {
            return this == GRANTED || this == AGREED_AGAIN;
        }

        boolean mayBeNotified() {
            return this == NOTHING || this == LIFTED_AFTER_CONSENT;
        }
    }

    private record One(String address, String country, String domain, Said open, Said click, boolean gpc) {
        Map<String, String> to() {
            return country.isEmpty() ? Map.of("address", address) : Map.of("address", address, "country", country);
        }

        /** The law in a few lines, not in the words of the policy. */
        Mode lawful(Said said) {
            Set<String> nations = new HashSet<>();
            List.of(country.replaceAll("-.*", ""), DOMAINS.getOrDefault(domain, "")).stream()
                    .filter(nation -> !nation.isEmpty())
                    .forEach(nations::add);
            if (!said.agrees() && !said.mayBeNotified()) {
                return Mode.OFF;
            }
            Set<String> known = Set.of("DE", "FR", "IT", "NO", "CH", "GB", "US", "CA", "BR");
            if (nations.isEmpty() || !known.containsAll(nations)) {
                return Mode.OFF;
            }
            boolean notice = nations.size() == 1 && BY_NOTICE.containsAll(nations) && !country.equals("CA-QC");
            if (notice) {
                return Mode.NOTICE;
            }
            if (said.agrees()) {
                return Mode.CONSENT;
            }
            return nations.size() == 1 && COUNTED.containsAll(nations) ? Mode.AGGREGATE : Mode.OFF;
        }
    }

    /** What a person's copy carries. */
    private record Carried(
            One one,
            UUID recipient,
            @Nullable String pixel,
            @Nullable String link,
            String html) {}

    @Test
    void whereItIsOffNothingIsPutInAndWhereItIsCountedNobodyIsNamed() {
        Random random = new Random(20261101);
        TeamId team = fixture.team("/teams/emea");
        List<One> people = generate(random);
        say(team, people);

        List<Carried> copies = instrument(people);

        assertThat(copies).hasSize(PEOPLE);
        copies.forEach(this::carriesWhatIsLawful);
        assertThat(copies.stream().filter(one -> one.pixel() == null).count()).isGreaterThan(1_000);
        assertThat(copies.stream().filter(one -> one.pixel() != null).count()).isGreaterThan(1_000);

        long counted = countedOpens(team);
        List<String> wanted = arrive(copies);
        await().atMost(Duration.ofSeconds(30)).until(() -> applied.waiting() == 0);

        assertThat(storedOf(copies)).containsExactlyInAnyOrderElementsOf(wanted);

        long aggregate = copies.stream()
                .filter(one -> one.one().lawful(one.one().open()) == Mode.AGGREGATE
                        && !one.one().gpc())
                .count();
        assertThat(aggregate).isGreaterThan(20);
        assertThat(countedOpens(team) - counted).isEqualTo(aggregate);
    }

    private static List<One> generate(Random random) {
        List<String> domains = DOMAINS.keySet().stream().sorted().toList();
        List<One> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String domain = domains.get(random.nextInt(domains.size()));
            people.add(new One(
                    "p1-" + UUID.randomUUID() + "@" + domain,
                    COUNTRIES.get(random.nextInt(COUNTRIES.size())),
                    domain,
                    pick(random),
                    pick(random),
                    random.nextInt(4) == 0));
        }
        return people;
    }

    private static Said pick(Random random) {
        return random.nextBoolean() ? Said.NOTHING : Said.values()[random.nextInt(Said.values().length)];
    }

    private void say(TeamId team, List<One> people) {
        NoticeText text = NoticeText.current("en");
        Text words = new Text(text.id(), text.sha256(), text.language());
        scopes.runAsWorker(() -> people.forEach(one -> {
            Subject subject = keys.subject(one.address());
            List<Statement> said = new ArrayList<>();
            one.open().states.forEach(state -> said.add(statement(subject, Matter.OPEN, state, words)));
            one.click().states.forEach(state -> said.add(statement(subject, Matter.CLICK, state, words)));
            if (!said.isEmpty()) {
                ledger.append(team, subject, standing -> said);
            }
        }));
    }

    private static Statement statement(Subject subject, Matter matter, State state, Text words) {
        return new Statement(subject, matter, state, Method.FORM, words, "generated", "rita");
    }

    private List<Carried> instrument(List<One> people) {
        List<Carried> copies = new ArrayList<>();
        for (int from = 0; from < people.size(); from += PER_MESSAGE) {
            Map<String, One> batch = new HashMap<>();
            people.subList(from, Math.min(from + PER_MESSAGE, people.size()))
                    .forEach(one -> batch.put(one.address(), one));
            Response made = as(RITA).contentType(JSON)
                    .body(Map.of(
                            "subject",
                            "Offer",
                            "html",
                            HTML,
                            "to",
                            batch.values().stream().map(One::to).toList()))
                    .post("/api/messages?include=mime");
            assertThat(made.statusCode()).isEqualTo(201);
            List<Map<String, Object>> recipients = made.path("recipients");
            recipients.forEach(person -> copies.add(carried(batch.get(String.valueOf(person.get("address"))), person)));
        }
        return copies;
    }

    private static Carried carried(@Nullable One one, Map<String, Object> person) {
        assertThat(one).isNotNull();
        byte[] mime = Base64.getDecoder().decode(String.valueOf(person.get("mimeBase64")));
        String html =
                new String(mime, StandardCharsets.UTF_8).replace("=\r\n", "").replace("=3D", "=");
        Matcher pixel = PIXEL.matcher(html);
        Matcher link = LINK.matcher(html);
        return new Carried(
                one,
                UUID.fromString(String.valueOf(person.get("id"))),
                pixel.find() ? pixel.group(1) : null,
                link.find() ? link.group(1) : null,
                html);
    }

    private void carriesWhatIsLawful(Carried copy) {
        One one = copy.one();
        Mode open = one.lawful(one.open());
        Mode click = one.lawful(one.click());
        assertThat(copy.pixel() == null).as("no pixel for %s", one).isEqualTo(open == Mode.OFF);
        assertThat(copy.html().contains(SHOP)).as("plain link for %s", one).isEqualTo(click == Mode.OFF);
        if (open == Mode.OFF && click == Mode.OFF) {
            assertThat(copy.html())
                    .as("untouched for %s", one)
                    .doesNotContain("/r/")
                    .doesNotContain("List-Unsub");
        }
        if (copy.pixel() != null) {
            UUID named = tokens.readOpen(copy.pixel()).orElseThrow().recipient();
            assertThat(named).as("pixel of %s", one).isEqualTo(open.identifies() ? copy.recipient() : null);
        }
        if (copy.link() != null) {
            UUID named = tokens.readLink(copy.link()).orElseThrow().tracked().recipient();
            assertThat(named).as("link of %s", one).isEqualTo(click.identifies() ? copy.recipient() : null);
        }
    }

    /**
     * Everybody opens and clicks, also those who have no pixel, with the address that they would have had.
     *
     * @return what may be stored of it
     */
    private List<String> arrive(List<Carried> copies) {
        List<String> wanted = new ArrayList<>();
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        for (Carried copy : copies) {
            One one = copy.one();
            Tracked would = new Tracked(fixture.team("/teams/emea"), UUID.randomUUID(), copy.recipient());
            String open = copy.pixel() == null ? tokens.openUrl(would) : "/o/" + copy.pixel() + ".gif";
            String click = copy.link() == null ? tokens.linkUrl(would, 0, SHOP) : "/c/" + copy.link();
            answers.add(get(open, one.gpc()));
            answers.add(get(click, one.gpc()));
            if (one.lawful(one.open()).identifies() && !one.gpc()) {
                wanted.add(copy.recipient() + " OPENED");
            }
            if (one.lawful(one.click()).identifies()) {
                wanted.add(copy.recipient() + " CLICKED");
            }
            if (answers.size() >= 200) {
                answers.forEach(answer -> assertThat(answer.join().statusCode()).isIn(200, 307));
                answers.clear();
            }
        }
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isIn(200, 307));
        return wanted;
    }

    private CompletableFuture<HttpResponse<Void>> get(String address, boolean gpc) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(address.replaceFirst("https?://[^/]+", "")))
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        return browser.sendAsync(
                (gpc ? request.header("Sec-GPC", "1") : request).build(), HttpResponse.BodyHandlers.discarding());
    }

    private List<String> storedOf(List<Carried> copies) {
        return fixture.texts(
                "select recipient_id || ' ' || kind from tracking_event where recipient_id = any (?)"
                        + " and source <> 'INFERRED'",
                copies.stream().map(Carried::recipient).toList());
    }

    private long countedOpens(TeamId team) {
        return Long.parseLong(fixture.texts(
                        "select coalesce(sum(n), 0)::text from aggregate_hit where kind = 'OPENED' and team_id = "
                                + team.value() + " and cardinality(?::uuid[]) = 0",
                        List.of())
                .getFirst());
    }
}
