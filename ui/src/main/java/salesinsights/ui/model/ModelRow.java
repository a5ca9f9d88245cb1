package salesinsights.ui.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.prediction.ModelStatus;
import salesinsights.scoring.prediction.ModelView;
import salesinsights.ui.page.When;

/** A version as a line of the list and as the head of its card. */
record ModelRow(
        String id,
        String team,
        int number,
        String status,
        String tone,
        String by,
        When asked,
        @Nullable When published,
        @Nullable String publishedBy,
        int percent,
        String step) {
    static ModelRow of(ModelView model, Instant now) {
        return new ModelRow(
                model.id().toString(),
                model.team().value(),
                model.number(),
                words(model.status()),
                tone(model.status()),
                model.origin().equals("schedule") ? "the schedule" : model.requestedBy(),
                When.of(model.requestedAt(), now),
                When.ofNullable(model.publishedAt(), now),
                model.publishedBy(),
                (int) Math.round(model.progress() * 100),
                model.step());
    }

    private static String words(ModelStatus status) {
        return switch (status) {
            case WAITING -> "waiting";
            case TRAINING -> "learning";
            case REFUSED -> "not good enough";
            case READY -> "ready";
            case PUBLISHED -> "published";
            case REPLACED -> "replaced";
            case FAILED -> "broke off";
        };
    }

    private static String tone(ModelStatus status) {
        return switch (status) {
            case PUBLISHED -> "good";
            case READY -> "accent";
            case REFUSED, WAITING, TRAINING -> "careful";
            case FAILED -> "bad";
            case REPLACED -> "";
        };
    }

    /** True while it is worth looking again. */
    public boolean isBusy() {
        return status.equals("waiting") || status.equals("learning");
    }
}
