package salesinsights.tracking.ground;

/** How many rows a caller of a list may ask for at once. */
public final class PageSize {
    private static final int MOST = 200;

    private PageSize() {}

    /**
     * What was asked for, if it is 1 to 200.
     *
     * @throws Problem 400 naming {@code atMost} otherwise
     */
    public static int checked(int atMost) {
        if (atMost < 1 || atMost > MOST) {
            throw Problem.invalid("atMost", "is 1 to " + MOST);
        }
        return atMost;
    }
}
