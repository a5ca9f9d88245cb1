package salesinsights.crm.sync;

/** What CRMs say, as it may be stored. */
final class Sentences {
    private Sentences() {}

    /** Without control characters and halves of characters, cut to {@code atMost} characters. */
    static String storable(String said, int atMost) {
        StringBuilder kept = new StringBuilder();
        said.codePoints()
                .limit(atMost)
                .filter(point -> point > 0xFFFF || !Character.isSurrogate((char) point))
                .forEach(point -> kept.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        if (kept.length() > atMost) {
            boolean half = Character.isHighSurrogate(kept.charAt(atMost - 1));
            kept.setLength(half ? atMost - 1 : atMost);
        }
        return kept.toString();
    }
}
