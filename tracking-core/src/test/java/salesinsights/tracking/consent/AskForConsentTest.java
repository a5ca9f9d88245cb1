package salesinsights.tracking.consent;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class AskForConsentTest {
    @Inject
    Fixture fixture;

    private String address;

    @BeforeEach
    void somebody() {
        address = Fixture.someone("firm.de");
    }

    @Test
    void whoAgreesOnThePageHasConsentedAndOnlyThen() throws Exception {
        ask(RITA, "de", "open", "click").statusCode(202);
        String mail = mailTo(address);
        assertThat(mail)
                .doesNotContain("/o/")
                .doesNotContain("/c/")
                .doesNotContain("text/html")
                .contains("Auto-Submitted");
        String page = pageIn(mail);

        given().get(page)
                .then()
                .statusCode(200)
                .body(containsString("lang=\"de\""))
                .body(containsString("Ich willige ein"));
        given().head(page).then().statusCode(200);
        standing("items.size()", 0);

        given().formParam("act", "agree")
                .post(page)
                .then()
                .statusCode(200)
                .body(containsString("Sie haben eingewilligt"));
        as(RITA).contentType("application/json")
                .body(Map.of("address", address))
                .post("/api/consents/search")
                .then()
                .body("items.size()", is(2))
                .body("items.state", hasItem("granted"))
                .body("items[0].method", equalTo("double_opt_in"))
                .body("items[0].text.id", equalTo("ask-1"))
                .body("items[0].text.language", equalTo("de"))
                .body("items[0].enteredBy", equalTo("recipient"));
        given().formParam("act", "refuse").post(page).then().statusCode(200).body(not(containsString("<button")));
        standing("items.size()", 2);
    }

    @Test
    void whoWasAskedAndHasNotAnsweredIsNotAskedAgain() throws Exception {
        ask(RITA, "en", "open").statusCode(202);
        ask(MONA, "en", "click").statusCode(409);

        ask(SAM, "en", "open").statusCode(202);
    }

    @Test
    void whoRefusesIsNotAskedForSixMonths() throws Exception {
        ask(RITA, "en", "open").statusCode(202);
        given().formParam("act", "refuse").post(pageIn(mailTo(address))).then().statusCode(200);

        ask(RITA, "en", "open").statusCode(422).body("type", containsString("asked-too-soon"));
        ask(RITA, "en", "click").statusCode(202);
    }

    @Test
    void whoObjectsIsNotAsked() {
        as(RITA).contentType(JSON)
                .body(Map.of("address", address, "purposes", List.of("mail"), "state", "objected", "method", "written"))
                .post("/api/consents")
                .then()
                .statusCode(201);

        ask(RITA, "en", "open").statusCode(422).body("type", containsString("objection-stands"));
    }

    @Test
    void aForgedQuestionIsNoPage() {
        given().get("/consent/x").then().statusCode(404);
        given().get("/consent/" + "A".repeat(75)).then().statusCode(404);
        given().formParam("act", "agree")
                .post("/consent/" + "A".repeat(75))
                .then()
                .statusCode(404);
        ask(RITA, "xx", "open").statusCode(400).body("errors[0].field", equalTo("language"));
        ask(RITA, "en").statusCode(400).body("errors[0].field", equalTo("purposes"));
    }

    @Test
    void aFileIsTakenWhollyOrNotAtAllAndOnce() {
        String other = Fixture.someone("firm.fr");
        String good = "address,purposes,state,method,evidence,text_id,text_language\n" + address
                + ",open click,granted,form,\"sheet 4, line 2\",notice-1,en\n" + other + ",mail,objected,written,,,\n";
        String bad = good + "nobody,open,granted,form,x,notice-1,en\n" + address + ",open,perhaps,form,x,notice-1,en\n";

        take(bad, false)
                .statusCode(400)
                .body("errors.row", hasItem(4))
                .body("errors.row", hasItem(5))
                .body("errors.field", hasItem("address"))
                .body("errors.field", hasItem("state"));
        standing("items.size()", 0);
        take(bad, true).statusCode(200).body("rows", is(4)).body("added", is(3)).body("errors.size()", is(2));
        take(good, false).statusCode(200).body("added", is(0)).body("unchanged", is(2));
        as(RITA).contentType("text/csv")
                .body(good)
                .post("/api/consents/import")
                .then()
                .statusCode(403);
        take("", false).statusCode(400);
        take("colour\nred\n", false).statusCode(400);
    }

    @Test
    void aProofCanBeCheckedAndNotBeChanged() {
        take(
                        "address,purposes,state,method,evidence,text_id,text_language\n" + address
                                + ",open,granted,form,sheet,notice-1,en\n" + address
                                + ",open,revoked,written,letter,,\n",
                        false)
                .statusCode(200);
        String proof = as(MONA).contentType(JSON)
                .body(Map.of("address", address))
                .post("/api/consents/proof")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"))
                .body("entries.size()", is(2))
                .body("entries[1].entry.state", equalTo("revoked"))
                .body("chains.intact", hasItem(true))
                .extract()
                .asString();

        as(MONA).contentType(JSON)
                .body(proof)
                .post("/api/consents/proof/check")
                .then()
                .body("genuine", is(true));
        String sealed = proof.replaceFirst("\"seal\":\"[0-9a-f]{4}", "\"seal\":\"0000");
        as(MONA).contentType(JSON)
                .body(sealed)
                .post("/api/consents/proof/check")
                .then()
                .statusCode(200)
                .body("genuine", is(false))
                .body("broken", hasItem(1));
        as(RITA).contentType(JSON)
                .body(Map.of("address", address))
                .post("/api/consents/proof")
                .then()
                .statusCode(403);
        as(RITA).contentType(JSON)
                .body(Map.of("address", address))
                .post("/api/consents/search")
                .then()
                .body("items.size()", is(2));
        as(MONA).contentType(JSON)
                .body("{}")
                .post("/api/consents/proof/check")
                .then()
                .statusCode(400);
    }

    private void standing(String path, int size) {
        as(RITA).contentType("application/json")
                .body(Map.of("address", address))
                .post("/api/consents/search")
                .then()
                .body(path, is(size));
    }

    private ValidatableResponse take(String csv, boolean partly) {
        return as(MONA).contentType("text/csv; charset=utf-8")
                .queryParam("partly", partly)
                .queryParam("team", "/teams/emea")
                .body(csv)
                .post("/api/consents/import")
                .then();
    }

    private ValidatableResponse ask(Callers who, String language, String... purposes) {
        return as(who).contentType(JSON)
                .body(Map.of(
                        "address",
                        address,
                        "purposes",
                        List.of(purposes),
                        "language",
                        language,
                        "team",
                        who == SAM ? "/teams/us" : "/teams/emea"))
                .post("/api/consents/ask")
                .then();
    }

    private static String mailTo(String address) throws MessagingException {
        return Arrays.stream(LocalMail.server().getReceivedMessages())
                .filter(mail -> isTo(mail, address))
                .map(GreenMailUtil::getWholeMessage)
                .reduce((first, last) -> last)
                .orElseThrow()
                .replace("=\r\n", "")
                .replace("=3D", "=");
    }

    private static boolean isTo(Message mail, String address) {
        try {
            return mail.getAllRecipients()[0].toString().contains(address);
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String pageIn(String mail) {
        Matcher link = Pattern.compile("/consent/[A-Za-z0-9_-]+").matcher(mail);
        assertThat(link.find()).isTrue();
        return link.group();
    }
}
