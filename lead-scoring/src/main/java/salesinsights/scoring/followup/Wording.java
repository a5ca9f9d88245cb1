package salesinsights.scoring.followup;

/** Texts cut so that they fit their columns, whatever a lead or a subject is called. */
final class Wording {
    static final int NAME_AT_MOST = 120;

    private Wording() {}

    static String named(String text) {
        return text.isBlank() ? "(unnamed)" : shortened(text.strip(), NAME_AT_MOST);
    }

    /** At most so many characters; half of a character is never kept. */
    static String shortened(String text, int atMost) {
        if (text.length() <= atMost) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(atMost - 2)) ? atMost - 2 : atMost - 1;
        return text.substring(0, end) + "…";
    }
}
