package salesinsights.tracking.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The keys of this installation. Refuses to exist without a usable current key. */
final class KeyRing {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 16;
    private static final int MIN_KEY_BYTES = 32;

    private final String current;
    private final Map<String, Mac> keys;
    private final Set<String> retired;

    private KeyRing(String current, Map<String, Mac> keys, Set<String> retired) {
        this.current = current;
        this.keys = Map.copyOf(keys);
        this.retired = Set.copyOf(retired);
    }

    static KeyRing of(TokenConfig config) {
        String current = config.current()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "insights.tokens.current is not"
                                        + " set: name the key of insights.tokens.keys.<id> that signs (32 random bytes in base64 each)"));
        Set<String> retired = config.retired().orElse(Set.of());
        Map<String, Mac> keys = new HashMap<>();
        config.keys().forEach((id, secret) -> keys.put(checked(id), macOf(id, secret)));
        if (!keys.containsKey(current) || retired.contains(current)) {
            throw new IllegalStateException(
                    "insights.tokens.current names key " + current + ", which is missing or retired");
        }
        return new KeyRing(current, keys, retired);
    }

    private static String checked(String id) {
        if (!id.matches("[a-z0-9]{1,16}")) {
            throw new IllegalStateException("insights.tokens.keys has an id that is not 1 to 16 of a-z 0-9");
        }
        return id;
    }

    private static Mac macOf(String id, String secret) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.strip());
            if (key.length < MIN_KEY_BYTES) {
                throw new IllegalStateException("insights.tokens.keys." + id + " is shorter than 32 bytes");
            }
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("insights.tokens.keys." + id + " is not base64", notBase64);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, missing);
        }
    }

    String current() {
        return current;
    }

    boolean isRetired(String keyId) {
        return retired.contains(keyId);
    }

    /** HMAC-SHA-256 of the text cut to 128 bits, as base64url; null if there is no such key. */
    @Nullable
    String sign(String keyId, String text) {
        Mac key = keys.get(keyId);
        if (key == null) {
            return null;
        }
        try {
            // A copy per call: the keyed state is computed once and shared by no two threads.
            byte[] full = ((Mac) key.clone()).doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, MAC_BYTES));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's HMAC can be copied", impossible);
        }
    }
}
