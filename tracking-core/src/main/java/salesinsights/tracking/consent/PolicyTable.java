package salesinsights.tracking.consent;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import salesinsights.tracking.seal.Digests;

/** Reads {@code consent/policy.csv} at start; a table that is not whole keeps the application from starting. */
final class PolicyTable {
    private static final String FILE = "/consent/policy.csv";
    private static final String VERSION = "# version ";

    private PolicyTable() {}

    @Produces
    @Singleton
    @Startup
    static Policy shipped() {
        try (InputStream file = Objects.requireNonNull(PolicyTable.class.getResourceAsStream(FILE), FILE)) {
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * A table from its text: the first line names the version, the second the columns. The content's fingerprint becomes
     * part of the version, so that two tables never share one.
     */
    static Policy read(String text) {
        int end = text.indexOf('\n');
        if (end < 0 || !text.startsWith(VERSION)) {
            throw new IllegalArgumentException("the policy table does not begin with its version");
        }
        String version = text.substring(VERSION.length(), end).strip();
        List<Rule> rows;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text.substring(end + 1))) {
            rows = reader.stream().map(PolicyTable::row).toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Policy(version + "." + Digests.hex(Digests.sha256(text)).substring(0, 8), rows);
    }

    private static Rule row(NamedCsvRecord row) {
        Map<Purpose, Mode> modes = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            modes.put(purpose, Mode.valueOf(row.getField(purpose.name().toLowerCase(Locale.ROOT))));
        }
        return new Rule(
                row.getField("region"),
                row.getField("name"),
                modes,
                Mode.valueOf(row.getField("without_consent")),
                row.getField("opt_out_signal"),
                Boolean.parseBoolean(row.getField("keeps_network")),
                row.getField("source"),
                LocalDate.parse(row.getField("reviewed_on")));
    }
}
