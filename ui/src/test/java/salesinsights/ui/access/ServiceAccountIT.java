package salesinsights.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.KeycloakAdmin;
import salesinsights.ui.local.KeycloakAdmin.Person;
import salesinsights.ui.local.RealKeycloak;

/** Service accounts come with tokens for an audience of their own, which open nothing that is people's. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class ServiceAccountIT {
    private static final String PEOPLE = "sales-insights-api";
    private static final String SERVICES = "sales-insights-sync";
    private static final String TEAM = "/teams/emea";
    private static final String FEED = "/api/sync/scores";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @SuppressWarnings("NullAway.Init")
    private KeycloakAdmin keycloak;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @BeforeEach
    void open() {
        keycloak = new KeycloakAdmin();
        door = new Door(home, Map.of());
    }

    @Test
    void aServiceAccountReadsTheFeedOfItsTeam() {
        String service = keycloak.serviceToken(SERVICES, TEAM, "crm-sync");

        assertThat(status(service, FEED)).isEqualTo(200);
        assertThat(me(service)).isEqualTo(List.of("crm-sync"));
    }

    @Test
    void moreRolesOpenNoMoreToAService() {
        String service = keycloak.serviceToken(SERVICES, TEAM, "crm-sync", "admin", "sales-rep", "privacy-officer");

        assertThat(me(service)).isEqualTo(List.of("crm-sync"));
        assertThat(List.of(
                        status(service, "/api/worklist"),
                        status(service, "/api/catalogue"),
                        status(service, "/api/privacy/requests")))
                .containsOnly(403);
    }

    @Test
    void aServiceAccountIsRefusedWithPeoplesAudienceAndAPersonWithTheServices() {
        Person person = keycloak.newPerson("crm-sync", TEAM);
        List<String> refused = List.of(
                keycloak.serviceToken(PEOPLE, TEAM, "crm-sync"),
                keycloak.serviceToken(PEOPLE, TEAM, "sales-rep"),
                keycloak.serviceToken(SERVICES, TEAM, "sales-rep"),
                keycloak.tokenFor(person, SERVICES),
                keycloak.tokenFor(person, PEOPLE, SERVICES));
        Answer none = door.ask((String) null, "GET", FEED, null, "");

        assertThat(none.status()).isEqualTo(401);
        refused.forEach(
                token -> assertThat(door.ask(token, "GET", FEED, null, "")).isEqualTo(none));
    }

    @Test
    void aPersonWithTheServicesRoleIsStillNoService() {
        Person person = keycloak.newPerson("crm-sync", TEAM);
        keycloak.give(person, "sales-rep");
        String token = keycloak.logIn(person).accessToken();

        assertThat(me(token)).isEqualTo(List.of("sales-rep"));
        assertThat(status(token, FEED)).isEqualTo(403);
        assertThat(status(token, "/api/worklist")).isEqualTo(200);
    }

    private int status(String token, String path) {
        return door.ask(token, "GET", path, null, "").status();
    }

    /** The product's roles, as the application understands the token. */
    private List<String> me(String token) {
        return door.ask(token, "GET", "/api/me", null, "")
                .good()
                .json()
                .path("roles")
                .valueStream()
                .map(role -> role.asText())
                .filter(Principal.ROLES::contains)
                .toList();
    }
}
