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
        line.add(harmless(key));
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

    /**
     * Text that a spreadsheet shows and never computes: a leading apostrophe where the first visible character starts
     * a formula, also behind blanks or in full width, which other programs have missed.
     */
    static String harmless(String text) {
        boolean starts = text.chars()
                .dropWhile(ReportCsv::isBlank)
                .limit(1)
                .anyMatch(first -> "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20".indexOf(first) >= 0);
        boolean control = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
        return starts || control ? "'" + text : text;
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT
                || Character.isISOControl(character)
                || character == '"';
    }
}
