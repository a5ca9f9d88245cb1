package salesinsights.ui.report;

import java.util.List;
import salesinsights.scoring.report.Conversion;
import salesinsights.scoring.report.Metric;

/** Won of touched leads as the page shows them. */
record ConversionScreen(Conversion byCampaign, Conversion byTemplate) {
    /** A line of a table. */
    record Line(String key, Shown figure) {}

    public Shown total() {
        return Shown.of(Metric.CONVERSION, byCampaign.total());
    }

    public List<Line> campaigns() {
        return lines(byCampaign);
    }

    public List<Line> templates() {
        return lines(byTemplate);
    }

    private static List<Line> lines(Conversion conversion) {
        return conversion.rows().stream()
                .map(row ->
                        new Line(row.key().isEmpty() ? "none" : row.key(), Shown.of(Metric.CONVERSION, row.figure())))
                .toList();
    }
}
