package salesinsights.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.KeycloakAdmin;
import salesinsights.ui.local.KeycloakAdmin.LogIn;
import salesinsights.ui.local.KeycloakAdmin.Person;
import salesinsights.ui.local.RealKeycloak;

/** What an administrator changes in Keycloak stands in the audit logs of the teams, once a token shows it. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class MembershipIT {
    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @SuppressWarnings("NullAway.Init")
    private KeycloakAdmin keycloak;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @SuppressWarnings("NullAway.Init")
    private Person person;

    @BeforeEach
    void somebodyNew() {
        keycloak = new KeycloakAdmin();
        door = new Door(home);
        person = keycloak.newPerson("sales-rep", "/teams/emea");
        comeBy();
    }

    private void comeBy() {
        LogIn session = keycloak.logIn(person);
        door.ask(session.accessToken(), "GET", "/api/me", null, "").good();
        door.ask(session.accessToken(), "GET", "/api/me", null, "").good();
    }

    @Test
    void anotherRoleIsInTheLog() {
        keycloak.give(person, "sales-manager");
        comeBy();
        keycloak.take(person, "sales-rep");
        comeBy();

        assertThat(log("/teams/emea"))
                .containsExactly(
                        "MEMBERSHIP_CHANGED first seen sales-rep",
                        "ROLE_CHANGED sales-rep -> sales-manager, sales-rep",
                        "ROLE_CHANGED sales-manager, sales-rep -> sales-manager");
    }

    @Test
    void leavingATeamAndJoiningAnotherIsInTheLogsOfBoth() {
        keycloak.leave(person, "/teams/emea");
        keycloak.join(person, "/teams/us");
        comeBy();

        assertThat(log("/teams/emea"))
                .containsExactly("MEMBERSHIP_CHANGED first seen sales-rep", "MEMBERSHIP_CHANGED left sales-rep");
        assertThat(log("/teams/us")).containsExactly("MEMBERSHIP_CHANGED joined sales-rep");
    }

    /** What a privacy officer finds of the person, oldest first. */
    private List<String> log(String team) {
        List<String> found = new ArrayList<>();
        for (JsonNode entry : door.get(Principal.PIA, "/api/audit?atMost=200&subject=" + person.username())
                .good()
                .json()
                .path("items")) {
            if (entry.path("team").asText().equals(team)) {
                assertThat(entry.path("actor").asText()).isEqualTo("keycloak");
                found.add(0, words(entry.path("action").asText(), entry.path("facts")));
            }
        }
        return found;
    }

    private static String words(String action, JsonNode facts) {
        return facts.has("change")
                ? action + " " + facts.path("change").asText() + " "
                        + facts.path("roles").asText()
                : action + " " + facts.path("from").asText() + " -> "
                        + facts.path("to").asText();
    }
}
