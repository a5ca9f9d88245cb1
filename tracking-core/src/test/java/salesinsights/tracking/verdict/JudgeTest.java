package salesinsights.tracking.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.tracking.event.EventKind.CLICKED;
import static salesinsights.tracking.event.EventKind.OPENED;
import static salesinsights.tracking.event.EventKind.PAGE_PINGED;
import static salesinsights.tracking.event.EventKind.READ_RECEIPT;
import static salesinsights.tracking.event.EventKind.REPLIED;
import static salesinsights.tracking.event.EventKind.SENT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.token.TrackingTokens;

class JudgeTest {
    private static final Instant SENT_AT = Instant.parse("2026-05-12T08:00:00Z");
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
    private static final Edition CATALOGUE = Edition.of(ShippedCatalogue.read());

    private final Judge judge = new Judge(CATALOGUE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)|IMAGE_PROXY",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135"
                        + " Safari/537.36 Edge/12.246 Mozilla/5.0|PREFETCH",
                "Mozilla/5.0|PRIVACY_PROXY",
                "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html|IMAGE_PROXY",
                "Barracuda Sentinel (EE)|SCANNER",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)|SCANNER",
                "curl/8.5.0|SCANNER",
                "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; ms-office; MSOffice 16)|HUMAN",
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.3.0|HUMAN",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)|HUMAN",
                "Something nobody has heard of|HUMAN"
            })
    void aUserAgentSaysWhoOpened(String agent, ActorKind actor) {
        Seen open = request(OPENED, 3600, null, agent);

        assertThat(verdictOf(open, open).actor()).isEqualTo(actor);
    }

    @Test
    void aBurstOverDistinctLinksIsAScannerBackToItsFirstClick() {
        Seen first = request(CLICKED, 40, 0, CHROME);
        Seen second = request(CLICKED, 40.3, 1, CHROME);
        Seen third = request(CLICKED, 40.6, 2, CHROME);

        assertThat(verdictOf(first, first).isHuman()).isTrue();
        assertThat(verdictOf(first, first, second, third)).isEqualTo(Verdict.of(ActorKind.SCANNER, 0.98, Reason.BURST));
    }

    @Test
    void theSameLinkTwiceIsNoBurst() {
        Seen once = request(CLICKED, 900, 1, CHROME);
        Seen again = request(CLICKED, 900.4, 1, CHROME);

        assertThat(verdictOf(once, once, again).actor()).isEqualTo(ActorKind.HUMAN);
    }

    @Test
    void anImageLoadedAlongWithABurstIsTheScannersToo() {
        Seen open = request(OPENED, 39, null, CHROME);
        Seen first = request(CLICKED, 40, 0, CHROME);
        Seen second = request(CLICKED, 40.3, 1, CHROME);

        assertThat(verdictOf(open, open, first, second).actor()).isEqualTo(ActorKind.SCANNER);
    }

    @Test
    void aPersonWhoClicksHoursAfterTheBurstIsAPerson() {
        Seen click = request(CLICKED, 7200, 2, CHROME);

        assertThat(verdictOf(click, request(CLICKED, 40, 0, CHROME), request(CLICKED, 40.2, 1, CHROME), click)
                        .isHuman())
                .isTrue();
    }

    @Test
    void theSameLinkAgainAndAgainWithinASecondIsAScanner() {
        Seen[] clicks = {
            request(CLICKED, 30, 0, CHROME),
            request(CLICKED, 30.2, 0, CHROME),
            request(CLICKED, 30.4, 0, CHROME),
            request(CLICKED, 30.6, 0, CHROME)
        };

        assertThat(verdictOf(clicks[0], clicks).actor()).isEqualTo(ActorKind.SCANNER);
    }

    @Test
    void twoLinksInHalfASecondAreAScannerUnlessThePersonUsesThePage() {
        Seen first = request(CLICKED, 900, 0, CHROME);
        Seen second = request(CLICKED, 900.3, 1, CHROME);
        Seen used = page(PAGE_PINGED, 915);

        assertThat(verdictOf(first, first, second).actor()).isEqualTo(ActorKind.SCANNER);
        assertThat(verdictOf(first, first, second, used).isHuman()).isTrue();
    }

    @Test
    void whoFollowsTheHiddenLinkIsAScannerInWhateverElseItDid() {
        Seen click = request(CLICKED, 900, 0, CHROME);
        Seen hidden = request(CLICKED, 920, TrackingTokens.HIDDEN_LINK, CHROME);
        Seen readers = request(CLICKED, 7200, 0, CHROME);

        assertThat(verdictOf(hidden, click, hidden, readers).reasons()).containsExactly(Reason.HIDDEN_LINK);
        assertThat(verdictOf(click, click, hidden, readers).actor()).isEqualTo(ActorKind.SCANNER);
        assertThat(verdictOf(readers, click, hidden, readers).isHuman()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "67.231.152.0/24,CLICKED,SCANNER,security-network",
        "67.231.152.0/24,OPENED,SCANNER,security-network",
        "52.30.7.0/24,CLICKED,SCANNER,hosting-network",
        "52.30.7.0/24,OPENED,HUMAN,browser",
        "172.224.240.0/24,OPENED,PRIVACY_PROXY,privacy-relay",
        "172.224.240.0/24,CLICKED,HUMAN,browser",
        "127.0.0.0/24,CLICKED,HUMAN,browser"
    })
    void aNetworkSaysSomethingWithinItsScope(String network, EventKind kind, ActorKind actor, String reason) {
        Seen event = from(network, request(kind, 3600, kind == CLICKED ? 0 : null, CHROME));

        assertThat(verdictOf(event, event).actor()).isEqualTo(actor);
        assertThat(verdictOf(event, event).reasons().getFirst().code()).isEqualTo(reason);
    }

    @Test
    void whoUsesThePageWasNoMachineInTheDataCentre() {
        Seen click = from("52.30.7.0/24", request(CLICKED, 3600, 0, CHROME));
        Seen used = from("52.30.7.0/24", page(PAGE_PINGED, 3620));

        assertThat(verdictOf(click, click).actor()).isEqualTo(ActorKind.SCANNER);
        assertThat(verdictOf(click, click, used))
                .isEqualTo(Verdict.of(ActorKind.HUMAN, 0.95, Reason.CONFIRMED, Reason.HOSTING_NETWORK));
    }

    @Test
    void aBrowserWithOurOwnSessionIsOneOfUs() {
        Seen click = request(CLICKED, 3600, 0, CHROME, Signal.OWN_SESSION.code());

        assertThat(verdictOf(click, click).actor()).isEqualTo(ActorKind.SELF);
    }

    @Test
    void nobodyMakesThousandsOfRequestsAndTheJudgeIsNotKeptBusyByThem() {
        List<Seen> flood = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            flood.add(request(CLICKED, 60 + i / 2_000.0, i % 7, CHROME));
        }

        Map<UUID, Verdict> verdicts = judge.judge(flood, Circumstances.NONE).verdicts();

        assertThat(verdicts.get(flood.getLast().id()).reasons()).containsExactly(Reason.TOO_MANY);
        assertThat(verdicts.get(flood.getFirst().id()).actor()).isEqualTo(ActorKind.SCANNER);
    }

    @Test
    void headAndPrefetchAreMachinesWhateverTheAgentSays() {
        Seen head = request(CLICKED, 4000, 0, CHROME, Signal.HEAD.code());
        Seen prefetch = request(CLICKED, 4000, 0, CHROME, Signal.PREFETCH.code());

        assertThat(verdictOf(head, head).actor()).isEqualTo(ActorKind.SCANNER);
        assertThat(verdictOf(prefetch, prefetch).actor()).isEqualTo(ActorKind.PREFETCH);
    }

    @Test
    void theSendersOwnOpenIsNobodyElses() {
        Seen open = request(OPENED, 60, null, CHROME);

        assertThat(judge.judge(List.of(open), Circumstances.TO_SENDER).verdicts())
                .containsEntry(open.id(), Verdict.of(ActorKind.SELF, 1, Reason.SENDER));
    }

    @Test
    void aClickImpliesAnOpenWhereNoneWasSeen() {
        Seen click = request(CLICKED, 3600, 0, CHROME);

        assertThat(judge.judge(List.of(sent(), click), Circumstances.NONE).wanted())
                .contains(click);
        assertThat(judge.judge(List.of(sent(), request(OPENED, 3590, null, CHROME), click), Circumstances.NONE)
                        .wanted())
                .isEmpty();
    }

    @Test
    void aPrivacyProxyOpenIsNoOpenSoAReplyImpliesOne() {
        Seen reply = mail(REPLIED, 9000);

        assertThat(judge.judge(List.of(request(OPENED, 100, null, "Mozilla/5.0"), reply), Circumstances.NONE)
                        .wanted())
                .contains(reply);
    }

    @Test
    void anInferredOpenIsWithdrawnWhenItsCauseTurnsOutToBeAScanner() {
        Seen click = request(CLICKED, 40, 0, CHROME);
        Seen inferred = inferredFrom(click);

        assertThat(verdictOf(inferred, click, inferred).isHuman()).isTrue();
        assertThat(verdictOf(inferred, click, inferred, request(CLICKED, 40.2, 1, CHROME)))
                .isEqualTo(Verdict.nothingFollows());
    }

    @Test
    void onlyAManualReceiptProvesReading() {
        Seen manual = new Seen(
                UUID.randomUUID(),
                READ_RECEIPT,
                EventSource.MAILBOX,
                SENT_AT.plusSeconds(50),
                null,
                null,
                null,
                Set.of(),
                Map.of("disposition", "displayed", "actionMode", "manual-action"));

        assertThat(judge.judge(List.of(manual), Circumstances.NONE).wanted()).contains(manual);
        assertThat(judge.judge(List.of(mail(READ_RECEIPT, 50)), Circumstances.NONE)
                        .wanted())
                .isEmpty();
    }

    @Test
    void whoAnswersLaterWasThePersonBehindADoubtfulOpen() {
        Seen open = request(OPENED, 2, null, CHROME);

        assertThat(verdictOf(open, sent(), open).confidence()).isLessThan(0.6);
        assertThat(verdictOf(open, sent(), open, mail(REPLIED, 9000)))
                .satisfies(verdict -> assertThat(verdict.confidence()).isEqualTo(0.95))
                .satisfies(verdict -> assertThat(verdict.reasons()).startsWith(Reason.CONFIRMED));
    }

    @Property(tries = 300)
    void anyOrderAndRepetitionOfArrivalEndsInTheSameVerdicts(
            @ForAll("histories") List<Seen> events, @ForAll Random random) {
        List<Seen> shuffled = new ArrayList<>(events);
        events.stream().filter(event -> random.nextBoolean()).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);

        assertThat(judge.judge(shuffled, Circumstances.NONE)).isEqualTo(judge.judge(events, Circumstances.NONE));
    }

    @Provide
    Arbitrary<List<Seen>> histories() {
        Arbitrary<Seen> one = Combinators.combine(
                        Arbitraries.of(OPENED, CLICKED, REPLIED, SENT, PAGE_PINGED),
                        Arbitraries.integers().between(0, 120),
                        Arbitraries.of(0, 1, 2, 3, TrackingTokens.HIDDEN_LINK),
                        Arbitraries.of(CHROME, "Mozilla/5.0", "curl/8.5.0", ""))
                .as((kind, tenths, link, agent) -> kind == OPENED || kind == CLICKED || kind == PAGE_PINGED
                        ? request(kind, 30 + tenths / 10.0, kind == CLICKED ? link : null, agent)
                        : mail(kind, tenths));
        return one.list().ofMaxSize(12);
    }

    private Verdict verdictOf(Seen asked, Seen... events) {
        return java.util.Objects.requireNonNull(judge.judge(Arrays.asList(events), Circumstances.NONE)
                .verdicts()
                .get(asked.id()));
    }

    private static Seen sent() {
        return mail(SENT, 0);
    }

    private static Seen mail(EventKind kind, long seconds) {
        return new Seen(
                UUID.randomUUID(),
                kind,
                EventSource.MAILBOX,
                SENT_AT.plusSeconds(seconds),
                null,
                null,
                null,
                Set.of(),
                Map.of());
    }

    private static Seen request(
            EventKind kind, double seconds, @Nullable Integer link, String agent, String... signals) {
        EventSource source = kind == CLICKED ? EventSource.LINK : EventSource.PIXEL;
        Instant at = SENT_AT.plusMillis(Math.round(seconds * 1000));
        return new Seen(
                UUID.randomUUID(),
                kind,
                source,
                at,
                link,
                CATALOGUE.familyOf(agent),
                "203.0.113.0/24",
                Set.of(signals),
                Map.of());
    }

    private static Seen page(EventKind kind, double seconds) {
        return request(kind, seconds, null, CHROME);
    }

    private static Seen from(String network, Seen event) {
        return new Seen(
                event.id(),
                event.kind(),
                event.source(),
                event.occurredAt(),
                event.linkPosition(),
                event.agent(),
                network,
                event.signals(),
                event.detail());
    }

    private static Seen inferredFrom(Seen cause) {
        return new Seen(
                InferredOpen.idOf(cause.id()),
                OPENED,
                EventSource.INFERRED,
                cause.occurredAt(),
                null,
                null,
                null,
                Set.of(),
                Map.of());
    }
}
