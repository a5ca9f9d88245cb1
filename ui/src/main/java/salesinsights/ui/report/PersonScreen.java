package salesinsights.ui.report;

import java.time.LocalDate;
import java.util.List;
import salesinsights.scoring.report.Metric;
import salesinsights.scoring.report.ReportView;

/** One person's figures as the page shows them. */
record PersonScreen(ReportView.Own own) {
    public String name() {
        return own.row().key();
    }

    public LocalDate from() {
        return own.period().from();
    }

    public LocalDate to() {
        return own.period().to();
    }

    public List<Shown> figures() {
        return Metric.ofRecipients().stream()
                .map(metric -> Shown.of(metric, own.row().figure(metric)))
                .toList();
    }
}
