package salesinsights.tracking.ground;

/** Text for cells of spreadsheets. */
public final class SheetText {
    /** The media type of a workbook (ECMA-376, Office Open XML). */
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private SheetText() {}

    /**
     * Text that a spreadsheet shows and never computes: a leading apostrophe where the first visible character starts
     * a formula, also behind blanks or in full width, which other programs have missed.
     */
    public static String harmless(String text) {
        boolean starts = text.chars()
                .dropWhile(SheetText::isBlank)
                .limit(1)
                .anyMatch(first -> "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20".indexOf(first) >= 0);
        boolean control = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
        return starts || control ? "'" + text : text;
    }

    /** What {@link #harmless} was given, if {@code cell} is what it made of it; any other text as it is. */
    public static String asWritten(String cell) {
        return cell.startsWith("'") && harmless(cell.substring(1)).equals(cell) ? cell.substring(1) : cell;
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT
                || Character.isISOControl(character)
                || character == '"';
    }
}
