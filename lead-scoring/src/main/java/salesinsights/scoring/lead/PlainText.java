package salesinsights.scoring.lead;

/** Text from outside that a column can hold: no NUL, no half of a character, no control characters but line ends. */
final class PlainText {
    private PlainText() {}

    /**
     * The text without blanks around it.
     *
     * @throws IllegalArgumentException if it is longer than {@code atMost} characters or holds what no text has
     */
    static String of(String text, int atMost) {
        String stripped = text.strip();
        if (stripped.length() > atMost) {
            throw new IllegalArgumentException(
                    "is too long: %,d characters, at most %,d are kept".formatted(stripped.length(), atMost));
        }
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException("holds a NUL character");
            }
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                throw new IllegalArgumentException("holds a control character (U+%04X)".formatted((int) c));
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < stripped.length()
                    && Character.isLowSurrogate(stripped.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("holds half of a character");
            }
        }
        return stripped;
    }
}
