package salesinsights.tracking.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Webhook;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.PostgresOutage;
import salesinsights.tracking.provider.Vendor.Sent;
import salesinsights.tracking.team.TeamPath;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class WebhookTest {
    private static final String MAILGUN_KEY = "key-0123456789abcdef0123456789abcdef";
    private static final String CERTIFICATE =
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    @Inject
    Vendor vendor;

    @Inject
    Endpoints endpoints;

    @Inject
    Deliveries deliveries;

    @Inject
    MarkCopies marks;

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String delivered(Sent sent, String id) {
        return """
                {"email":"%s","timestamp":%d,"smtp-id":"<%s>","event":"delivered","sg_event_id":"%s","ip":"192.0.2.77"}
                """.formatted(sent.address(), now() - 5, sent.messageId(), id);
    }

    private EndpointView sendGrid() {
        return vendor.endpoint(Provider.SENDGRID, Vendor.publicKey(vendor.sendGridKey));
    }

    @Test
    void aSignedBatchBecomesOneEventEach() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        String batch = IntStream.range(0, 1000)
                .mapToObj(i -> delivered(lea, endpoint.id() + "-" + i))
                .collect(Collectors.joining(",", "[", "]"));

        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), batch).statusCode(200);

        await().atMost(Duration.ofSeconds(20)).until(() -> vendor.eventsOf(lea).size() == 1000);
    }

    @Test
    void theSameReportTwiceIsOneEvent() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        String id = UUID.randomUUID().toString();

        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), "[" + delivered(lea, id) + "]")
                .statusCode(200);
        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), "[" + delivered(lea, id) + "," + delivered(lea, id) + "]")
                .statusCode(200);

        allIsRead(endpoint, 2);
        assertThat(vendor.eventsOf(lea)).containsExactly("delivered");
    }

    @Test
    void anotherKeyAnotherBodyAndAnOldTimeAreRefused() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        String body = "[" + delivered(lea, "x") + "]";
        long old = now() - Duration.ofDays(3).toSeconds();

        vendor.sendGrid(endpoint, Vendor.ec(), now(), body).statusCode(401);
        vendor.sendGrid(endpoint, vendor.sendGridKey, old, body).statusCode(401);
        Vendor.post("/w/" + endpoint.id(), Map.of(), body).statusCode(401);
        Vendor.post("/w/" + UUID.randomUUID(), Map.of(), body).statusCode(404);
        Vendor.post("/w/nonsense", Map.of(), body).statusCode(404);
        assertThat(page(endpoint)).isEmpty();
    }

    @Test
    void bothKeysHoldWhileOneReplacesTheOther() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        KeyPair anew = Vendor.ec();
        inTeam(() -> endpoints.rotate(team(), endpoint.id(), Vendor.publicKey(anew), Duration.ofHours(1)));

        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), "[" + delivered(lea, "old") + "]")
                .statusCode(200);
        vendor.sendGrid(endpoint, anew, now(), "[" + delivered(lea, "new") + "]")
                .statusCode(200);

        await().until(() -> vendor.eventsOf(lea).size() == 2);
        inTeam(() -> endpoints.rotate(team(), endpoint.id(), Vendor.publicKey(Vendor.ec()), Duration.ZERO));
        vendor.sendGrid(endpoint, anew, now(), "[" + delivered(lea, "late") + "]")
                .statusCode(401);
    }

    @Test
    void whatCannotBeReadTakesNothingAwayFromItsNeighbours() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        String batch = "[" + delivered(lea, "a") + ", 17, null, {\"event\":\"levitated\",\"email\":\"a@b.example\"},"
                + " {\"event\":{\"a\":[1]},\"timestamp\":\"1e99999\",\"email\":\"\\u0000<x\"},"
                + " {\"event\":\"bounce\",\"timestamp\":99999999999999999999999999,\"email\":\"nobody@b.example\"},"
                + delivered(lea, "b") + "]";

        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), batch).statusCode(200);

        allIsRead(endpoint, 1);
        assertThat(vendor.eventsOf(lea)).containsExactly("delivered", "delivered");
        DeliveryView.OpenReports open = inTeam(() -> deliveries.open(team(), endpoint.id()));
        assertThat(open.items())
                .extracting(DeliveryView.OpenReport::outcome)
                .contains("unknown", "unmatched", "unreadable");
        assertThat(open.items()).extracting(DeliveryView.OpenReport::word).contains("levitated", "bounce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[[[", "\u0000", "hello", "{\"a\":"})
    void aBodyThatIsNoJsonIsKeptAndShown(String body) {
        EndpointView endpoint = vendor.endpoint(Provider.BREVO, null);

        Vendor.post(pathOf(endpoint), Map.of(), body).statusCode(200);

        await().until(() ->
                page(endpoint).stream().noneMatch(one -> one.status().equals("waiting")));
        assertThat(page(endpoint)).hasSize(1);
    }

    @Test
    void deepJsonIsKeptAndShown() {
        EndpointView endpoint = vendor.endpoint(Provider.POSTMARK, null);

        Vendor.post(pathOf(endpoint), Map.of(), "[".repeat(200_000)).statusCode(200);

        await().until(() -> page(endpoint).getFirst().status().equals("unreadable"));
    }

    @Test
    void aBodyThatIsTooLargeIsNotTaken() {
        EndpointView endpoint = vendor.endpoint(Provider.POSTMARK, null);

        Vendor.post(pathOf(endpoint), Map.of(), " ".repeat(6 * 1024 * 1024)).statusCode(413);
    }

    @Test
    void aSecretOpensByPathAndByBasicAuthenticationAndNothingElseDoes() {
        EndpointView endpoint = vendor.endpoint(Provider.SPARKPOST, null);
        String basic = Base64.getEncoder().encodeToString(("any:" + endpoint.secret()).getBytes());

        Vendor.post(pathOf(endpoint), Map.of(), "[]").statusCode(200);
        Vendor.post("/w/" + endpoint.id(), Map.of("Authorization", "Basic " + basic), "[]")
                .statusCode(200);
        Vendor.post("/w/" + endpoint.id(), Map.of("Authorization", "Basic !!"), "[]")
                .statusCode(401);
        Vendor.post("/w/" + endpoint.id() + "/wrong", Map.of(), "[]").statusCode(401);
        Vendor.post("/w/" + endpoint.id(), Map.of(), "[]").statusCode(401);
    }

    @Test
    void aTokenOfMailgunIsGoodForOneBodyInItsTime() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = vendor.endpoint(Provider.MAILGUN, MAILGUN_KEY);
        String event = """
                {"event":"delivered","id":"e1","timestamp":%d.5,"recipient":"%s",
                 "message":{"headers":{"message-id":"%s"}}}
                """.formatted(now() - 2, lea.address(), lea.messageId());
        String token = UUID.randomUUID().toString();
        String genuine = Vendor.mailgun(MAILGUN_KEY, now(), token, event);
        String other = Vendor.mailgun(MAILGUN_KEY, now(), token, event.replace("delivered", "complained"));
        String late =
                Vendor.mailgun(MAILGUN_KEY, now() - 12 * 3600, UUID.randomUUID().toString(), event);

        Vendor.post("/w/" + endpoint.id(), Map.of(), genuine).statusCode(200);
        Vendor.post("/w/" + endpoint.id(), Map.of(), genuine).statusCode(200);
        Vendor.post("/w/" + endpoint.id(), Map.of(), other).statusCode(401);
        Vendor.post("/w/" + endpoint.id(), Map.of(), late).statusCode(401);
        Vendor.post("/w/" + endpoint.id(), Map.of(), Vendor.mailgun("wrong-key-wrong-key", now(), "t", event))
                .statusCode(401);

        await().until(() -> vendor.eventsOf(lea).equals(List.of("delivered")));
        assertThat(page(endpoint)).hasSize(1);
    }

    @Test
    void resendSignsAsSvixDoes() throws Exception {
        Sent lea = vendor.sentTo("US");
        String secret = "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes());
        EndpointView endpoint = vendor.endpoint(Provider.RESEND, secret);
        String body = """
                {"type":"email.delivered","created_at":"2026-11-23T02:00:00.126Z",
                 "data":{"email_id":"1","to":["%s"],"tags":{"insights_recipient":"%s"}}}
                """.formatted(lea.address(), lea.recipient());
        String signature = new Webhook(secret).sign("msg_1", now(), body);
        Map<String, String> headers = Map.of(
                "svix-id", "msg_1", "svix-timestamp", Long.toString(now()), "svix-signature", "v1,bm8= " + signature);

        Vendor.post("/w/" + endpoint.id(), headers, body + " ").statusCode(401);
        Vendor.post("/w/" + endpoint.id(), headers, body).statusCode(200);

        await().until(() -> vendor.eventsOf(lea).equals(List.of("delivered")));
    }

    @Test
    void amazonIsBelievedForNamedTopicsInBothVersionsOfItsSignature() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = vendor.endpoint(Provider.AMAZON_SES, null);
        String bounce = """
                {"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General",
                "bouncedRecipients":[{"emailAddress":"%s","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 unknown"}],
                "timestamp":"2026-11-23T02:00:00.000Z"},
                "mail":{"messageId":"0102","headers":[{"name":"Message-ID","value":"<%s>"}]}}
                """.formatted(lea.address(), lea.messageId());

        for (String version : List.of("1", "2")) {
            Vendor.post(
                            "/w/" + endpoint.id(),
                            Map.of(),
                            Vendor.sns("Notification", Vendor.TOPIC, CERTIFICATE, version, bounce))
                    .statusCode(200);
        }
        Vendor.post(
                        "/w/" + endpoint.id(),
                        Map.of(),
                        Vendor.sns("Notification", Vendor.TOPIC + "2", CERTIFICATE, "2", bounce))
                .statusCode(401);
        Vendor.post(
                        "/w/" + endpoint.id(),
                        Map.of(),
                        Vendor.sns("Notification", Vendor.TOPIC, CERTIFICATE, "2", bounce)
                                .replace("5.1.1", "5.1.2"))
                .statusCode(401);

        await().until(() -> vendor.eventsOf(lea).equals(List.of("hard_bounced", "hard_bounced")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef.pem",
                "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
                "https://sns-eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
                "https://evil.example/SimpleNotificationService-0123456789abcdef.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0123456789abcdef.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef.pem",
                "https://sns.eu-west-1.amazonaws.com/evil.pem",
                "https://s3.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
                "file:///etc/passwd",
                ""
            })
    void aCertificateFromAnywhereElseIsNotLookedAt(String url) {
        EndpointView endpoint = vendor.endpoint(Provider.AMAZON_SES, null);

        Vendor.post("/w/" + endpoint.id(), Map.of(), Vendor.sns("Notification", Vendor.TOPIC, url, "2", "{}"))
                .statusCode(401);
    }

    @Test
    void whoMustNotBeTrackedLeavesNoTrace() {
        Sent marie = vendor.sentTo("FR");
        EndpointView endpoint = sendGrid();
        String open = """
                [{"email":"%s","timestamp":%d,"smtp-id":"<%s>","event":"open","sg_event_id":"o-%s","ip":"198.51.100.23",
                "useragent":"Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}]
                """.formatted(marie.address(), now(), marie.messageId(), marie.recipient());

        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), open).statusCode(200);

        allIsRead(endpoint, 1);
        assertThat(vendor.eventsOf(marie)).isEmpty();
        assertThat(page(endpoint).getFirst().kept()).isFalse();
        assertThat(vendor.one(
                        "select concat(outcome, raw, address) from provider_event where endpoint_id = ?",
                        endpoint.id()))
                .containsExactly("NOT_ALLOWED");
    }

    @Test
    void openAndClickCarryLinkNetworkAndTheProvidersDoubt() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        String reading = """
                [{"email":"%1$s","timestamp":%2$d,"insights_recipient":"%3$s","event":"open","sg_event_id":"o-%3$s",
                "ip":"8.8.8.8","useragent":"Mozilla/5.0","sg_machine_open":true},
                {"email":"%1$s","timestamp":%2$d,"insights_recipient":"%3$s","event":"click","sg_event_id":"c-%3$s",
                "ip":"8.8.4.4","url":"https://shop.example/price",
                "useragent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}]
                """.formatted(lea.address(), now(), lea.recipient());

        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), reading).statusCode(200);

        await().untilAsserted(() -> assertThat(vendor.one(
                        "select kind || ' ' || coalesce(link_position::text, '') || ' ' || coalesce(network, '') || ' ' || actor"
                                + " from judged_event where recipient_id = ? and source = 'PROVIDER' order by kind",
                        lea.recipient()))
                .containsExactly("CLICKED 3 8.8.4.0/24 HUMAN", "OPENED  8.8.8.0/24 PRIVACY_PROXY"));
    }

    @Test
    void copiesCarryTheMarkOfTheProvidersThatReportToTheTeam() {
        Sent lea = vendor.sentTo("US");
        vendor.endpoint(Provider.POSTMARK, null);

        assertThat(marks.of(vendor.teams.require(new TeamPath("/teams/us")).id(), lea.recipient()))
                .containsEntry(
                        "X-PM-Metadata-insights_recipient", lea.recipient().toString());
    }

    @Test
    void aPausedAddressKeepsWhatComesAndReadsItLater() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        inTeam(() -> endpoints.pause(team(), endpoint.id(), true));

        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), "[" + delivered(lea, "p") + "]")
                .statusCode(200);
        assertThat(page(endpoint)).extracting(DeliveryView::status).containsExactly("waiting");
        inTeam(() -> endpoints.pause(team(), endpoint.id(), false));

        await().until(() -> vendor.eventsOf(lea).equals(List.of("delivered")));
    }

    @Test
    void whatMatchedNothingIsMatchedWhenItIsReadAgain() {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        vendor.scopes.runAsWorker(() -> vendor.database.write(
                "update tracked_message set header_id = 'other@sales.example' where id = ?", lea.message()));
        vendor.sendGrid(endpoint, vendor.sendGridKey, now(), "[" + delivered(lea, "r-" + lea.message()) + "]")
                .statusCode(200);
        allIsRead(endpoint, 1);
        assertThat(vendor.eventsOf(lea)).isEmpty();

        vendor.scopes.runAsWorker(() -> vendor.database.write(
                "update tracked_message set header_id = ? where id = ?", lea.messageId(), lea.message()));
        DeliveryView kept = page(endpoint).getFirst();
        inTeam(() -> {
            deliveries.replay(team(), endpoint.id(), kept.id());
            return kept;
        });

        await().until(() -> vendor.eventsOf(lea).equals(List.of("delivered")));
    }

    @Test
    void withPostgresAwayTheProviderIsAskedToComeBack() throws Exception {
        Sent lea = vendor.sentTo("US");
        EndpointView endpoint = sendGrid();
        String body = "[" + delivered(lea, "away-" + lea.message()) + "]";
        PostgresOutage postgres = new PostgresOutage();
        // The tests' PostgreSQL does not write through.
        try (var connection = LocalPostgres.server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
        postgres.kill();
        try {
            vendor.sendGrid(endpoint, vendor.sendGridKey, now(), body).statusCode(503);
        } finally {
            postgres.start();
        }

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> vendor.sendGrid(endpoint, vendor.sendGridKey, now(), body)
                        .statusCode(200));
        await().ignoreExceptions().until(() -> vendor.eventsOf(lea).equals(List.of("delivered")));
    }

    private static String pathOf(EndpointView endpoint) {
        return "/w/" + endpoint.id() + "/" + Objects.requireNonNull(endpoint.secret());
    }

    private void allIsRead(EndpointView endpoint, int deliveriesThere) {
        await().until(() -> page(endpoint).size() == deliveriesThere
                && page(endpoint).stream().allMatch(one -> one.status().equals("read")));
    }

    private List<DeliveryView> page(EndpointView endpoint) {
        return inTeam(() -> deliveries.page(team(), endpoint.id(), null, 200).items());
    }

    private <T> T inTeam(java.util.function.Supplier<T> work) {
        return vendor.scopes.inTeams(team(), work);
    }

    private Set<salesinsights.tracking.team.TeamId> team() {
        return Set.of(vendor.teams.require(new TeamPath("/teams/us")).id());
    }
}
