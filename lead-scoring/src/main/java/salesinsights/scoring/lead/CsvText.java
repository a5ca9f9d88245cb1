package salesinsights.scoring.lead;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import salesinsights.tracking.ground.Problem;

/**
 * A file of text whose encoding is known: by its byte order mark, else UTF-8 if all of it is UTF-8, else windows-1252,
 * which is what spreadsheets of Western Europe still save.
 */
record CsvText(Path file, Charset charset, char separator) {
    private static final long BYTES_AT_MOST = 100L * 1024 * 1024;
    /** More than any CRM exports in a piece; a check of them takes seconds. */
    private static final int ROWS_AT_MOST = 250_000;
    /** In bytes: a cell of one letter and the line's end. */
    private static final long SHORTEST_ROW = 2;

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int MARK_BYTES = 3;
    /** What a decoder puts where it finds no letter. */
    private static final char REPLACED = '\uFFFD';

    private static final int HEAD = 64 * 1024;

    /**
     * @throws Problem if the file is larger than is taken at once, or no text
     */
    static CsvText detect(Path file) throws IOException {
        checkSize(Files.size(file));
        Charset charset = charsetOf(file);
        return new CsvText(file, charset, separatorOf(file, charset));
    }

    /** Refuses more bytes than a file may have. */
    static void checkSize(long bytes) {
        if (bytes > BYTES_AT_MOST) {
            throw Problem.tooLarge("A file of leads may have 100 MB; split it and import one part after the other.");
        }
    }

    /** Refuses more rows, without the header, than a file may have. */
    static void checkRows(int rows) {
        if (rows > ROWS_AT_MOST) {
            throw Problem.tooLarge("A file of leads may have %,d rows; split it and import one part after the other."
                    .formatted(ROWS_AT_MOST));
        }
    }

    /** Refuses the whole file, before anything is done with it, if it has more rows than it may have. */
    void checkRows() throws IOException {
        if (Files.size(file) <= SHORTEST_ROW * ROWS_AT_MOST) {
            return;
        }
        try (CsvReader<CsvRecord> records = records()) {
            Iterator<CsvRecord> each = records.iterator();
            for (int rows = 0; each.hasNext(); rows++) {
                each.next();
                checkRows(rows);
            }
        }
    }

    /** The text behind the byte order mark. */
    Reader open() throws IOException {
        return open(file, charset);
    }

    /** Its rows, the header first; a row may have other cells than the header. */
    CsvReader<CsvRecord> records() throws IOException {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(open());
    }

    Letters letters() {
        return Letters.of(charset.name());
    }

    private static Reader open(Path file, Charset charset) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(Files.newInputStream(file), MARK_BYTES);
        byte[] mark = bytes.readNBytes(MARK_BYTES);
        int length = markLength(mark);
        bytes.unread(mark, length, mark.length - length);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new BufferedReader(new InputStreamReader(bytes, decoder), HEAD);
    }

    private static int markLength(byte[] mark) {
        if (begins(mark, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        return begins(mark, 0xFF, 0xFE) || begins(mark, 0xFE, 0xFF) ? 2 : 0;
    }

    private static boolean begins(byte[] bytes, int... expected) {
        if (bytes.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static Charset charsetOf(Path file) throws IOException {
        byte[] head;
        try (InputStream bytes = Files.newInputStream(file)) {
            head = bytes.readNBytes(HEAD);
        }
        if (begins(head, 0xFF, 0xFE)) {
            return decodable(file, StandardCharsets.UTF_16LE, "it begins as UTF-16 but is not");
        }
        if (begins(head, 0xFE, 0xFF)) {
            return decodable(file, StandardCharsets.UTF_16BE, "it begins as UTF-16 but is not");
        }
        refuseBinary(head);
        if (begins(head, 0xEF, 0xBB, 0xBF)) {
            return decodable(file, StandardCharsets.UTF_8, "it begins as UTF-8 but is not");
        }
        return decodes(file, StandardCharsets.UTF_8)
                ? StandardCharsets.UTF_8
                : decodable(file, WINDOWS, "it is neither UTF-8, nor UTF-16 with a byte order mark, nor windows-1252");
    }

    private static void refuseBinary(byte[] head) {
        long nuls = 0;
        for (byte one : head) {
            nuls += one == 0 ? 1 : 0;
        }
        if (nuls * 5 > head.length) {
            throw Problem.unreadable(
                    "The file is not text: a CSV file in UTF-8 is expected (or UTF-16 with a byte order mark).", null);
        }
    }

    private static Charset decodable(Path file, Charset charset, String otherwise) throws IOException {
        if (decodes(file, charset)) {
            return charset;
        }
        throw Problem.unreadable(
                "The file's encoding cannot be told: %s (line %,d). Save it as UTF-8."
                        .formatted(otherwise, lineOfFault(file, charset)),
                null);
    }

    private static boolean decodes(Path file, Charset charset) throws IOException {
        char[] buffer = new char[HEAD];
        try (Reader text = open(file, charset)) {
            while (text.read(buffer) >= 0) {}
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /** The line, from 1, of the first bytes that are none of the encoding's. */
    private static long lineOfFault(Path file, Charset charset) throws IOException {
        long line = 1;
        try (Reader text = new InputStreamReader(Files.newInputStream(file), charset)) {
            char[] buffer = new char[HEAD];
            for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == REPLACED) {
                        return line;
                    }
                    line += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return line;
    }

    /** The one of comma, semicolon and tab that the first line has most of outside quotes. */
    private static char separatorOf(Path file, Charset charset) throws IOException {
        char[] head = new char[HEAD];
        int length;
        try (Reader text = open(file, charset)) {
            length = Math.max(0, text.read(head));
        }
        int[] counts = new int[3];
        boolean quoted = false;
        for (char c : Arrays.copyOf(head, length)) {
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                break;
            } else if (!quoted && ",;\t".indexOf(c) >= 0) {
                counts[",;\t".indexOf(c)]++;
            }
        }
        int best = counts[1] > counts[0] ? 1 : 0;
        return ",;\t".charAt(counts[2] > counts[best] ? 2 : best);
    }
}
