package salesinsights.tracking.consent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The country of a telephone number: the longest prefix in {@code consent/calling-codes.csv} that it begins with. */
final class CallingCodes {
    private static final String FILE = "/consent/calling-codes.csv";
    private static final int LONGEST = 7;
    private static final int FEWEST_DIGITS = 7;
    private static final Map<String, String> REGIONS = load();

    /** Also the zero in brackets that is dialled at home only. */
    private static final Pattern NOT_DIALLED = Pattern.compile("\\(0\\)|[^0-9+]");

    private CallingCodes() {}

    /** ISO 3166-1, or -2 where a part of a country has its own codes; empty without an international prefix. */
    static String region(@Nullable String phone) {
        String digits = international(phone == null ? "" : phone.strip());
        if (digits.length() < FEWEST_DIGITS) {
            return "";
        }
        for (int length = Math.min(LONGEST, digits.length()); length > 0; length--) {
            String region = REGIONS.get(digits.substring(0, length));
            if (region != null) {
                return region;
            }
        }
        return "";
    }

    private static String international(String phone) {
        if (phone.isEmpty()) {
            return "";
        }
        String plain = NOT_DIALLED.matcher(phone).replaceAll("");
        if (plain.startsWith("+")) {
            return plain.replace("+", "");
        }
        return plain.startsWith("00") ? plain.substring(2) : "";
    }

    private static Map<String, String> load() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CallingCodes.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            Map<String, String> regions = new HashMap<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] cells = line.split(",", 2);
                for (String prefix : cells[1].split(" ", -1)) {
                    regions.put(prefix, cells[0]);
                }
            });
            return Map.copyOf(regions);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
