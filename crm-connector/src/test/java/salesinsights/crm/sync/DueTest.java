package salesinsights.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.CrmLead;

class DueTest {
    private static final Instant TOLD = Instant.parse("2026-11-03T08:00:00Z");
    private static final Instant SOON = TOLD.plusSeconds(60);

    private static Outgoing scored(double points) {
        CrmLead lead = aLead().scored(points, "Clicked").build();
        return new Outgoing(UUID.randomUUID(), lead, "digest of " + points, "facts");
    }

    private static boolean isCalm(Due told, Outgoing now, Instant at) {
        return told.isCalm(now, 3, Duration.ofMinutes(15), at);
    }

    private static Due told(@Nullable String digest, String facts, int score, String tier) {
        return new Due(UUID.randomUUID(), digest, facts, score, tier, TOLD, "C-1", null, false);
    }

    @Test
    void aScoreThatHardlyMovedIsNoNewsYet() {
        assertThat(isCalm(told("d", "facts", 40, "warm"), scored(42), SOON)).isTrue();
    }

    @Test
    void aScoreThatMovedByTheStepIsNews() {
        assertThat(isCalm(told("d", "facts", 40, "warm"), scored(43), SOON)).isFalse();
        assertThat(isCalm(told("d", "facts", 40, "warm"), scored(37), SOON)).isFalse();
    }

    @Test
    void aChangedTierIsNewsHoweverLittleTheScoreMoved() {
        assertThat(isCalm(told("d", "facts", 49, "warm"), scored(50), SOON)).isFalse();
    }

    @Test
    void afterTheSetTimeEveryMoveIsNews() {
        assertThat(isCalm(told("d", "facts", 40, "warm"), scored(41), TOLD.plus(Duration.ofMinutes(15))))
                .isFalse();
    }

    @Test
    void anythingButTheScoreIsNews() {
        assertThat(isCalm(told("d", "other facts", 40, "warm"), scored(40), SOON))
                .isFalse();
    }

    @Test
    void whileNobodyKnowsWhatTheCrmHoldsEverythingIsNews() {
        assertThat(isCalm(told(null, "facts", 40, "warm"), scored(40), SOON)).isFalse();
    }
}
