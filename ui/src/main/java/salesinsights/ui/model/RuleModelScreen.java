package salesinsights.ui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.page.When;

/**
 * A version of a rule model with all that can be done with it.
 *
 * @param mayChange true for those who may edit, replay, publish and take back
 * @param bands where tiers and grades begin
 * @param editing the rule that is being edited; null if none is
 * @param preview what the draft makes of the warmest leads
 * @param replay the newest; null if there was none
 * @param rescoring how far leads are looked at anew, a sentence; null if nothing was asked
 * @param wrong why the last click was refused
 */
record RuleModelScreen(
        RuleModelRow model,
        long edition,
        boolean mayChange,
        List<RuleGroupRow> groups,
        BandsForm bands,
        @Nullable RuleForm editing,
        PreviewScreen preview,
        @Nullable ReplayScreen replay,
        @Nullable String rescoring,
        @Nullable When rescored,
        @Nullable String wrong) {
    RuleModelScreen {
        groups = List.copyOf(groups);
    }

    public boolean isDraft() {
        return model.status().equals("draft");
    }

    public boolean isPublished() {
        return model.status().equals("published");
    }

    public boolean isEditable() {
        return mayChange && isDraft();
    }

    public boolean isBusy() {
        return replay != null && replay.view().isBusy();
    }
}
