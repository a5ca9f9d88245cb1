package salesinsights.scoring.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class DigestTest {
    @Inject
    Rows rows;

    @Inject
    SendDigests digests;

    private final String person = "reader-" + UUID.randomUUID();
    private final String address = person + "@sales.example";
    private TeamId team;
    private UUID lead;

    @BeforeEach
    void aReader() {
        team = rows.team("/teams/emea/digest-" + UUID.randomUUID());
        lead = rows.lead(team, Ids.next() + "@digest.example", person);
    }

    @AfterEach
    void asItWas() {
        rows.run("delete from notice_setting where person in (?, 'rita')", person);
    }

    private void wantsItNow() {
        rows.run(
                "insert into notice_setting (team_id, person, causes, minimum_confidence, most_a_day, digest_at, address)"
                        + " select ?, ?, '{}', 0.7, 50, (now() at time zone time_zone)::time, ? from team where id = ?",
                team.value(),
                person,
                address,
                team.value());
    }

    private void told(String cause, String words) {
        rows.run(
                "insert into notice (id, team_id, lead_id, person, cause, anchor, words, first_at, last_at, shown_from)"
                        + " values (?, ?, ?, ?, ?, ?, ?, now(), now(), now())",
                Ids.next(),
                team.value(),
                lead,
                person,
                cause,
                Ids.next().toString(),
                words);
    }

    private void task(String title, Instant due) {
        rows.run(
                "insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)"
                        + " values (?, ?, ?, 'HOT', ?, ?, '', ?, ?)",
                Ids.next(),
                team.value(),
                lead,
                Ids.next().toString(),
                title,
                person,
                due);
    }

    private List<MimeMessage> mails() {
        return Arrays.stream(LocalMail.server().getReceivedMessages())
                .filter(mail -> GreenMailUtil.getHeaders(mail).contains(address))
                .toList();
    }

    private String state() {
        return String.join(
                "",
                rows.texts(
                        "select (done_at is not null) || ' ' || told || coalesce(' ' || refused, '') from notice_digest"
                                + " where person = ?",
                        person));
    }

    @Test
    void whatIsUnreadAndDueComesOnceADayInPlainText() throws Exception {
        told("CLICKED", "Our prices\r\nBcc: x@y.example \u202Etxt");
        told("RULE", "Call \u2066her");
        task("Call at once", Instant.now().minusSeconds(60));
        task("Not today", Instant.now().plus(Duration.ofDays(2)));
        wantsItNow();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mails()).hasSize(1));
        MimeMessage mail = mails().getFirst();
        String text = String.valueOf(mail.getContent());
        assertThat(mail.getSubject()).isEqualTo("Today: 1 follow-up, 2 notices");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(text)
                .contains("Call at once", "clicked a link in", "Our prices Bcc: x@y.example", "/settings/notices")
                .doesNotContain("Not today")
                .doesNotContain("\u202E")
                .doesNotContain("\u2066");
        assertThat(mail.getContentType()).startsWith("text/plain");

        told("ANSWERED", "Later");
        digests.run();
        assertThat(mails()).hasSize(1);
        assertThat(state()).isEqualTo("true 3");
    }

    @Test
    void withNothingToTellNothingIsSent() {
        wantsItNow();
        digests.run();

        await().untilAsserted(() -> assertThat(state()).isEqualTo("true 0"));
        assertThat(mails()).isEmpty();
    }

    @Test
    void whatWasReadWithdrawnOrIsStillQuietIsNotTold() {
        told("CLICKED", "read");
        told("OPENED", "withdrawn");
        told("ANSWERED", "quiet");
        rows.run("update notice set read_at = now() where person = ? and words = 'read'", person);
        rows.run("update notice set withdrawn_at = now() where person = ? and words = 'withdrawn'", person);
        rows.run(
                "update notice set shown_from = now() + interval '1 hour' where person = ? and words = 'quiet'",
                person);
        wantsItNow();
        digests.run();

        await().untilAsserted(() -> assertThat(state()).isEqualTo("true 0"));
        assertThat(mails()).isEmpty();
    }

    @Test
    void manyAtTheSameMomentSendOne() {
        told("CLICKED", "once");
        wantsItNow();
        CompletableFuture<?>[] runs = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(digests::run))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(runs).join();

        await().untilAsserted(() -> assertThat(state()).isEqualTo("true 1"));
        assertThat(mails()).hasSize(1);
    }

    @Test
    void whoBrokeOffIsFollowedUpWithTheSameMail() throws Exception {
        told("CLICKED", "again");
        wantsItNow();
        await().untilAsserted(() -> assertThat(state()).isEqualTo("true 1"));
        rows.run(
                "update notice_digest set done_at = null, claimed_at = now() - interval '6 minutes' where person = ?",
                person);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mails()).hasSize(2));

        assertThat(mails().get(0).getMessageID()).isEqualTo(mails().get(1).getMessageID());
    }

    @Test
    void whoWasNotSeenForLongGetsNone() {
        told("CLICKED", "gone");
        wantsItNow();
        rows.run("delete from notice_digest where person = ?", person);
        rows.run("update notice_setting set seen_at = now() - interval '31 days' where person = ?", person);
        LocalMail.server().getReceivedMessages();
        digests.run();

        assertThat(rows.texts("select 1 from notice_digest where person = ? and done_at is null", person))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "07:30, 07:29:59, false",
        "07:30, 07:30, true",
        "07:30, 13:29:59, true",
        "07:30, 13:30, false",
        "22:00, 23:59, true",
        "22:00, 00:30, false"
    })
    void itIsTimeForSixHours(LocalTime wanted, LocalTime now, boolean expected) {
        assertThat(SendDigests.isTime(wanted, now)).isEqualTo(expected);
    }

    @Test
    void aDigestIsSwitchedOnAndOffWithTheSetting() {
        as(RITA).contentType(ContentType.JSON)
                .body("{\"digestAt\": \"7 o'clock\"}")
                .put("/api/notices/setting")
                .then()
                .statusCode(400)
                .body(containsString("digestAt"));
        as(RITA).contentType(ContentType.JSON)
                .body("{\"digestAt\": \"07:30\"}")
                .put("/api/notices/setting")
                .then()
                .statusCode(200)
                .body("digestAt", equalTo("07:30"));
        as(RITA).contentType(ContentType.JSON)
                .body("{}")
                .put("/api/notices/setting")
                .then()
                .statusCode(200)
                .body("digestAt", nullValue());
    }

    @Test
    void aLongSubjectIsShortened() {
        Notice wordy = new Notice(
                Ids.next(),
                new TeamPath("/teams/emea"),
                new LeadId(Ids.next()),
                "Ada",
                NoticeCause.OPENED,
                "🎉".repeat(300),
                2,
                0.9,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                null);

        assertThat(wordy.text()).isEqualTo("Ada opened “" + "🎉".repeat(120) + "…” 2 times");
        assertThat(new Digest(List.of(wordy), List.of(), ZoneId.of("UTC")).subject())
                .isEqualTo("Today: 0 follow-ups, 1 notice");
    }
}
