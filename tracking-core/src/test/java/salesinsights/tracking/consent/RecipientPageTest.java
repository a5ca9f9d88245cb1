package salesinsights.tracking.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class RecipientPageTest {
    @Inject
    Fixture fixture;

    @Inject
    TrackingTokens tokens;

    @Inject
    Decisions decisions;

    @Inject
    Scopes scopes;

    private TeamId emea;
    private String address;
    private Tracked mail;
    private String page;
    private String unsubscribe;

    @BeforeEach
    void aTrackedMessage() {
        emea = fixture.team("/teams/emea");
        address = Fixture.someone("firm.com");
        mail = fixture.sent(emea, address, "US", Mode.NOTICE);
        fixture.happened(mail, EventKind.OPENED);
        page = path(tokens.personUrl(mail));
        unsubscribe = path(tokens.unsubscribeUrl(mail));
    }

    @Test
    void thePersonSeesWhatWasRecordedByWhomAndWhy() {
        given().get(page)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString(address))
                .body(containsString("A message was opened"))
                .body(containsString("Rita Rep"))
                .body(containsString("legitimate interest"))
                .body(containsString("Offer &lt;b&gt;42&lt;/b&gt;"))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", containsString("noindex"))
                .header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    @Test
    void lookingChangesNothing() {
        given().get(page).then().statusCode(200);
        given().get(unsubscribe).then().statusCode(200).body(containsString("One-Click"));
        given().head(unsubscribe).then().statusCode(200);
        given().get(page + "/export").then().statusCode(200);

        assertThat(arrival().identifies(Purpose.OPEN)).isTrue();
        assertThat(mayMail()).isTrue();
        assertThat(fixture.kindsOf(mail)).containsExactly("OPENED");
    }

    @Test
    void stoppingWorksOnTheNextEventOfMailAlreadySent() {
        assertThat(arrival().identifies(Purpose.CLICK)).isTrue();

        press("stop-tracking").statusCode(200).body(containsString("Tracking is stopped"));

        TrackingDecision decision = arrival();
        for (Purpose purpose : List.of(Purpose.OPEN, Purpose.CLICK, Purpose.WEB, Purpose.READ_RECEIPT, Purpose.SCORE)) {
            assertThat(decision.mode(purpose)).isEqualTo(Mode.OFF);
            assertThat(decision.reasons()).contains(purpose + ":OBJECTED");
        }
        assertThat(mayMail()).isTrue();
    }

    @Test
    void anObjectionHoldsForEverythingAndCanBeTakenBack() {
        press("object").statusCode(200).body(containsString("your objection holds for everything"));

        for (Purpose purpose : Purpose.values()) {
            assertThat(arrival().mode(purpose)).as(purpose.name()).isEqualTo(Mode.OFF);
        }
        assertThat(mayMail()).isFalse();
        assertThat(fixture.kindsOf(mail)).containsExactly("OPENED", "UNSUBSCRIBED");

        press("allow-tracking");
        press("allow-mail");

        assertThat(arrival().mode(Purpose.OPEN)).isEqualTo(Mode.NOTICE);
        assertThat(arrival().mode(Purpose.DELIVERABILITY)).isEqualTo(Mode.NOTICE);
        assertThat(mayMail()).isTrue();
    }

    @Test
    void stoppingTwiceIsWrittenOnce() {
        press("stop-tracking");
        press("stop-tracking");

        given().get(page + "/export").then().body("consents.size()", is(5));
    }

    @Test
    void undoingLeavesTheLawsDefault() {
        press("stop-tracking");

        press("allow-tracking").statusCode(200).body(containsString("Stop tracking"));

        assertThat(arrival().mode(Purpose.OPEN)).isEqualTo(Mode.NOTICE);
    }

    @Test
    void undoingAStopThatNobodyMadeGrantsNothing() {
        Tracked german = fixture.sent(emea, Fixture.someone("firm.de"), "DE", Mode.CONSENT);
        String germanPage = path(tokens.personUrl(german));

        given().formParam("act", "allow-tracking").post(germanPage).then().statusCode(200);

        assertThat(arrival(german).identifies(Purpose.OPEN)).isFalse();
        given().get(germanPage + "/export").then().body("consents.size()", is(0));
    }

    @Test
    void aProgramThatPressesForEverIsStoppedAndTheObjectionStands() {
        for (int i = 0; i < 4; i++) {
            press("stop-tracking").statusCode(200);
            press("allow-tracking").statusCode(200);
        }
        press("stop-tracking").statusCode(200);

        press("allow-tracking").statusCode(422);

        assertThat(arrival().identifies(Purpose.OPEN)).isFalse();
    }

    @Test
    void oneClickUnsubscribes() {
        given().formParam("List-Unsubscribe", "One-Click")
                .post(unsubscribe)
                .then()
                .statusCode(200)
                .body(containsString("will not write to you"));
        given().multiPart("List-Unsubscribe", "One-Click")
                .post(unsubscribe)
                .then()
                .statusCode(200);

        assertThat(mayMail()).isFalse();
        assertThat(fixture.kindsOf(mail)).containsExactly("OPENED", "UNSUBSCRIBED");
        assertThat(arrival().identifies(Purpose.OPEN)).isTrue();
    }

    @Test
    void mailCanBeAllowedAgain() {
        press("stop-mail").body(containsString("may not write to you"));
        assertThat(mayMail()).isFalse();

        press("allow-mail");

        assertThat(mayMail()).isTrue();
    }

    @Test
    void theExportHasAllOfIt() {
        press("stop-mail");

        given().get(page + "/export")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"))
                .header("Cache-Control", "no-store")
                .body("address", equalTo(address))
                .body("team", equalTo("/teams/emea"))
                .body("complete", is(true))
                .body("messages[0].events.kind", hasItem("opened"))
                .body("messages[0].events[0].detail", equalTo(Map.of("method", "recipient_page")))
                .body("consents[0].state", equalTo("objected"))
                .body("decision.mayMail", is(false));
    }

    @Test
    void anotherTeamsTraceOfTheSamePersonIsNotShown() {
        Tracked theirs = fixture.sent(fixture.team("/teams/us"), address, "US", Mode.NOTICE);
        fixture.happened(theirs, EventKind.CLICKED);
        press("stop-tracking");

        given().get(page).then().body(not(containsString("A link was followed")));
        given().get(page + "/export").then().body("messages.size()", is(1));
        assertThat(arrival(theirs).identifies(Purpose.OPEN)).isTrue();
    }

    @Test
    void aTokenOfOneTeamOpensNothingOfAnother() {
        Tracked crossed = new Tracked(fixture.team("/teams/us"), mail.message(), mail.recipient());

        given().get(path(tokens.personUrl(crossed))).then().statusCode(404);
        given().post(path(tokens.unsubscribeUrl(crossed))).then().statusCode(404);
        assertThat(mayMail()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/r/x", "/u/x", "/r/1.test.AAAA.BBBB", "/u/1.test.AAAA.BBBB", "/r/x/export", "/r/%00", "/r/1...."
            })
    void aForgedTokenMeetsTheSamePageAlways(String forged) {
        String constant =
                given().get("/r/anything").then().statusCode(404).extract().asString();

        given().urlEncodingEnabled(false).get(forged).then().statusCode(404).body(equalTo(constant));
        if (!forged.endsWith("export")) {
            given().urlEncodingEnabled(false)
                    .formParam("act", "nonsense")
                    .post(forged)
                    .then()
                    .statusCode(404)
                    .body(equalTo(constant));
        }
    }

    @Test
    void aDamagedTokenIsAForgedOne() {
        String damaged = page.substring(0, page.length() - 1) + (page.endsWith("A") ? "B" : "A");

        given().get(damaged).then().statusCode(404);
    }

    @Test
    void aPixelsTokenDoesNotOpenThePage() {
        String pixel = path(tokens.openUrl(mail)).replace("/o/", "/r/").replace(".gif", "");

        given().get(pixel).then().statusCode(404);
    }

    @Test
    void aTokenWithoutAPersonOpensNothing() {
        Tracked counted = new Tracked(emea, mail.message(), null);

        given().get(path(tokens.personUrl(counted))).then().statusCode(404);
    }

    @Test
    void anUnknownActIsRefusedByName() {
        press("erase-everything").statusCode(400).body(containsString("act"));
    }

    @Test
    void thePageSpeaksTheReadersLanguage() {
        given().header("Accept-Language", "fr-CH, de;q=0.5")
                .get(page)
                .then()
                .body(containsString("<html lang=\"fr\">"))
                .body(containsString("Ce qui est enregistré à votre sujet"));
        given().header("Accept-Language", "pl").get(page).then().body(containsString("<html lang=\"en\">"));
        for (String language : Words.LANGUAGES) {
            given().get(page + "?lang=" + language)
                    .then()
                    .statusCode(200)
                    .body(containsString("<html lang=\"" + language + "\">"))
                    .body(containsString("Rita Rep"));
        }
        given().get(page + "?lang=../x%00").then().statusCode(200);
    }

    @Test
    void askingForErasureErasesNothingYet() {
        fixture.happened(mail, EventKind.CLICKED);

        press("erase").statusCode(200).body(containsString("A mail is on its way to you"));

        assertThat(fixture.kindsOf(mail)).contains("CLICKED");
        assertThat(fixture.texts(
                        "select kind || ' ' || state from privacy_request where source = 'RECIPIENT_PAGE'"
                                + " and cardinality(?::uuid[]) = 0",
                        List.of()))
                .isNotEmpty();
    }

    private ValidatableResponse press(String act) {
        return given().formParam("act", act).post(page).then();
    }

    private TrackingDecision arrival() {
        return arrival(mail);
    }

    private TrackingDecision arrival(Tracked tracked) {
        UUID recipient = Objects.requireNonNull(tracked.recipient());
        return Objects.requireNonNull(
                scopes.asWorker(() -> decisions.onArrival(List.of(recipient))).get(recipient));
    }

    private boolean mayMail() {
        return scopes.inTeams(Set.of(emea), () -> decisions.mayMail(emea, address));
    }

    private static String path(String url) {
        return url.substring("http://localhost:8080".length());
    }
}
