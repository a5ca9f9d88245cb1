package salesinsights.tracking.token;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An address that a link may lead to. It is kept as written: fragments, placeholders and non-ASCII survive byte for
 * byte. Refused are other schemes than http and https, user names in the address, control characters and what cannot
 * be written as UTF-8.
 *
 * @param url at most {@value #MAX_BYTES} bytes of UTF-8
 */
public record Destination(String url) {
    static final int MAX_BYTES = 8192;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public Destination {
        if (url.length() > MAX_BYTES) {
            throw new IllegalArgumentException("a link may have at most " + MAX_BYTES + " bytes");
        }
        if (!isPlain(url)) {
            checkCharacters(url);
        }
        checkAuthority(authorityOf(url));
    }

    private static void checkCharacters(String url) {
        if (url.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a link may have at most " + MAX_BYTES + " bytes");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(url)) {
            throw new IllegalArgumentException("a link must be valid Unicode");
        }
        if (url.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a link must not contain control characters");
        }
    }

    /** True if it is ASCII that is seen: nearly every address, and every request for one comes by here. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character <= ' ' || character >= 127) {
                return false;
            }
        }
        return true;
    }

    private static void checkAuthority(String authority) {
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("a link must not contain a user name");
        }
        if (hostOf(authority).isEmpty()) {
            throw new IllegalArgumentException("a link must name a host");
        }
        for (int i = 0; i < authority.length(); i++) {
            if (neverInHost(authority.charAt(i))) {
                throw new IllegalArgumentException("a link must name a host");
            }
        }
    }

    private static boolean neverInHost(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || "<>\"'`".indexOf(character) >= 0;
    }

    /** The host that it leads to, lower case, in Unicode as written; for people to read. */
    public String host() {
        return hostOf(authorityOf(url)).toLowerCase(Locale.ROOT);
    }

    /** The same address as a header can carry it: non-ASCII percent-encoded, an international host in its ASCII form. */
    public String location() {
        if (isPlain(url)) {
            return url;
        }
        int authority = afterScheme(url);
        int rest = authority + authorityOf(url).length();
        return url.substring(0, authority)
                + asciiAuthority(url.substring(authority, rest))
                + ascii(url.substring(rest));
    }

    private static String asciiAuthority(String authority) {
        String host = hostOf(authority);
        if (host.chars().allMatch(character -> character < 128)) {
            return authority;
        }
        try {
            return IDN.toASCII(host) + authority.substring(host.length());
        } catch (IllegalArgumentException notAName) {
            return ascii(authority);
        }
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ') {
                ascii.append((char) octet);
            } else {
                ascii.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return ascii.toString();
    }

    private static String authorityOf(String url) {
        int start = afterScheme(url);
        int end = start;
        // A browser takes a backslash for a slash, so the host ends there as well.
        while (end < url.length() && "/\\?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(start, end);
    }

    private static int afterScheme(String url) {
        if (url.regionMatches(true, 0, "https://", 0, 8)) {
            return 8;
        }
        if (url.regionMatches(true, 0, "http://", 0, 7)) {
            return 7;
        }
        throw new IllegalArgumentException("a tracked link must start with http:// or https://");
    }

    private static String hostOf(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
    }
}
