package salesinsights.tracking.consent;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.Tracked;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class DecisionsTest {
    @Inject
    Decisions decisions;

    @Inject
    Fixture fixture;

    @Inject
    Scopes scopes;

    private TeamId emea;

    @BeforeEach
    void aTeam() {
        emea = fixture.team("/teams/emea");
    }

    @Test
    void arrivingEventsOfManyRecipientsAreDecidedAtOnce() {
        UUID american = recipientOf(fixture.sent(emea, Fixture.someone("firm.com"), "US", Mode.NOTICE));
        UUID german = recipientOf(fixture.sent(emea, Fixture.someone("firm.com"), "DE", Mode.CONSENT));
        UUID nobody = UUID.randomUUID();

        Map<UUID, TrackingDecision> decided = arrival(american, german, nobody);

        assertThat(decided.get(american).identifies(Purpose.OPEN)).isTrue();
        assertThat(decided.get(german).identifies(Purpose.OPEN)).isFalse();
        assertThat(decided.get(nobody).modes().values()).containsOnly(Mode.OFF);
        assertThat(decided.get(nobody).reasons()).containsExactly("RECIPIENT_UNKNOWN");
    }

    @Test
    void anArrivalIsNeverLooserThanTheSending() {
        UUID untracked = recipientOf(fixture.sent(emea, Fixture.someone("firm.com"), "US", Mode.OFF));

        TrackingDecision decision = arrival(untracked).get(untracked);

        assertThat(decision.mode(Purpose.OPEN)).isEqualTo(Mode.OFF);
        assertThat(decision.mode(Purpose.CLICK)).isEqualTo(Mode.OFF);
        assertThat(decision.reasons()).contains("OPEN:STRICTER_WHEN_SENT");
    }

    @Test
    void aConsentWorksFromTheNextDecisionOnAndSoDoesItsWithdrawal() {
        String address = Fixture.someone("firm.de");
        enter(address, "granted", "open");
        assertThat(sending(emea, address).mode(Purpose.OPEN)).isEqualTo(Mode.CONSENT);
        assertThat(sending(emea, address).mode(Purpose.CLICK)).isEqualTo(Mode.OFF);
        UUID recipient = recipientOf(fixture.sent(emea, address, "DE", Mode.CONSENT));
        assertThat(arrival(recipient).get(recipient).identifies(Purpose.OPEN)).isTrue();

        enter(address, "revoked", "open");

        assertThat(sending(emea, address).mode(Purpose.OPEN)).isEqualTo(Mode.OFF);
        assertThat(arrival(recipient).get(recipient).identifies(Purpose.OPEN)).isFalse();
    }

    @Test
    void aConsentGivenToOneTeamSaysNothingToAnother() {
        String address = Fixture.someone("firm.de");
        enter(address, "granted", "open");

        assertThat(sending(fixture.team("/teams/us"), address).mode(Purpose.OPEN))
                .isEqualTo(Mode.OFF);
    }

    @Test
    void theAddressIsThePersonInAnySpelling() {
        String address = Fixture.someone("firm.de");
        enter(address.toUpperCase(Locale.ROOT), "granted", "open");

        assertThat(sending(emea, address).mode(Purpose.OPEN)).isEqualTo(Mode.CONSENT);
    }

    @Test
    void whoObjectsToMailMayNotBeMailed() {
        String address = Fixture.someone("firm.com");
        assertThat(mayMail(address)).isTrue();

        enter(address, "objected", "mail");

        assertThat(mayMail(address)).isFalse();
    }

    private void enter(String address, String state, String purpose) {
        as(RITA).contentType(JSON)
                .body(Map.of(
                        "address",
                        address,
                        "purposes",
                        List.of(purpose),
                        "state",
                        state,
                        "method",
                        "written",
                        "evidence",
                        "letter of 3 May",
                        "text",
                        Map.of("id", "notice-1", "language", "en")))
                .post("/api/consents")
                .then()
                .statusCode(201);
    }

    private boolean mayMail(String address) {
        return scopes.inTeams(Set.of(emea), () -> decisions.mayMail(emea, address));
    }

    private TrackingDecision sending(TeamId team, String address) {
        return scopes.inTeams(Set.of(team), () -> decisions.whenSending(team, address, null));
    }

    private Map<UUID, TrackingDecision> arrival(UUID... recipients) {
        return scopes.asWorker(() -> decisions.onArrival(List.of(recipients)));
    }

    private static UUID recipientOf(Tracked tracked) {
        return Objects.requireNonNull(tracked.recipient());
    }
}
