package salesinsights.ui.page;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The frame around a screen.
 *
 * @param title of the page, before the product's name
 * @param place the entry of the navigation that is shown as current
 * @param places the entries that the caller's roles open
 * @param user display name
 * @param teams names of the caller's own teams, for display
 * @param token proves that a form came from one of our pages; every form that changes something carries it
 * @param assets changes whenever a static file does, so that browsers may keep them for long
 * @param toast what just happened, if anything did
 */
public record Shell(
        String title,
        Place place,
        List<Place> places,
        String user,
        String teams,
        String token,
        String assets,
        @Nullable Toast toast) {
    public Shell {
        places = List.copyOf(places);
    }

    /**
     * What just happened, said once.
     *
     * @param undo the path that a form posts to in order to take it back, null if it cannot be
     * @param back the page that the form leads back to
     */
    public record Toast(String text, @Nullable String undo, String back) {}

    /** The first letters of the first and last name. */
    public String initials() {
        String[] words = user.strip().split("\\s+", -1);
        String letters = first(words[0]) + (words.length > 1 ? first(words[words.length - 1]) : "");
        return letters.toUpperCase(Locale.ROOT);
    }

    private static String first(String word) {
        return word.isEmpty() ? "?" : new String(Character.toChars(word.codePointAt(0)));
    }

    /** The same frame, saying what just happened. */
    public Shell saying(@Nullable Toast said) {
        return new Shell(title, place, places, user, teams, token, assets, said);
    }
}
