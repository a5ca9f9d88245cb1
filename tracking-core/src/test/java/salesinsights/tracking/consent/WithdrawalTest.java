package salesinsights.tracking.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.capture.AppliedHits;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.consent.RecipientChoices.Act;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;
import salesinsights.tracking.verdict.JudgedEvents;

/** Two thousand mails of all ages, withdrawn from: what is under way anywhere leaves nothing that names anybody. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class WithdrawalTest {
    private static final int MAILS = 2_000;
    private static final int UNDER_WAY = 600;
    private static final int BY_HAND = 100;

    @Inject
    Fixture fixture;

    @Inject
    RecipientChoices choices;

    @Inject
    ConsentLedger ledger;

    @Inject
    ConsentKeys keys;

    @Inject
    TrackingTokens tokens;

    @Inject
    AppliedHits applied;

    @Inject
    JudgedEvents judged;

    @Inject
    Scopes scopes;

    @Inject
    AgroalDataSource database;

    @TestHTTPResource("/")
    URI server;

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private record Mail(Tracked to, String address) {}

    @Test
    void whatIsUnderWayWhenSomebodyWithdrawsNamesNobody() throws InterruptedException {
        TeamId emea = fixture.team("/teams/emea");
        Random random = new Random(5);
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            String address = Fixture.someone("firm.com");
            mails.add(new Mail(fixture.sent(emea, address, "US", Mode.NOTICE), address));
        }
        age(random);
        List<Mail> judgedBefore = mails.subList(UNDER_WAY, UNDER_WAY + BY_HAND);
        judgedBefore.forEach(mail -> fixture.happened(mail.to(), EventKind.CLICKED));

        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch withdrawn = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform().start(() -> holdRecipients(locked, withdrawn));
        locked.await();
        visit(mails.subList(0, UNDER_WAY));
        assertThat(applied.waiting()).isGreaterThanOrEqualTo(2L * UNDER_WAY);
        withdrawInLedger(emea, mails.subList(0, UNDER_WAY));
        withdrawn.countDown();
        holder.join();
        withdraw(emea, mails.subList(UNDER_WAY, MAILS - BY_HAND));
        byHand(mails.subList(MAILS - BY_HAND, MAILS));
        visit(mails);

        await().atMost(Duration.ofSeconds(20)).until(() -> applied.waiting() == 0);
        List<UUID> recipients =
                mails.stream().map(mail -> mail.to().recipient()).toList();
        assertThat(fixture.texts(
                        "select kind from tracking_event where recipient_id = any (?) and kind in ('OPENED', 'CLICKED')"
                                + " and source <> 'INFERRED' and detail = '{}'",
                        recipients))
                .isEmpty();
        assertThat(fixture.texts("select 'x' from arrival_decision where recipient_id = any (?)", recipients))
                .isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(scopes.asWorker(() -> judged.of(recipients)))
                        .allMatch(event -> event.kind() == EventKind.UNSUBSCRIBED));
    }

    /** As the API does it, in a transaction that does not need to see the recipients. */
    private void withdrawInLedger(TeamId team, List<Mail> mails) {
        scopes.runAsWorker(() -> mails.forEach(mail -> {
            Subject subject = keys.subject(mail.address());
            ledger.append(
                    team,
                    subject,
                    standing -> Arrays.stream(Matter.values())
                            .map(matter -> new Statement(
                                    subject, matter, State.OBJECTED, Method.WRITTEN, null, "letter", "rita"))
                            .toList());
        }));
    }

    private void withdraw(TeamId team, List<Mail> mails) {
        Instant before = Instant.now();
        scopes.runAsWorker(() -> mails.forEach(mail -> choices.make(
                Act.STOP_TRACKING,
                Method.RECIPIENT_PAGE,
                new RecipientChoices.Reader(
                        team,
                        mail.to().message(),
                        java.util.Objects.requireNonNull(mail.to().recipient()),
                        mail.address()))));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    /** As people do it: on their page, and with the button of their mail program. */
    private void byHand(List<Mail> mails) {
        List<CompletableFuture<HttpResponse<Void>>> answers = mails.stream()
                .map(mail -> send(HttpRequest.newBuilder(at(tokens.personUrl(mail.to())))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("act=stop-tracking"))))
                .toList();
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    private void visit(List<Mail> mails) {
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        for (Mail mail : mails) {
            answers.add(send(HttpRequest.newBuilder(at(tokens.openUrl(mail.to())))));
            answers.add(send(HttpRequest.newBuilder(at(tokens.linkUrl(mail.to(), 0, "https://shop.example/")))));
            if (answers.size() >= 200) {
                settle(answers);
            }
        }
        settle(answers);
    }

    private static void settle(List<CompletableFuture<HttpResponse<Void>>> answers) {
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isIn(200, 307));
        answers.clear();
    }

    private CompletableFuture<HttpResponse<Void>> send(HttpRequest.Builder request) {
        return browser.sendAsync(
                request.header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private URI at(String address) {
        return server.resolve(address.replaceFirst("https?://[^/]+", ""));
    }

    /** Whoever wants to know a recipient waits: hits are answered and stay in the journal. */
    private void holdRecipients(CountDownLatch locked, CountDownLatch until) {
        scopes.runAsWorker(() -> run("lock table recipient in access exclusive mode", () -> {
            locked.countDown();
            try {
                until.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void age(Random random) {
        long days = 1 + random.nextInt(3);
        scopes.runAsWorker(() ->
                run("update recipient set sent_at = now() - (random() * interval '" + days + " years')", () -> {}));
    }

    private void run(String sql, Runnable then) {
        try (Connection connection = database.getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
            then.run();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
