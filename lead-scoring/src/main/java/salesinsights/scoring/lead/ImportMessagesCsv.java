package salesinsights.scoring.lead;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import salesinsights.tracking.ground.SheetText;

/** What there is to say about the rows of a file, as a table for spreadsheets. */
public final class ImportMessagesCsv {
    private static final int PAGE = 5_000;

    private ImportMessagesCsv() {}

    /** Where the messages come from. */
    @FunctionalInterface
    public interface Pages {
        List<LeadImportView.Message> after(int row, int position, int atMost);
    }

    /**
     * The table in UTF-8, in the caller's transaction.
     *
     * @param pages gives the messages behind a row and position, at most so many
     */
    public static byte[] bytes(Pages pages) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("row", "taken", "column", "message");
            List<LeadImportView.Message> page = pages.after(0, 0, PAGE);
            while (!page.isEmpty()) {
                page.forEach(one -> csv.writeRecord(
                        Integer.toString(one.row()),
                        one.refused() ? "no" : "yes",
                        SheetText.harmless(one.field()),
                        SheetText.harmless(one.message())));
                LeadImportView.Message last = page.getLast();
                page = page.size() < PAGE ? List.of() : pages.after(last.row(), last.position(), PAGE);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
