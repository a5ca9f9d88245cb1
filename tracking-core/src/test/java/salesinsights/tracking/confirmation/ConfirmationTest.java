package salesinsights.tracking.confirmation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.as;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.erasure.Erasures;
import salesinsights.tracking.erasure.PrivacyRequest.Source;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class ConfirmationTest {
    private static final Pattern PAGE = Pattern.compile("(/erase/[A-Za-z0-9_-]{54})");

    @Inject
    Erasures erasures;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    private final String address = "leaves-" + UUID.randomUUID() + "@firm.de";
    private TeamId emea;

    @BeforeEach
    void theDemosTeam() {
        emea = teams.require(new TeamPath("/teams/emea")).id();
    }

    @Test
    void nothingIsErasedBeforeTheMailWasConfirmed() throws Exception {
        UUID id = asked(Locale.GERMAN);
        MimeMessage mail = mail();
        String page = pageIn(mail);

        assertThat(mail.getSubject()).contains("Bitte bestätigen");
        assertThat(mail.getContentType()).startsWith("text/plain");
        given().get(page).then().statusCode(200).body(containsString("<button"), containsString("lang=\"de\""));
        given().head(page).then().statusCode(200);
        state(id, "UNCONFIRMED");

        given().post(page).then().statusCode(200).body(not(containsString("<button")));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> state(id, "DONE"));
        given().post(page).then().statusCode(200);
        as(PIA).get("/api/privacy/requests/{id}", id).then().body("address", equalTo(null));
    }

    @Test
    void askingTwiceIsOneRequestAndOneMail() throws Exception {
        UUID first = asked(Locale.ENGLISH);
        mail();

        assertThat(asked(Locale.ENGLISH)).isEqualTo(first);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void whatTheOfficerCancelledCannotBeConfirmedAnyMore() throws Exception {
        UUID id = asked(Locale.ENGLISH);
        String page = pageIn(mail());
        as(MONA).post("/api/privacy/requests/{id}/cancel", id).then().statusCode(403);
        as(PIA).contentType("application/json")
                .body("{\"reason\": \"by telephone\"}")
                .post("/api/privacy/requests/{id}/cancel", id)
                .then()
                .statusCode(200);

        given().post(page).then().statusCode(200).body(containsString("withdrawn"));

        state(id, "CANCELLED");
    }

    @Test
    void aForgedLinkOpensNothing() throws Exception {
        asked(Locale.ENGLISH);
        String page = pageIn(mail());
        char last = page.charAt(page.length() - 2);

        for (String forged : List.of(
                "/erase/x",
                "/erase/" + "A".repeat(54),
                page.substring(0, page.length() - 2) + (last == 'A' ? 'B' : 'A') + page.charAt(page.length() - 1))) {
            given().get(forged).then().statusCode(404);
            given().post(forged).then().statusCode(404);
        }
    }

    private UUID asked(Locale language) {
        return scopes.inTeams(Set.of(emea), () -> erasures.request(emea, address, Source.RECIPIENT_PAGE, language));
    }

    private static void state(UUID id, String state) {
        as(PIA).get("/api/privacy/requests/{id}", id).then().statusCode(200).body("state", equalTo(state));
    }

    private List<MimeMessage> mails() {
        return Arrays.stream(LocalMail.server().getReceivedMessages())
                .filter(mail -> GreenMailUtil.getHeaders(mail).contains(address))
                .toList();
    }

    private MimeMessage mail() {
        await().atMost(Duration.ofSeconds(20)).until(() -> !mails().isEmpty());
        return mails().getFirst();
    }

    private static String pageIn(MimeMessage mail) throws Exception {
        Matcher page = PAGE.matcher(String.valueOf(mail.getContent()));
        assertThat(page.find()).isTrue();
        return page.group(1);
    }
}
