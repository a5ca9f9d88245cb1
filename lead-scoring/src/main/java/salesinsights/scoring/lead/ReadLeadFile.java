package salesinsights.scoring.lead;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** Reads an uploaded file once: its rows go into the database, and what its columns seem to hold is noted. */
@Singleton
class ReadLeadFile {
    private static final int ROWS_A_PIECE = 1_000;
    private static final int LETTERS_A_PIECE = 4_000_000;

    private final ImportPieces pieces;

    ReadLeadFile(ImportPieces pieces) {
        this.pieces = pieces;
    }

    /** What was found. */
    record Found(List<String> header, List<ColumnGuess> guesses, int rows, int pieces) {}

    /**
     * @param begun is told the encoding and the header before the first row is stored
     * @throws Problem if it is neither CSV nor a workbook, has too many rows or columns, or no row at all
     */
    Found read(TeamId team, UUID id, Path file, BiConsumer<String, List<String>> begun) throws IOException {
        try (UploadedTable table = UploadedTable.of(file)) {
            CsvText text = CsvText.detect(table.csv());
            try (CsvReader<CsvRecord> records = text.records()) {
                Iterator<CsvRecord> rows = records.iterator();
                if (!rows.hasNext()) {
                    throw Problem.invalid("file", "is empty: a header row with the columns' names is expected");
                }
                List<String> header = ColumnMapping.checkedHeader(rows.next().getFields());
                begun.accept(text.charset().name(), header);
                return new Run(team, id, header).over(rows);
            }
        } catch (CsvParseException broken) {
            throw Problem.unreadable("The file is not CSV: " + broken.getMessage(), broken);
        }
    }

    private final class Run {
        private final TeamId team;
        private final UUID id;
        private final List<String> header;
        private final List<ColumnGuess> guesses;
        private List<List<String>> piece = new ArrayList<>();
        private long letters;
        private int rows;
        private int stored;

        Run(TeamId team, UUID id, List<String> header) {
            this.team = team;
            this.id = id;
            this.header = header;
            this.guesses = IntStream.range(0, header.size())
                    .mapToObj(i -> new ColumnGuess())
                    .toList();
        }

        Found over(Iterator<CsvRecord> records) {
            while (records.hasNext()) {
                take(records.next().getFields());
            }
            flush();
            if (rows == 0) {
                throw Problem.invalid("file", "has no rows below its header");
            }
            return new Found(header, guesses, rows, stored);
        }

        private void take(List<String> cells) {
            rows++;
            CsvText.checkRows(rows);
            for (int i = 0; i < cells.size(); i++) {
                letters += cells.get(i).length();
                if (i < guesses.size()) {
                    guesses.get(i).see(cells.get(i));
                }
            }
            piece.add(cells);
            if (piece.size() == ROWS_A_PIECE || letters > LETTERS_A_PIECE) {
                flush();
            }
        }

        private void flush() {
            if (!piece.isEmpty()) {
                pieces.add(team, id, stored++, new ImportPieces.Piece(rows + 2 - piece.size(), piece));
                piece = new ArrayList<>();
                letters = 0;
            }
        }
    }
}
