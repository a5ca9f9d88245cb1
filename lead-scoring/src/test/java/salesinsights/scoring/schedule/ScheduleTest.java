package salesinsights.scoring.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static salesinsights.tracking.Callers.MAIA;
import static salesinsights.tracking.Callers.MARK;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class ScheduleTest {
    @Inject
    Rows rows;

    @Inject
    SendReports sending;

    private final String name = "Report " + UUID.randomUUID();

    @AfterEach
    void asItWas() {
        rows.run("delete from report_schedule where person in ('maia', 'mark')");
    }

    private static ValidatableResponse ask(String body) {
        return as(MAIA).contentType(ContentType.JSON)
                .body(body)
                .post("/api/report-schedules")
                .then();
    }

    private String wanted(String rest) {
        return ask("{\"name\": \"" + name + "\"" + rest + "}")
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void timeComes(String id) {
        rows.run("update report_schedule set next_at = now() - interval '1 minute' where id = ?::uuid", id);
        sending.run();
    }

    private List<MimeMessage> mails() {
        return Arrays.stream(LocalMail.server().getReceivedMessages())
                .filter(mail -> GreenMailUtil.getHeaders(mail).contains(name))
                .toList();
    }

    private void sentLastWeek(String campaign) {
        TeamId team = rows.team("/teams/apac");
        UUID recipient = rows.sent(
                team, Ids.next() + "@report.example", "maia", Instant.now().minus(Duration.ofDays(40)), "NOTICE");
        rows.run(
                "update tracked_message set campaign = ? where id = (select message_id from recipient where id = ?)",
                campaign,
                recipient);
        rows.awaitCounted();
    }

    @Test
    void aPdfComesToOnesOwnAddressOnceAndTellsWhatItRestsOn() throws Exception {
        sentLastWeek("Kampagne Ünï Ж 🎁 " + name);
        String id = wanted(", \"by\": \"campaign\", \"span\": \"quarter\", \"cadence\": \"daily\"");
        rows.run("update report_schedule set span = 'QUARTER' where id = ?::uuid", id);

        timeComes(id);
        rows.run("update report_schedule set next_at = next_at where id = ?::uuid", id);
        sending.run();

        assertThat(mails()).hasSize(1);
        MimeMessage mail = mails().getFirst();
        assertThat(mail.getAllRecipients()[0].toString()).startsWith("maia@");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("Delivery rate:", "/reports/metrics", "/reports/by-mail");
        BodyPart file = parts.getBodyPart(1);
        assertThat(file.getFileName()).startsWith("report-campaign-").endsWith(".pdf");
        PdfReader pdf = new PdfReader(file.getInputStream());
        StringBuilder text = new StringBuilder();
        for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
            text.append(new PdfTextExtractor(pdf).getTextFromPage(page));
        }
        assertThat(text.toString())
                .contains("All together", "Unique open rate", "What the figures mean", "/teams/apac")
                .contains("95 % interval");
        as(MAIA).get("/api/report-schedules/{id}", id)
                .then()
                .statusCode(200)
                .body("lastAt", notNullValue())
                .body("nextAt", notNullValue());
        assertThat(rows.texts("select count(*) from audit_entry where action = 'EXPORT' and actor = 'maia'"))
                .doesNotContain("0");
    }

    @Test
    void aWorkbookComesAsOne() throws Exception {
        String id = wanted(", \"format\": \"xlsx\", \"span\": \"month\", \"cadence\": \"monthly\", \"onDay\": 28");

        timeComes(id);

        BodyPart file = ((MimeMultipart) mails().getFirst().getContent()).getBodyPart(1);
        try (ReadableWorkbook book = new ReadableWorkbook(file.getInputStream())) {
            assertThat(book.getSheets().map(sheet -> sheet.getName()))
                    .containsExactly("Report", "What the figures mean");
        }
    }

    @Test
    void twoNodesThatLookAtOnceSendOne() {
        String id = wanted("");
        rows.run("update report_schedule set next_at = now() - interval '1 minute' where id = ?::uuid", id);

        List<CompletableFuture<Void>> nodes = Stream.generate(() -> CompletableFuture.runAsync(sending::run))
                .limit(4)
                .toList();
        nodes.forEach(CompletableFuture::join);

        assertThat(mails()).hasSize(1);
    }

    @Test
    void whoeverNoLongerAnswersForTheTeamIsSentNothing() {
        String id = wanted("");
        rows.run("update member_seen set roles = '{sales-rep}' where user_name = 'maia'");
        try {
            timeComes(id);
        } finally {
            rows.run("update member_seen set roles = '{sales-manager}' where user_name = 'maia'");
        }

        assertThat(mails()).isEmpty();
        assertThat(rows.texts("select trouble from report_schedule where id = ?::uuid", id)
                        .getFirst())
                .contains("do not answer for this team");
    }

    @Test
    void whoeverWasNotSeenForLongAndWhatIsPausedRests() {
        String unseen = wanted("");
        rows.run("update report_schedule set seen_at = now() - interval '60 days' where id = ?::uuid", unseen);
        timeComes(unseen);
        assertThat(mails()).isEmpty();

        as(MAIA).get("/api/report-schedules").then().statusCode(200);
        as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"" + name + "\", \"paused\": true}")
                .put("/api/report-schedules/{id}", unseen)
                .then()
                .statusCode(200)
                .body("paused", equalTo(true));
        timeComes(unseen);
        assertThat(mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                       | name
            {"name": "x", "by": "moon"}                              | by
            {"name": "x", "span": "year"}                            | span
            {"name": "x", "format": "doc"}                           | format
            {"name": "x", "cadence": "hourly"}                       | cadence
            {"name": "x", "cadence": "weekly", "onDay": 8}           | onDay
            {"name": "x", "cadence": "monthly", "onDay": 31}         | onDay
            {"name": "x", "at": "25:00"}                             | at
            {"name": "x", "zone": "Mars/Olympus"}                    | zone
            {"name": "x", "team": "/teams/us"}                       | team
            {"name": "x", "colour": "red"}                           | colour
            """)
    void whatCannotBeIsRefusedAtItsField(String body, String field) {
        ask(body).statusCode(400).body("errors.field", hasItem(field));
    }

    @Test
    void nobodySeesAnothersAndTheSecondEditorIsTold() {
        String id = wanted("");

        as(RITA).get("/api/report-schedules").then().statusCode(403);
        as(MARK).get("/api/report-schedules/{id}", id).then().statusCode(404);
        as(MARK).delete("/api/report-schedules/{id}", id).then().statusCode(404);
        ask("{\"name\": \"" + name + "\"}").statusCode(400).body("errors.field", hasItem("name"));
        as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", "\"7\"")
                .body("{\"name\": \"" + name + "\"}")
                .put("/api/report-schedules/{id}", id)
                .then()
                .statusCode(412);
        as(MAIA).delete("/api/report-schedules/{id}", id).then().statusCode(204);
        as(MAIA).get("/api/report-schedules/{id}", id).then().statusCode(404);
    }
}
