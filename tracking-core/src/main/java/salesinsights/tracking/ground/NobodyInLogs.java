package salesinsights.tracking.ground;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Takes e-mail addresses and whole IP addresses out of whatever is logged. Our own lines have none; drivers and libraries
 * put them into the messages of their exceptions, and nobody can promise that the next version does not.
 */
@LoggingFilter(name = "nobody-in-logs")
public final class NobodyInLogs implements Filter {
    // A domain has a dot, or the hash of an object would be one.
    private static final Pattern ADDRESS =
            Pattern.compile("[\\p{L}\\p{N}._%+'&=-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}");
    // Ourselves and everybody are nobody: 127.0.0.1 and 0.0.0.0 stay, as does what listens there.
    private static final Pattern IPV4 =
            Pattern.compile("(?<![\\d.])(?!127\\.|0\\.0\\.0\\.0)(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\d.]*\\d)");
    private static final Pattern IPV6 = Pattern.compile(
            "(?<![\\w:.])(?:(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}:){1,6}(?::[0-9a-fA-F]{1,4}){1,6})(?![\\w:])");

    private final PatternFormatter words = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord given) {
        if (given instanceof ExtLogRecord line) {
            String message = words.format(line);
            if (!message.equals(without(message))) {
                line.setMessage(without(message), ExtLogRecord.FormatStyle.NO_FORMAT);
                line.setParameters(null);
            }
            Throwable thrown = line.getThrown();
            if (thrown != null && namesSomebody(thrown, 0)) {
                line.setThrown(Nameless.of(thrown, 0));
            }
        }
        return true;
    }

    /** The text with {@code <address>} and {@code <ip>} where it named somebody. */
    static String without(String text) {
        String nameless = text.indexOf('@') < 0 ? text : ADDRESS.matcher(text).replaceAll("<address>");
        return IPV6.matcher(IPV4.matcher(nameless).replaceAll("<ip>")).replaceAll("<ip>");
    }

    private static boolean namesSomebody(@Nullable Throwable thrown, int depth) {
        if (thrown == null || depth == Nameless.DEEPEST) {
            return false;
        }
        String said = String.valueOf(thrown.getMessage());
        boolean here = !said.equals(without(said)) || namesSomebody(thrown.getCause(), depth + 1);
        for (Throwable beside : thrown.getSuppressed()) {
            here |= namesSomebody(beside, depth + 1);
        }
        return here;
    }

    /** An exception as it was, but for the words that named somebody. */
    private static final class Nameless extends Exception {
        static final int DEEPEST = 20;

        private final String words;

        private Nameless(String words, @Nullable Throwable cause, StackTraceElement[] trace) {
            super(words, cause, true, true);
            this.words = words;
            setStackTrace(trace);
        }

        static @Nullable Throwable of(@Nullable Throwable thrown, int depth) {
            if (thrown == null || depth == DEEPEST) {
                return null;
            }
            Nameless nameless =
                    new Nameless(without(thrown.toString()), of(thrown.getCause(), depth + 1), thrown.getStackTrace());
            for (Throwable beside : thrown.getSuppressed()) {
                Throwable one = of(beside, depth + 1);
                if (one != null) {
                    nameless.addSuppressed(one);
                }
            }
            return nameless;
        }

        // The trace begins with the name of the class that it was.
        @SuppressWarnings("OverrideThrowableToString")
        @Override
        public String toString() {
            return words;
        }
    }
}
