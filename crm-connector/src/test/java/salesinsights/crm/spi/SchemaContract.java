package salesinsights.crm.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract of a CRM that can be asked which fields its leads have. */
public interface SchemaContract {
    CrmBench bench();

    private HasSchema crm() {
        return (HasSchema) bench().crm();
    }

    @Test
    default void everyFieldHasANameOfItsOwn() {
        assertThat(crm().fields())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(2_000)
                .extracting(CrmField::name)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    default void aNameFitsSomewhere() {
        assertThat(crm().fields()).anyMatch(field -> field.takes(LeadFact.NAME));
    }

    @Test
    default void choicesHaveValues() {
        assertThat(crm().fields())
                .filteredOn(field -> field.type() == CrmField.Type.CHOICE)
                .noneMatch(field -> field.choices().isEmpty());
    }
}
