package salesinsights.tracking.message;

/** Which line end a message uses; what we add uses the same. */
final class LineEnd {
    private LineEnd() {}

    /** Carriage return and line feed, unless the first line ends with a bare line feed. */
    static String of(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i > 0 && bytes[i - 1] == '\r' ? "\r\n" : "\n";
            }
        }
        return "\r\n";
    }
}
