package salesinsights.scoring.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.SheetText;

/** A report as a table for spreadsheets: UTF-8, a line per row, every rate beside its numbers. */
public final class ReportCsv {
    private final Breakdown by;
    private final Map<String, Counts> rows;

    ReportCsv(Breakdown by, Map<String, Counts> rows) {
        this.by = by;
        this.rows = rows;
    }

    /** Writes the table; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(header());
        for (Map.Entry<String, Counts> row : rows.entrySet()) {
            csv.writeRecord(line(row.getKey(), row.getValue()));
        }
        csv.flush();
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of(by.id(), "sent", "delivered", "opened", "clicked", "answered"));
        for (Metric metric : Metric.values()) {
            header.add(metric.id());
            header.addAll(List.of(
                    metric.id() + " numerator", metric.id() + " n", metric.id() + " low", metric.id() + " high"));
        }
        return header;
    }

    private static List<String> line(String key, Counts counts) {
        List<String> line = new ArrayList<>();
        line.add(SheetText.harmless(key));
        for (long count :
                new long[] {counts.sent(), counts.delivered(), counts.opened(), counts.clicked(), counts.answered()}) {
            line.add(Long.toString(count));
        }
        for (Metric metric : Metric.values()) {
            Figure figure = metric.of(counts);
            line.add(number(figure.rate()));
            line.add(Long.toString(figure.numerator()));
            line.add(Long.toString(figure.n()));
            line.add(number(figure.low()));
            line.add(number(figure.high()));
        }
        return line;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.6f", value);
    }

    /** What to call the file: {@code report-rep-2026-11-01-2026-11-30.csv}. */
    public String fileName(Period period) {
        return "report-%s-%s-%s.csv".formatted(by.id(), period.from(), period.to());
    }
}
