package salesinsights.ui.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.CrmField;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.sync.Entries;
import salesinsights.crm.sync.Previews;

/**
 * The steps from a connection to one that runs.
 *
 * @param secret made for it and shown this once, null otherwise
 * @param checked what a try of it showed just now
 * @param steps fields of ours in the CRM
 * @param preview what the first records would come to, null if the CRM does not answer
 * @param wrong what is wrong with the mapping, empty if nothing is
 */
record SetUpScreen(
        ConnectionRow connection,
        @Nullable String secret,
        Checked checked,
        List<SetUpStep> steps,
        List<FactRow> facts,
        List<PairRow> owners,
        List<PairRow> stages,
        Previews.@Nullable Preview preview,
        String wrong) {
    SetUpScreen {
        steps = List.copyOf(steps);
        facts = List.copyOf(facts);
        owners = List.copyOf(owners);
        stages = List.copyOf(stages);
    }

    /**
     * A fact of ours, and where it goes.
     *
     * @param name of the form's fields
     * @param field of the CRM, empty for the connector's own
     * @param winner in lower case, empty if there is no conflict to settle
     */
    record FactRow(String name, String label, String field, List<CrmField> choices, String winner) {}

    /** One of theirs or ours, and what of the other side stands for it. */
    record PairRow(String name, String label, String chosen, List<Entries.Entry> choices) {}

    /** How far a step is, in a word. */
    public String word(SetUpStep step) {
        return switch (step.state()) {
            case MISSING -> "missing";
            case REFUSED -> "refused";
            case THERE, MADE -> "there";
        };
    }

    /** How a step is marked. */
    public String mark(SetUpStep step) {
        return switch (step.state()) {
            case MISSING -> "careful";
            case REFUSED -> "bad";
            case THERE, MADE -> "good";
        };
    }

    /** True if a field of ours is missing over there. */
    public boolean incomplete() {
        return steps.stream()
                .anyMatch(step -> step.state() == SetUpStep.State.MISSING || step.state() == SetUpStep.State.REFUSED);
    }
}
