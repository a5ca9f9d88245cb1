package salesinsights.crm.sheet;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.SheetText;

/**
 * A table of leads, oldest first. It is read while it is written: no more than a piece of it is held. What a spreadsheet
 * would compute is made text; moments are ISO 8601 in UTC.
 */
public final class LeadTable {
    private static final String APPLICATION = "Sales Insights";
    /** What a sheet can hold (ECMA-376), without its head. */
    private static final int SHEET_ROWS = 1_048_575;

    private final List<TableColumn> columns;
    private final Function<@Nullable LeadId, List<TableLead>> pieces;

    LeadTable(List<TableColumn> columns, Function<@Nullable LeadId, List<TableLead>> pieces) {
        this.columns = columns;
        this.pieces = pieces;
    }

    /** Writes UTF-8 text; the stream stays open. */
    public void writeCsv(OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(header());
        for (List<TableLead> piece = pieces.apply(null); !piece.isEmpty(); piece = following(piece)) {
            for (TableLead lead : piece) {
                csv.writeRecord(
                        columns.stream().map(column -> text(column.of(lead))).toList());
            }
        }
        csv.flush();
    }

    /** Writes a workbook, with a further sheet where one is full; the stream stays open. */
    public void writeXlsx(OutputStream out) throws IOException {
        Workbook book = new Workbook(out, APPLICATION, "1.0");
        int sheets = 1;
        Worksheet sheet = sheet(book, sheets);
        int line = 1;
        for (List<TableLead> piece = pieces.apply(null); !piece.isEmpty(); piece = following(piece)) {
            for (TableLead lead : piece) {
                if (line > SHEET_ROWS) {
                    sheet.finish();
                    sheet = sheet(book, ++sheets);
                    line = 1;
                }
                write(sheet, line++, lead);
            }
            sheet.flush();
        }
        sheet.finish();
        book.finish();
    }

    private Worksheet sheet(Workbook book, int number) throws IOException {
        Worksheet sheet = book.newWorksheet(number == 1 ? "Leads" : "Leads " + number);
        List<String> header = header();
        for (int i = 0; i < header.size(); i++) {
            sheet.value(0, i, header.get(i));
        }
        sheet.freezePane(0, 1);
        return sheet;
    }

    private void write(Worksheet sheet, int line, TableLead lead) {
        for (int i = 0; i < columns.size(); i++) {
            Object value = columns.get(i).of(lead);
            if (value instanceof Number number) {
                sheet.value(line, i, number);
            } else if (value != null) {
                sheet.value(line, i, text(value));
            }
        }
    }

    private List<TableLead> following(List<TableLead> piece) {
        return pieces.apply(piece.getLast().lead().id());
    }

    private List<String> header() {
        return columns.stream().map(column -> SheetText.harmless(column.name())).toList();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            default -> SheetText.harmless(value.toString());
        };
    }
}
