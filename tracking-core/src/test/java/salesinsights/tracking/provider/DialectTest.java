package salesinsights.tracking.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples written after the providers' public documentation, as it stood in November 2026. */
class DialectTest {
    private static final UUID LEA = UUID.fromString("01a20663-5511-70b2-8ba5-1dab42463ab5");

    private static Reported only(Dialect dialect, String body) {
        try {
            Leaf json = Call.json(body.getBytes(StandardCharsets.UTF_8));
            List<Reported> reports = dialect.split(json).stream()
                    .flatMap(leaf -> dialect.read(leaf).stream())
                    .toList();
            assertThat(reports).hasSize(1);
            return reports.getFirst();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    @Test
    void postmarkTellsOfAHardBounce() {
        Reported report = only(new Postmark(), """
                {"RecordType":"Bounce","MessageStream":"outbound","ID":4323372036854775807,"Type":"HardBounce","TypeCode":1,
                "Email":"John@Example.com","BouncedAt":"2026-11-05T16:33:54.9070259Z","Details":"Test bounce details",
                "Metadata":{"insights_recipient":"01a20663-5511-70b2-8ba5-1dab42463ab5"}}
                """);

        assertThat(report.happening()).isEqualTo(Happening.BOUNCED_HARD);
        assertThat(report.address()).isEqualTo("john@example.com");
        assertThat(report.recipient()).isEqualTo(LEA);
        assertThat(report.at())
                .isEqualTo(Instant.parse("2026-11-05T16:33:54.907Z").plusNanos(25_900));
        assertThat(report.key()).isEqualTo("Bounce:4323372036854775807");
    }

    @ParameterizedTest
    @CsvSource({
        "SoftBounce, BOUNCED_SOFT",
        "BadEmailAddress, BOUNCED_HARD",
        "AutoResponder, AUTORESPONDED",
        "Unsubscribe, UNSUBSCRIBED",
        "SpamComplaint, COMPLAINED",
        "Blocked, REJECTED",
        "DnsError, BOUNCED_SOFT"
    })
    void postmarkHasManyBounces(String type, Happening happening) {
        String body = "{\"RecordType\":\"Bounce\",\"Type\":\"%s\",\"Email\":\"a@b.example\"}".formatted(type);

        assertThat(only(new Postmark(), body).happening()).isEqualTo(happening);
    }

    @Test
    void mailjetSaysSentWhenItWasDelivered() {
        Reported report = only(new Mailjet(), """
                [{"event":"sent","time":1433333949,"MessageID":19421777835146490,"Message_GUID":"1ab23cd4-e567-8901-2345",
                "email":"api@mailjet.com","CustomID":"01a20663-5511-70b2-8ba5-1dab42463ab5","smtp_reply":"250 2.0.0 OK"}]
                """);

        assertThat(report.happening()).isEqualTo(Happening.DELIVERED);
        assertThat(report.recipient()).isEqualTo(LEA);
        assertThat(report.at()).isEqualTo(Instant.ofEpochSecond(1433333949));
    }

    @ParameterizedTest
    @CsvSource({
        "request, QUEUED",
        "delivered, DELIVERED",
        "soft_bounce, BOUNCED_SOFT",
        "hard_bounce, BOUNCED_HARD",
        "invalid_email, BOUNCED_HARD",
        "deferred, DEFERRED",
        "blocked, REJECTED",
        "error, FAILED",
        "opened, OPENED",
        "unique_opened, OPENED",
        "click, CLICKED",
        "spam, COMPLAINED",
        "unsubscribed, UNSUBSCRIBED",
        "other, UNKNOWN"
    })
    void brevoHasItsOwnWords(String word, Happening happening) {
        Reported report = only(new Brevo(), """
                {"event":"%s","email":"example@domain.com","id":26224,"date":"2026-11-22 20:59:21","ts_epoch":1604933654000,
                "message-id":"<201798300811.5787683@smtp-relay.mailin.fr>",
                "X-Mailin-custom":"insights_recipient:01a20663-5511-70b2-8ba5-1dab42463ab5"}
                """.formatted(word));

        assertThat(report.happening()).isEqualTo(happening);
        assertThat(report.recipient()).isEqualTo(LEA);
        assertThat(report.at()).isEqualTo(Instant.ofEpochSecond(1604933654));
        assertThat(report.messageIds()).containsExactly("201798300811.5787683@smtp-relay.mailin.fr");
    }

    @Test
    void sparkPostSaysWhenAnOpenWasPrefetched() {
        Reported report = only(new SparkPost(), """
                [{"msys":{"track_event":{"type":"open","event_id":"92356927693813856","timestamp":"1460989507",
                "raw_rcpt_to":"recipient@example.com","user_agent":"Mozilla/5.0","ip_address":"127.0.0.1",
                "is_prefetched":true,"rcpt_meta":{"insights_recipient":"01a20663-5511-70b2-8ba5-1dab42463ab5"}}}}]
                """);

        assertThat(report.happening()).isEqualTo(Happening.OPENED);
        assertThat(report.signals()).containsExactly("prefetch");
        assertThat(report.recipient()).isEqualTo(LEA);
    }

    @ParameterizedTest
    @CsvSource({"10, BOUNCED_HARD", "30, BOUNCED_HARD", "20, BOUNCED_SOFT", "60, AUTORESPONDED", "90, UNSUBSCRIBED"})
    void sparkPostHasClassesOfBounces(String type, Happening happening) {
        String body = "[{\"msys\":{\"message_event\":{\"type\":\"bounce\",\"bounce_class\":\"%s\"}}}]".formatted(type);

        assertThat(only(new SparkPost(), body).happening()).isEqualTo(happening);
    }

    @Test
    void sparkPostsTrialOfTheAddressSaysNothing() throws IOException {
        Leaf trial = Call.json("[{\"msys\":{}}]".getBytes(StandardCharsets.UTF_8));

        assertThat(new SparkPost().split(trial))
                .allSatisfy(leaf -> assertThat(new SparkPost().read(leaf)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"temporary, 450, DEFERRED", "permanent, 550, BOUNCED_HARD", "permanent, 421, BOUNCED_SOFT"})
    void mailgunTellsSeveritiesApart(String severity, String code, Happening happening) {
        String body = """
                {"signature":{},"event-data":{"event":"failed","id":"G9Bn5sl1TC6nu79C8C0bwg","severity":"%s","timestamp":1521233195.375624,
                "recipient":"alice@example.com","delivery-status":{"code":%s,"message":""},
                "message":{"headers":{"message-id":"20130503192659.13651.20287@mg.example.com"}}}}
                """.formatted(severity, code);

        Reported report = only(new Mailgun(), body);

        assertThat(report.happening()).isEqualTo(happening);
        assertThat(report.messageIds()).containsExactly("20130503192659.13651.20287@mg.example.com");
        assertThat(report.at()).isEqualTo(Instant.ofEpochMilli(1521233195376L));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0",
        "Chrome/120.0.6099.71, Chrome/120.0.6099.71",
        "2026-11-23T12:34:56Z, 2026-11-23T12:34:56Z",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::",
        "203.0.113.0, 203.0.113.0"
    })
    void addressesAreCutAndNothingElse(String text, String cut) {
        assertThat(Redaction.of("{\"a\":\"" + text + "\"}")).isEqualTo("{\"a\":\"" + cut + "\"}");
    }
}
