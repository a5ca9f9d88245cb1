package salesinsights.tracking.capture;

import jakarta.inject.Singleton;

/** Whether what was answered has reached PostgreSQL, for tests of other rooms. */
@Singleton
public class AppliedHits {
    private final IntakeFigures figures;

    AppliedHits(IntakeFigures figures) {
        this.figures = figures;
    }

    /** Hits that still wait in this process's journal. */
    public long waiting() {
        return figures.here().journalled();
    }
}
