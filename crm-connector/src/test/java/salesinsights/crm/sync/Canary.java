package salesinsights.crm.sync;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import salesinsights.tracking.LocalPostgres;

/**
 * A word that stands nowhere by chance, and all that a dump of the database holds is looked through for it: as it is
 * written, in either case, as hexadecimal digits, in Base64 and quoted-printable as mail spells it, and in what gzip made
 * of it.
 *
 * @param mark letters and digits, in lower case
 */
record Canary(String mark) {
    private static final Pattern SOFT_BREAK = Pattern.compile("=\r?\n");
    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final int WINDOW = 1 << 20;
    private static final int OVERLAP = 4 << 10;

    /** What a dump takes along: rows of all schemas but PostgreSQL's own, partitions each by itself. */
    private static final String TABLES = """
            select c.oid::regclass::text as name, coalesce((select string_agg(format('t.%I', a.attname), ', ')
                from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                and a.atttypid = 'bytea'::regtype), 'null::bytea') as bytes
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1
            """;

    /** Names of tables whose rows hold it anywhere, {@code large objects} among them. */
    Set<String> inDatabase() throws SQLException {
        return inDatabaseAfter("select 1");
    }

    /** The same as it would be after a statement, which is taken back. */
    Set<String> inDatabaseAfter(String sql) throws SQLException {
        try (Connection connection = LocalPostgres.server()
                        .getDatabase("postgres", "insights")
                        .getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            Set<String> found = in(connection);
            connection.rollback();
            return found;
        }
    }

    private Set<String> in(Connection connection) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (Statement tables = connection.createStatement();
                Statement rows = connection.createStatement()) {
            rows.setFetchSize(1000);
            ResultSet names = tables.executeQuery(TABLES);
            while (names.next()) {
                String table = names.getString("name");
                String select = "select t::text, %s from %s t".formatted(names.getString("bytes"), table);
                if (isIn(rows.executeQuery(select))) {
                    found.add(table);
                }
            }
            if (isIn(rows.executeQuery(
                    "select '', string_agg(data, ''::bytea order by pageno)" + " from pg_largeobject group by loid"))) {
                found.add("large objects");
            }
        }
        return found;
    }

    private boolean isIn(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            if (isIn(rows.getString(1))) {
                return true;
            }
            for (int column = 2; column <= columns; column++) {
                byte[] bytes = rows.getBytes(column);
                if (bytes != null && isIn(bytes)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Files under this folder that hold it, as bytes. */
    List<Path> inFiles(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    if (isIn(opened(in))) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private boolean isIn(InputStream in) throws IOException {
        byte[] tail = new byte[0];
        for (byte[] next = in.readNBytes(WINDOW); next.length > 0; next = in.readNBytes(WINDOW)) {
            byte[] window = new byte[tail.length + next.length];
            System.arraycopy(tail, 0, window, 0, tail.length);
            System.arraycopy(next, 0, window, tail.length, next.length);
            if (isIn(new String(window, StandardCharsets.ISO_8859_1))) {
                return true;
            }
            int kept = Math.min(OVERLAP, window.length);
            tail = Arrays.copyOfRange(window, window.length - kept, window.length);
        }
        return false;
    }

    private boolean isIn(byte[] bytes) {
        try {
            return isIn(opened(new ByteArrayInputStream(bytes)));
        } catch (IOException noGzip) {
            return isIn(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    /** What gzip made of it, if it looks like that. */
    private static InputStream opened(InputStream bytes) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, GZIP.length);
        byte[] beginning = in.readNBytes(GZIP.length);
        in.unread(beginning);
        return Arrays.equals(beginning, GZIP) ? new GZIPInputStream(in) : in;
    }

    /** True if the text holds it in any spelling. */
    boolean isIn(String text) {
        String unfolded = SOFT_BREAK.matcher(text).replaceAll("");
        String lower = unfolded.toLowerCase(Locale.ROOT);
        String upperMark = mark.toUpperCase(Locale.ROOT);
        return lower.contains(mark)
                || lower.contains(hex(mark))
                || lower.contains(hex(upperMark))
                || isInBase64(BLANK.matcher(text).replaceAll(""), upperMark);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private boolean isInBase64(String text, String upperMark) {
        // Line breaks may be written out, as in JSON.
        String joined = text.replace("\\r", "").replace("\\n", "");
        return Stream.of(mark, upperMark).flatMap(Canary::base64).anyMatch(joined::contains);
    }

    /** Its part that is the same whatever stands before and behind it: there are three, by where it begins. */
    private static Stream<String> base64(String word) {
        return Stream.of(0, 1, 2).map(before -> {
            String spelled = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(("\0".repeat(before) + word).getBytes(StandardCharsets.US_ASCII));
            int shared = (before + word.length()) % 3 == 0 ? 0 : 1;
            return spelled.substring(before == 0 ? 0 : before + 1, spelled.length() - shared);
        });
    }
}
