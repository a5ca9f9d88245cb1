package salesinsights.tracking.message;

/** Makes text of strangers harmless to store: no NUL, no other control characters, no lone surrogates. */
public final class PlainText {
    private PlainText() {}

    /** One line: control characters and runs of white space become a space, lone surrogates U+FFFD. */
    public static String line(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character) || Character.isWhitespace(character)) {
                if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else {
                clean.appendCodePoint(isSurrogate(character) ? 0xFFFD : character);
            }
        });
        return clean.toString().strip();
    }

    /** One line of at most {@code atMost} UTF-16 units, never cut inside a character. */
    public static String line(String text, int atMost) {
        String line = line(text);
        if (line.length() <= atMost) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(atMost - 1)) ? atMost - 1 : atMost;
        return line.substring(0, end).strip();
    }

    private static boolean isSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
