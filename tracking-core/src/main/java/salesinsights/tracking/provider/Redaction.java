package salesinsights.tracking.provider;

import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import salesinsights.tracking.capture.Network;

/** Cuts client addresses in a text to their networks: no full address of a reader is kept. */
final class Redaction {
    private static final Pattern IPV4 = Pattern.compile(
            "(?<![0-9.])((?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})(?![0-9.])");
    // Three colons at least, so that no time of day is one.
    private static final Pattern IPV6 =
            Pattern.compile("(?<![0-9A-Za-z:.])((?:[0-9a-fA-F]{0,4}:){3,8}[0-9a-fA-F]{0,4})(?![0-9A-Za-z:.])");

    private Redaction() {}

    /** The text with every address cut to /24 or /48; cutting it again changes nothing. */
    static String of(String text) {
        String four = IPV4.matcher(text).replaceAll(Redaction::cut);
        return IPV6.matcher(four).replaceAll(Redaction::cut);
    }

    private static String cut(MatchResult found) {
        String network = Network.cut(found.group(1));
        return Objects.requireNonNullElse(network, found.group(1)).replaceFirst("/(24|48)$", "");
    }
}
