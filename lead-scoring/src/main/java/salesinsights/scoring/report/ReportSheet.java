package salesinsights.scoring.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.SheetText;

/**
 * A report as a table for spreadsheets: a line per row, every rate beside its numbers and its interval. What a spreadsheet
 * would compute is made text.
 */
public final class ReportSheet {
    private static final String APPLICATION = "Sales Insights";
    private static final int FLUSHED_EVERY = 500;

    private final Breakdown by;
    private final Period period;
    private final Map<String, Counts> rows;

    ReportSheet(Breakdown by, Period period, Map<String, Counts> rows) {
        this.by = by;
        this.period = period;
        this.rows = rows;
    }

    /** Writes UTF-8 text; the stream stays open. */
    public void writeCsv(OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(header());
        for (Map.Entry<String, Counts> row : rows.entrySet()) {
            List<String> line = new ArrayList<>(List.of(SheetText.harmless(row.getKey())));
            numbers(row.getValue()).forEach(number -> line.add(inWords(number)));
            csv.writeRecord(line);
        }
        csv.flush();
    }

    /** Writes a workbook: the rows, and what the figures mean. No more than some rows are held; the stream stays open. */
    public void writeXlsx(OutputStream out) throws IOException {
        Workbook book = new Workbook(out, APPLICATION, "1.0");
        Worksheet sheet = book.newWorksheet("Report");
        write(sheet, 0, header());
        int line = 1;
        for (Map.Entry<String, Counts> row : rows.entrySet()) {
            sheet.value(line, 0, SheetText.harmless(row.getKey()));
            int column = 1;
            for (Number number : numbers(row.getValue())) {
                if (number != null) {
                    sheet.value(line, column, number);
                }
                column++;
            }
            if (line++ % FLUSHED_EVERY == 0) {
                sheet.flush();
            }
        }
        sheet.finish();
        meanings(book.newWorksheet("What the figures mean"));
        book.finish();
    }

    private void meanings(Worksheet sheet) throws IOException {
        write(sheet, 0, List.of("period", period.from() + " to " + period.to() + ", " + period.zone()));
        write(sheet, 1, List.of("id", "title", "formula", "counted", "of", "left out and assumed"));
        int line = 2;
        for (Metric metric : Metric.values()) {
            write(
                    sheet,
                    line++,
                    List.of(
                            metric.id(),
                            metric.title(),
                            metric.formula(),
                            metric.numerator(),
                            metric.denominator(),
                            metric.exclusions()));
        }
        sheet.finish();
    }

    private static void write(Worksheet sheet, int line, List<String> words) {
        for (int column = 0; column < words.size(); column++) {
            sheet.value(line, column, words.get(column));
        }
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of(by.id(), "sent", "delivered", "opened", "clicked", "answered"));
        for (Metric metric : Metric.ofRecipients()) {
            header.add(metric.id());
            header.addAll(List.of(
                    metric.id() + " numerator", metric.id() + " n", metric.id() + " low", metric.id() + " high"));
        }
        return header;
    }

    private static List<@Nullable Number> numbers(Counts counts) {
        List<@Nullable Number> numbers = new ArrayList<>(Arrays.<@Nullable Number>asList(
                counts.sent(), counts.delivered(), counts.opened(), counts.clicked(), counts.answered()));
        for (Metric metric : Metric.ofRecipients()) {
            Figure figure = metric.of(counts);
            numbers.add(figure.rate());
            numbers.add(figure.numerator());
            numbers.add(figure.n());
            numbers.add(figure.low());
            numbers.add(figure.high());
        }
        return numbers;
    }

    private static String inWords(@Nullable Number number) {
        return switch (number) {
            case null -> "";
            case Double share -> String.format(Locale.ROOT, "%.6f", share);
            default -> number.toString();
        };
    }

    /** What to call the file: {@code report-rep-2026-11-01-2026-11-30.csv}. */
    public String fileName(String ending) {
        return "report-%s-%s-%s.%s".formatted(by.id(), period.from(), period.to(), ending);
    }
}
