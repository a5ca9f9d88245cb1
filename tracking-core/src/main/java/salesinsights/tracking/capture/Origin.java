package salesinsights.tracking.capture;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a page comes from, as a browser says it: scheme, host and port, nothing else. At most {@value #LONGEST}
 * characters, so that a site's key stays short.
 */
record Origin(String value) {
    private static final int LONGEST = 200;

    /** @throws IllegalArgumentException if it is not an http or https origin */
    Origin {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (value.length() > LONGEST || !isOne(value)) {
            throw new IllegalArgumentException("an origin looks like https://www.example.com, without a path");
        }
    }

    private static boolean isOne(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getHost().isEmpty()) {
                return false;
            }
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            boolean usual = (uri.getPort() == 443 && "https".equals(uri.getScheme()))
                    || (uri.getPort() == 80 && "http".equals(uri.getScheme()));
            // Written back the way a browser writes it: nothing may be left over.
            return !usual && text.equals(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (URISyntaxException noOrigin) {
            return false;
        }
    }
}
