package salesinsights.ui.report;

import java.util.List;
import java.util.Locale;
import salesinsights.scoring.report.Counts;

/** From sent to answered as bars; computed here, so that the page needs no script to show it. */
record FunnelChart(List<Bar> bars) {
    private static final int WIDTH = 760;

    /**
     * A step.
     *
     * @param width of its bar, of {@value #WIDTH}
     * @param share of all sent, in words
     */
    record Bar(String name, long count, String width, int y, String share) {
        public int text() {
            return y + 19;
        }
    }

    static FunnelChart of(Counts counts) {
        return new FunnelChart(List.of(
                bar("Sent", counts.sent(), counts.sent(), 0),
                bar("Delivered", counts.delivered(), counts.sent(), 1),
                bar("Opened", counts.opened(), counts.sent(), 2),
                bar("Clicked", counts.clicked(), counts.sent(), 3),
                bar("Answered", counts.answered(), counts.sent(), 4)));
    }

    private static Bar bar(String name, long count, long of, int place) {
        double share = of == 0 ? 0 : (double) count / of;
        return new Bar(
                name,
                count,
                String.format(Locale.ROOT, "%.1f", Math.max(share * WIDTH, 1)),
                place * 38 + 6,
                String.format(Locale.ROOT, "%,d (%.1f\u202f%%)", count, share * 100));
    }
}
