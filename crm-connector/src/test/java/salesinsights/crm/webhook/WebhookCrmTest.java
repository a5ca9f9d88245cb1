package salesinsights.crm.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmBench;
import salesinsights.crm.spi.CrmContract;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.webhook.ReceiverStub.Answer;
import salesinsights.tracking.outgoing.LocalOutgoing;
import salesinsights.tracking.outgoing.WebhookSignature;

class WebhookCrmTest extends CrmContract {
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER = "whsec_"
            + Base64.getEncoder()
                    .encodeToString("another secret, 32 bytes long, ok".getBytes(StandardCharsets.US_ASCII));

    private final UUID connection = UUID.randomUUID();
    private final ReceiverStub receiver = receiver();

    private static ReceiverStub receiver() {
        try {
            return new ReceiverStub(SECRET);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Crm crm(String... secrets) {
        Webhooks webhooks = new Webhooks(LocalOutgoing.anywhere(), ReceiverStub.JSON, Clock.systemUTC());
        return webhooks.open(new CrmSettings(connection, Map.of("url", receiver.url()), List.of(secrets)));
    }

    @Override
    protected CrmBench freshBench() {
        return new Bench(crm(SECRET), receiver);
    }

    private record Bench(Crm crm, ReceiverStub receiver) implements CrmBench {
        @Override
        public List<Kept> records() {
            return receiver.records().entrySet().stream()
                    .map(entry -> new Kept(entry.getKey(), entry.getValue()))
                    .toList();
        }

        @Override
        public void nextIsBusy(Duration restFor) {
            receiver.next(new Answer(429, Long.toString(restFor.toSeconds()), "", false, false));
        }

        @Override
        public void nextAnswerIsLost() {
            receiver.next(new Answer(200, null, "", true, true));
        }

        @Override
        public void nextIsAway() {
            receiver.next(new Answer(0, null, "", false, true));
        }

        @Override
        public void nextIsLockedOut() {
            receiver.next(Answer.of(401));
        }

        @Override
        public void dislikes(String externalId, String reason) {
            receiver.dislikes(externalId, reason);
        }

        @Override
        public void likes(String externalId) {
            receiver.dislikes(externalId, null);
        }

        @Override
        public void decide(String externalId, CrmOutcome.Result result) {
            throw new UnsupportedOperationException("webhooks have no way back");
        }
    }

    private PushOutcome pushMeeting(Answer answer) {
        receiver.next(answer);
        return crm(SECRET).push(List.of(aLead().build())).getFirst();
    }

    @Test
    void theEventIsACloudEvent() {
        CrmLead lead = aLead().scored(73, "Answered").build();
        crm(SECRET).push(List.of(lead));

        JsonNode event = receiver.events.getFirst();
        assertThat(event.get("specversion").asText()).isEqualTo("1.0");
        assertThat(event.get("type").asText()).isEqualTo("salesinsights.lead.changed.v1");
        assertThat(event.get("source").asText()).isEqualTo("urn:sales-insights:connection:" + connection);
        assertThat(event.get("subject").asText()).isEqualTo(lead.externalId());
        assertThat(event.get("time").asText()).isEqualTo("2026-11-03T08:00:00Z");
        assertThat(event.get("data").get("score").get("points").asDouble()).isEqualTo(73);
    }

    @Test
    void oneStateHasOneIdSoThatTheReceiverCanDropRepetitions() {
        CrmLead lead = aLead().build();
        crm(SECRET).push(List.of(lead));
        crm(SECRET).push(List.of(lead));
        crm(SECRET).push(List.of(aLead().id(lead.externalId()).version(2).build()));

        List<String> ids =
                receiver.events.stream().map(event -> event.get("id").asText()).toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    @Test
    void duringARotationBothSecretsSign() {
        assertThat(crm(OTHER, SECRET).push(List.of(aLead().build())).getFirst()).isInstanceOf(PushOutcome.Stored.class);
        assertThat(receiver.signatures.peek().split(" ")).hasSize(2).allMatch(signature -> signature.startsWith("v1,"));
        assertThat(receiver.unverified).isEmpty();
    }

    @Test
    void aWrongSecretIsSaidToBeOne() {
        assertThat(crm(OTHER).push(List.of(aLead().build())).getFirst())
                .isInstanceOfSatisfying(
                        PushOutcome.Unauthorised.class,
                        out -> assertThat(out.why()).contains("secret"));
        assertThat(receiver.records()).isEmpty();
    }

    @Test
    void theSignatureIsTheStandardsHmac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        byte[] expected = mac.doFinal("msg_1.1700000000.{\"a\":\"ä\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(new WebhookSignature(SECRET).of("msg_1", 1_700_000_000L, "{\"a\":\"ä\"}"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_!!!", "whsec_c2hvcnQ=", "short"})
    void secretsThatAreNoneAreRefused(String secret) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSignature(secret));
    }

    @Test
    void goneEndsTheConnection() {
        assertThat(pushMeeting(Answer.of(410))).isInstanceOf(PushOutcome.Ended.class);
    }

    @Test
    void goneForTheFirstMeansNoCallForTheRest() {
        receiver.next(Answer.of(410));

        assertThat(crm(SECRET).push(List.of(aLead().build(), aLead().build())))
                .allMatch(PushOutcome.Ended.class::isInstance);
        assertThat(receiver.events).hasSize(1);
    }

    @Test
    void anOverloadedReceiverThatNamesATimeIsLeftAlone() {
        assertThat(pushMeeting(new Answer(503, "3", "", false, false)))
                .isEqualTo(new PushOutcome.Busy(Duration.ofSeconds(3)));
    }

    @Test
    void tooManyRequestsWithoutATimeMeansHalfAMinute() {
        assertThat(pushMeeting(Answer.of(429))).isEqualTo(new PushOutcome.Busy(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 404, 405, 408, 500, 502, 503, 504})
    void whatMayPassIsTriedAgain(int status) {
        assertThat(pushMeeting(Answer.of(status)))
                .isInstanceOfSatisfying(
                        PushOutcome.Unreachable.class,
                        away -> assertThat(away.why()).contains(Integer.toString(status)));
    }

    @Test
    void anErrorPageIsQuotedInOneShortLine() {
        String page = "<html>\r\n<b>\u0000no</b>" + "x".repeat(5_000);

        assertThat(pushMeeting(new Answer(400, null, page, false, false)))
                .isInstanceOfSatisfying(
                        PushOutcome.Refused.class,
                        refused ->
                                assertThat(refused.why()).hasSizeLessThan(260).doesNotContain("\n", "\r", "\u0000"));
    }

    @Test
    void threeFailuresInARowSpareTheRest() {
        for (int i = 0; i < 3; i++) {
            receiver.next(Answer.of(500));
        }
        List<CrmLead> batch = List.of(aLead().build(), aLead().build(), aLead().build(), aLead().build());

        assertThat(crm(SECRET).push(batch).getLast()).isEqualTo(new PushOutcome.Busy(Duration.ZERO));
        assertThat(receiver.events).hasSize(3);
    }

    @Test
    void oneFailureDoesNotHoldUpTheRest() {
        receiver.next(Answer.of(500));

        assertThat(crm(SECRET).push(List.of(aLead().build(), aLead().build())))
                .hasExactlyElementsOfTypes(PushOutcome.Unreachable.class, PushOutcome.Stored.class);
    }
}
