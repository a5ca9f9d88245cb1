package salesinsights.tracking.ground;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where e-mail addresses may not stand: servers and proxies on the way log the addresses of requests, browsers remember
 * them.
 */
public final class Addresses {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]@[^\\s@]");

    private Addresses() {}

    /**
     * The parameter of a URL, as it is, if it holds no e-mail address.
     *
     * @param instead the operation whose body takes it
     * @throws Problem 400 naming the parameter and that operation
     */
    public static @Nullable String notInUrl(String parameter, @Nullable String given, String instead) {
        if (given != null && ADDRESS.matcher(given).find()) {
            throw refused(parameter, instead);
        }
        return given;
    }

    /** What {@link #notInUrl} throws, for parameters that hold nothing but an address. */
    public static Problem refused(String parameter, String instead) {
        return Problem.invalid(
                parameter, "an e-mail address does not stand in a URL; send it in the body of " + instead);
    }
}
