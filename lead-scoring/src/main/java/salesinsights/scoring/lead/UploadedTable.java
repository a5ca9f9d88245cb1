package salesinsights.scoring.lead;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * A table of leads as CSV text, whichever way it came: a CSV file as it is, a workbook's first sheet written anew as UTF-8.
 * Days and moments of a sheet are written as ISO 8601, formulas as what they came to, rows without any cell left out.
 */
final class UploadedTable implements Closeable {
    /** Sheets of 250,000 rows stay far below; what grows beyond is made to fill memory. */
    private static final long UNPACKED_AT_MOST = 1_500L * 1024 * 1024;
    /** Texts that cells share are held in memory while a sheet is read. */
    private static final long SHARED_AT_MOST = 100L * 1024 * 1024;

    private static final long HALF_A_SECOND = 500_000_000L;
    private static final ReadingOptions FORMATS = new ReadingOptions(true, false);

    private final Path csv;
    private final boolean made;

    private UploadedTable(Path csv, boolean made) {
        this.csv = csv;
        this.made = made;
    }

    /**
     * @param file CSV or a workbook (.xlsx), told apart by how it begins
     * @throws Problem if it is a workbook that cannot be read, or is too large
     */
    static UploadedTable of(Path file) throws IOException {
        if (!isPacked(file)) {
            return new UploadedTable(file, false);
        }
        CsvText.checkSize(Files.size(file));
        checkUnpacked(file);
        Path csv = Files.createTempFile("leads", ".csv");
        try {
            write(file, csv);
            return new UploadedTable(csv, true);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(csv);
            throw failed;
        }
    }

    /** The text, until this is closed. */
    Path csv() {
        return csv;
    }

    @Override
    public void close() throws IOException {
        if (made) {
            Files.deleteIfExists(csv);
        }
    }

    private static boolean isPacked(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] head = bytes.readNBytes(4);
            return head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
        }
    }

    private static void checkUnpacked(Path file) throws IOException {
        try (ZipFile parts = new ZipFile(file.toFile())) {
            if (parts.getEntry("xl/workbook.xml") == null) {
                throw unreadable(null);
            }
            long total = 0;
            for (ZipEntry part : Collections.list(parts.entries())) {
                boolean shared = part.getName().toLowerCase(Locale.ROOT).contains("sharedstrings");
                total += sizeOf(parts, part, shared ? SHARED_AT_MOST : UNPACKED_AT_MOST - total);
            }
        } catch (ZipException broken) {
            throw unreadable(broken);
        }
    }

    /** Counted, not believed. */
    private static long sizeOf(ZipFile parts, ZipEntry part, long most) throws IOException {
        long size = 0;
        byte[] buffer = new byte[64 * 1024];
        try (InputStream bytes = parts.getInputStream(part)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
                if (size > most) {
                    throw Problem.tooLarge("The workbook is too large once it is unpacked; save it as CSV in parts.");
                }
            }
        }
        return size;
    }

    private static Problem unreadable(@Nullable Exception cause) {
        return Problem.unreadable(
                "The file cannot be read as an Excel workbook (.xlsx). Open it in the program that made it and save it anew,"
                        + " without a password, or as CSV in UTF-8.",
                cause);
    }

    private static void write(Path workbook, Path csv) throws IOException {
        try (ReadableWorkbook book = new ReadableWorkbook(workbook.toFile(), FORMATS);
                CsvWriter out = CsvWriter.builder().build(Files.newBufferedWriter(csv, StandardCharsets.UTF_8));
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            new Lines(out).of(rows);
        } catch (ExcelReaderException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw unreadable(broken);
        }
    }

    /** Rows of a sheet, each as wide as the first at least. */
    private static final class Lines {
        private final CsvWriter out;
        private int width;
        private int rows;

        Lines(CsvWriter out) {
            this.out = out;
        }

        void of(Stream<Row> sheet) {
            sheet.forEach(row -> {
                List<String> cells = cells(row);
                if (!cells.isEmpty()) {
                    CsvText.checkRows(rows++);
                    out.writeRecord(cells);
                }
            });
        }

        private List<String> cells(Row row) {
            List<String> cells = new ArrayList<>();
            int filled = 0;
            for (int column = 0; column < Math.min(row.getCellCount(), ColumnMapping.COLUMNS_AT_MOST + 1); column++) {
                String text = textOf(row.getOptionalCell(column).orElse(null));
                cells.add(text);
                filled = text.isBlank() ? filled : column + 1;
            }
            if (filled == 0) {
                return List.of();
            }
            width = width == 0 ? filled : width;
            while (cells.size() < width) {
                cells.add("");
            }
            return cells.subList(0, Math.max(filled, width));
        }
    }

    private static String textOf(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
            return "";
        }
        String raw = cell.getRawValue() == null ? "" : cell.getRawValue();
        return switch (cell.getType()) {
            case NUMBER -> isMoment(cell) ? momentOf(cell, raw) : raw;
            case BOOLEAN -> raw.equals("1") ? "true" : raw.equals("0") ? "false" : raw;
            case STRING -> cell.getText();
            default -> raw;
        };
    }

    /** True if the cell's number format shows a day (ECMA-376 part 1, 18.8.30 and 18.8.31). */
    private static boolean isMoment(Cell cell) {
        String format = cell.getDataFormatString();
        if (format == null) {
            return false;
        }
        String plain = format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "").toLowerCase(Locale.ROOT);
        return plain.indexOf('y') >= 0 || plain.indexOf('d') >= 0;
    }

    /** A sheet knows no zone: its moments are taken for UTC. */
    private static String momentOf(Cell cell, String raw) {
        try {
            Instant moment = cell.asDate()
                    .plusNanos(HALF_A_SECOND)
                    .toInstant(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.SECONDS);
            String text = moment.toString();
            return text.endsWith("T00:00:00Z") ? text.substring(0, text.indexOf('T')) : text;
        } catch (ExcelReaderException | DateTimeException none) {
            return raw;
        }
    }
}
