package salesinsights.tracking.token;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Roles;
import salesinsights.tracking.token.Payload.Purpose;

/**
 * Makes and reads the tokens in pixels, links and recipient pages: {@code {version}.{keyId}.{payload}.{mac}}. All that
 * is needed to answer is inside and authenticated (HMAC-SHA-256, 128 bits kept), so nothing else has to be up. A token
 * made for one purpose is refused for every other.
 */
@Singleton
public class TrackingTokens {
    /** Position of the link that no person can see: whoever follows it reads the source, not the mail. */
    public static final int HIDDEN_LINK = 0xFFFF;

    private static final String VERSION = "1";
    // The longest destination in base64, with ids and signature.
    private static final int MAX_LENGTH = Destination.MAX_BYTES * 4 / 3 + 200;

    private final String publicUrl;
    private final @Nullable KeyRing keys;

    TrackingTokens(
            TokenConfig config,
            Roles roles,
            @ConfigProperty(name = "insights.public-url", defaultValue = "http://localhost:8080") String publicUrl) {
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        boolean needed = roles.has(Roles.Role.COLLECTOR)
                || roles.has(Roles.Role.WEB)
                || config.current().isPresent();
        this.keys = needed ? KeyRing.of(config) : null;
    }

    /** Made at start, so that a missing key is found then and not at the first mail. */
    void start(@Observes StartupEvent event) {}

    /** Address of the recipient's open pixel. */
    public String openUrl(Tracked tracked) {
        return publicUrl + "/o/" + token(new Payload(Purpose.OPEN, tracked, 0, "")) + ".gif";
    }

    /**
     * Address that redirects to {@code destination}.
     *
     * @param position which link of the message, 0 to 65,535
     * @param destination as it should arrive, entities already decoded
     * @throws IllegalArgumentException if it may not be redirected to, see {@link Destination}
     */
    public String linkUrl(Tracked tracked, int position, String destination) {
        String checked = new Destination(destination).url();
        return publicUrl + "/c/" + token(new Payload(Purpose.LINK, tracked, position, checked));
    }

    /** Base of all public addresses, without a slash at its end. */
    public String publicUrl() {
        return publicUrl;
    }

    /** Address of the recipient's own page. */
    public String personUrl(Tracked tracked) {
        return publicUrl + "/r/" + token(new Payload(Purpose.PERSON, tracked, 0, ""));
    }

    /** Address for {@code List-Unsubscribe}, which acts on POST; read with {@link #readPerson}. */
    public String unsubscribeUrl(Tracked tracked) {
        return publicUrl + "/u/" + token(new Payload(Purpose.PERSON, tracked, 0, ""));
    }

    /** Who asks for the recipient page; empty if the token is not ours or its key was retired. */
    public Optional<Tracked> readPerson(String token) {
        return trusted(token, Purpose.PERSON).map(Payload::tracked);
    }

    /** What a pixel's token (without {@code .gif}) stands for; empty if it is not ours or its key was retired. */
    public Optional<Tracked> readOpen(String token) {
        return trusted(token, Purpose.OPEN).map(Payload::tracked);
    }

    /** Where a link leads; empty if the token is not ours. */
    public Optional<LinkToken> readLink(String token) {
        return verified(token, Purpose.LINK)
                .map(payload -> new LinkToken(
                        payload.tracked(),
                        payload.position(),
                        new Destination(payload.destination()),
                        keys().isRetired(keyIdOf(token))));
    }

    String token(Payload payload) {
        String keyId = keys().current();
        String signed = VERSION + "." + keyId + "." + payload.encode();
        return signed + "." + keys().sign(keyId, signed);
    }

    Optional<Payload> trusted(String token, Purpose purpose) {
        return verified(token, purpose).filter(payload -> !keys().isRetired(keyIdOf(token)));
    }

    private Optional<Payload> verified(String token, Purpose purpose) {
        int macAt = token.lastIndexOf('.') + 1;
        if (token.length() > MAX_LENGTH || macAt < 5 || !token.startsWith(VERSION + ".")) {
            return Optional.empty();
        }
        if (!ascii(token)) {
            return Optional.empty();
        }
        String signed = token.substring(0, macAt - 1);
        String expected = keys().sign(keyIdOf(token), signed);
        // The signature is compared as text: base64 has several spellings of the same bytes, only ours is taken.
        if (expected == null || !same(expected, token.substring(macAt))) {
            return Optional.empty();
        }
        return Optional.of(Payload.decode(signed.substring(signed.lastIndexOf('.') + 1)))
                .filter(payload -> payload.purpose() == purpose);
    }

    private static String keyIdOf(String token) {
        int start = VERSION.length() + 1;
        int end = token.indexOf('.', start);
        return end < 0 ? "" : token.substring(start, end);
    }

    private static boolean ascii(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }

    private KeyRing keys() {
        if (keys == null) {
            throw new IllegalStateException("insights.tokens.current is not set");
        }
        return keys;
    }
}
