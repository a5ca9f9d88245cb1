package salesinsights.scoring.prediction;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salesinsights.scoring.lead.Outcome;

/** A file of leads, cell by cell. */
record LeadFile(List<String> header, List<List<String>> rows) {
    /** Looks from where Maven was called, too. */
    static LeadFile read(String name) {
        Path given = Path.of(name);
        Path file = Files.isRegularFile(given) || given.isAbsolute()
                ? given
                : Path.of("..").resolve(given);
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            List<List<String>> rows = new ArrayList<>();
            reader.forEach(row -> rows.add(row.getFields()));
            return new LeadFile(rows.getFirst(), rows.subList(1, rows.size()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name, unreadable);
        }
    }

    boolean has(String column) {
        return header.contains(column);
    }

    /** As CSV, without that column if it is there. */
    String without(String column) {
        int left = header.indexOf(column);
        StringWriter text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(text)) {
            writer.writeRecord(without(header, left));
            rows.forEach(row -> writer.writeRecord(without(row, left)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static List<String> without(List<String> cells, int left) {
        List<String> kept = new ArrayList<>(cells);
        if (left >= 0) {
            kept.remove(left);
        }
        return kept;
    }

    /** Won by the cells of that column; rows without an outcome are missing. */
    Map<String, Boolean> outcomes(String idColumn, String outcomeColumn) {
        int id = header.indexOf(idColumn);
        int outcome = header.indexOf(outcomeColumn);
        Map<String, Boolean> won = new LinkedHashMap<>();
        for (List<String> row : rows) {
            if (!row.get(outcome).isBlank()) {
                won.put(row.get(id).strip(), Outcome.of(row.get(outcome)) == Outcome.WON);
            }
        }
        return won;
    }

    /** For methods that are compared with ours: all columns but id and outcome. */
    List<Example> examples(Columns columns, String idColumn, String outcomeColumn) {
        int outcome = header.indexOf(outcomeColumn);
        List<Example> examples = new ArrayList<>();
        for (List<String> row : rows) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                if (i != outcome && !header.get(i).equals(idColumn)) {
                    cells.put(header.get(i), row.get(i).strip());
                }
            }
            if (!row.get(outcome).isBlank()) {
                examples.add(new Example(
                        new java.util.UUID(0, examples.size()),
                        Instant.EPOCH,
                        Outcome.of(row.get(outcome)) == Outcome.WON,
                        new Facts(columns.places(), columns.cells(cells), Map.of(), 0)));
            }
        }
        return examples;
    }
}
