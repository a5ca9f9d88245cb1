package salesinsights.ui.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.ScoringModelStatus;
import salesinsights.scoring.score.ScoringModelView;
import salesinsights.ui.page.When;

/** A version of a rule model as a line of the list and as the head of its page. */
record RuleModelRow(
        String id,
        String team,
        int number,
        String name,
        String status,
        String tone,
        String by,
        When begun,
        @Nullable When published,
        @Nullable String publishedBy,
        boolean onlyNew) {
    static RuleModelRow of(ScoringModelView model, Instant now) {
        return new RuleModelRow(
                model.id().toString(),
                model.team().value(),
                model.number(),
                model.name(),
                model.status().wire(),
                model.status() == ScoringModelStatus.PUBLISHED
                        ? "good"
                        : model.status() == ScoringModelStatus.DRAFT ? "accent" : "",
                model.createdBy(),
                When.of(model.createdAt(), now),
                When.ofNullable(model.publishedAt(), now),
                model.publishedBy(),
                model.since() != null);
    }
}
