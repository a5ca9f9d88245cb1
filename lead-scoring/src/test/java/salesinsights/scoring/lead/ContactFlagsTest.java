package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ContactFlagsTest {
    @Inject
    Decisions decisions;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    private final String address = "flagged-" + UUID.randomUUID() + "@firm.com";

    @ParameterizedTest
    @CsvSource({
        "Do Not Email, Yes, false, NOTICE",
        "hs_email_optout, true, false, NOTICE",
        "Do not track, 1, true, OFF",
        "DoNotContact, x, false, OFF",
        "Do Not Email, No, true, NOTICE",
        "Colour, Yes, true, NOTICE"
    })
    void aFlagOfTheCrmBecomesAnObjection(String column, String value, boolean mayMail, Mode open) {
        take("Country," + column, "US," + value);

        assertThat(scopes.inTeams(Set.of(emea()), () -> decisions.mayMail(emea(), address)))
                .isEqualTo(mayMail);
        assertThat(openMode(null)).isEqualTo(open);
    }

    @Test
    void aFlagThatTheSyncJobPatchesInHoldsAtOnce() {
        String id = as(CRM_SYNC)
                .contentType("application/json")
                .body(Map.of("email", address, "country", "US"))
                .post("/api/leads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(openMode(null)).isEqualTo(Mode.NOTICE);

        as(CRM_SYNC)
                .contentType("application/json")
                .body(Map.of("attributes", Map.of("Do Not Contact", "true")))
                .patch("/api/leads/{id}", id)
                .then()
                .statusCode(200);

        assertThat(openMode(null)).isEqualTo(Mode.OFF);
        assertThat(scopes.inTeams(Set.of(emea()), () -> decisions.mayMail(emea(), address)))
                .isFalse();
    }

    @Test
    void theSameFlagAgainIsNoNewEntry() {
        take("Country,Do Not Email", "US,Yes");
        take("Country,Do Not Email,Name", "US,Yes,Ada");

        as(RITA).contentType("application/json")
                .body(Map.of("address", address))
                .post("/api/consents/search")
                .then()
                .body("items.size()", equalTo(1))
                .body("items.enteredBy", hasItem("crm"));
    }

    @Test
    void theStrictestOfWhatTheCrmKnowsAboutTheCountryHolds() {
        take("Country,Phone,Company Country", "US,+1 212 555 0100,United States");
        assertThat(openMode(null)).isEqualTo(Mode.NOTICE);

        take("Phone", "+49 30 1234567");
        assertThat(openMode(null)).isEqualTo(Mode.OFF);

        take("Phone,Company Country", "+1 212 555 0100,France");
        assertThat(openMode(null)).isEqualTo(Mode.OFF);
        assertThat(openMode("US")).isEqualTo(Mode.OFF);
    }

    private Mode openMode(@Nullable String stated) {
        return scopes.inTeams(
                Set.of(emea()),
                () -> decisions.whenSending(emea(), address, stated).mode(Purpose.OPEN));
    }

    private TeamId emea() {
        return teams.require(new TeamPath("/teams/emea")).id();
    }

    private void take(String columns, String cells) {
        as(RITA).contentType("text/csv")
                .body("email," + columns + "\n" + address + "," + cells + "\n")
                .post("/api/leads/import")
                .then()
                .statusCode(200)
                .body("failed", equalTo(0));
    }
}
