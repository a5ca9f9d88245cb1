package salesinsights.ui.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page that a form came from, and what to say there. */
public final class Back {
    // Only our own pages: anything else would make a form into an open redirect.
    private static final Pattern PAGE =
            Pattern.compile("/(?:worklist|follow-ups|leads/[0-9a-f-]{36})(?:\\?[A-Za-z0-9_.~%&=+-]{0,1000})?");

    private Back() {}

    /**
     * Where to go on.
     *
     * @param wanted the page as the form names it; anything that is none of ours leads to {@code otherwise}
     * @param did what happened: {@link Toasts} has words for it
     * @param about the thing it happened to
     */
    public static URI to(@Nullable String wanted, String otherwise, String did, String about) {
        String page = wanted != null && PAGE.matcher(wanted).matches() ? wanted : otherwise;
        String query = "did=" + encoded(did) + "&about=" + encoded(about);
        return URI.create(page + (page.contains("?") ? "&" : "?") + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
