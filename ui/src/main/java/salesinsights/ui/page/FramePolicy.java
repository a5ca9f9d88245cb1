package salesinsights.ui.page;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code Content-Security-Policy} of a page that pages of others may show in a frame. */
public final class FramePolicy {
    private FramePolicy() {}

    /**
     * In pages of these origins only.
     *
     * @param origins such as {@code https://crm.example.com}; none lets nobody frame it
     * @throws IllegalStateException if one of them is no origin
     */
    public static String in(List<String> origins) {
        List<String> checked = origins.stream().map(FramePolicy::checked).toList();
        String ancestors = checked.isEmpty() ? "'none'" : String.join(" ", checked);
        return "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none';"
                + " base-uri 'none'; frame-ancestors " + ancestors;
    }

    private static String checked(String stated) {
        String origin = stated.strip();
        try {
            URI uri = URI.create(origin);
            boolean bare = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (bare && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return origin;
            }
        } catch (IllegalArgumentException unreadable) {
            throw notAnOrigin(origin, unreadable);
        }
        throw notAnOrigin(origin, null);
    }

    private static IllegalStateException notAnOrigin(String stated, @Nullable Throwable cause) {
        return new IllegalStateException(
                "insights.embed.frame-ancestors names origins such as https://crm.example.com, not " + stated, cause);
    }
}
