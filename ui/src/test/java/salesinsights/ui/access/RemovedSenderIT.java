package salesinsights.ui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.LocalRelay;
import salesinsights.tracking.MailProgram;
import salesinsights.ui.local.KeycloakAdmin;
import salesinsights.ui.local.KeycloakAdmin.LogIn;
import salesinsights.ui.local.KeycloakAdmin.Person;
import salesinsights.ui.local.RealKeycloak;

/** Mail programs log in nowhere: what Keycloak says about their owner counts for them within seconds all the same. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
@QuarkusTestResource(LocalMail.class)
@QuarkusTestResource(value = LocalRelay.class, restrictToAnnotatedClass = true)
class RemovedSenderIT {
    private static final String TEAM = "/teams/emea";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @SuppressWarnings("NullAway.Init")
    private KeycloakAdmin keycloak;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @SuppressWarnings("NullAway.Init")
    private Person person;

    @SuppressWarnings("NullAway.Init")
    private LogIn session;

    @SuppressWarnings("NullAway.Init")
    private MailProgram program;

    @BeforeEach
    void somebodyWhoseMailProgramSends() throws MessagingException {
        keycloak = new KeycloakAdmin();
        keycloak.tellOfEndedSessions(home);
        door = new Door(home, Map.of());
        person = keycloak.newPerson("sales-rep", TEAM);
        session = keycloak.logIn(person);
        JsonNode made = door.ask(
                        session.accessToken(),
                        "POST",
                        "/api/passwords",
                        "application/json",
                        "{\"name\": \"Thunderbird\"}")
                .good()
                .json();
        int port = door.ask(session.accessToken(), "GET", "/api/passwords", null, "")
                .good()
                .json()
                .at("/connect/port")
                .asInt();
        program = new MailProgram(
                port, person.username(), made.required("password").asText());
        submit();
    }

    private void submit() throws MessagingException {
        String own = person.username() + "@sales.example";
        String to = "somebody@buyer.example";
        program.submit(own, "From: " + own + "\nTo: " + to + "\nSubject: Offer\n\nHello\n", to);
    }

    @Test
    void whoeverIsTakenOutOfATeamSendsNothingForItFiveSecondsLater() {
        keycloak.leave(person, TEAM);
        keycloak.endSessions(person);

        withinFiveSeconds().untilAsserted(this::assertIsRefused);
        LogIn elsewhere = keycloak.logIn(person);
        door.ask(elsewhere.accessToken(), "GET", "/api/me", null, "").good();
        assertIsRefused();
    }

    @Test
    void whoeverOnlyLoggedOutSendsAgainAfterTheNextLogIn() {
        keycloak.logOut(session);

        withinFiveSeconds().untilAsserted(this::assertIsRefused);
        assertThat(statusSeenBy(keycloak.logIn(person))).isIn("resting", "active");
        // Tokens count whole seconds: one made in the second of the end is taken for an earlier one.
        withinFiveSeconds().until(() -> statusSeenBy(keycloak.logIn(person)).equals("active"));
        withinFiveSeconds().ignoreExceptions().untilAsserted(this::submit);
    }

    private void assertIsRefused() {
        assertThatThrownBy(this::submit).hasMessageContaining("535");
    }

    private String statusSeenBy(LogIn again) {
        return door.ask(again.accessToken(), "GET", "/api/passwords", null, "")
                .good()
                .json()
                .at("/items/0/status")
                .asText();
    }

    private static ConditionFactory withinFiveSeconds() {
        return Awaitility.await().atMost(Duration.ofSeconds(5));
    }
}
