package salesinsights.crm.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.SetUpStep.State;

/** The contract of a CRM in which the connector makes its fields. */
public interface SetUpContract {
    CrmBench bench();

    private SetsUp crm() {
        return (SetsUp) bench().crm();
    }

    @Test
    default void lookingMakesNothing() {
        List<SetUpStep> first = crm().missing();

        assertThat(crm().missing()).isEqualTo(first);
    }

    @Test
    default void afterTheSetUpNothingIsMissing() {
        assertThat(crm().setUp())
                .isNotEmpty()
                .allMatch(step -> step.state() == State.MADE || step.state() == State.THERE);

        assertThat(crm().missing()).allMatch(step -> step.state() == State.THERE);
    }

    @Test
    default void settingUpTwiceMakesNothingTwice() {
        crm().setUp();

        assertThat(crm().setUp()).allMatch(step -> step.state() == State.THERE);
    }

    @Test
    default void theSetUpMakesAPlaceForTheScore() {
        crm().setUp();

        if (crm() instanceof HasSchema schema) {
            assertThat(schema.fields()).anyMatch(field -> field.takes(LeadFact.SCORE));
        }
    }
}
