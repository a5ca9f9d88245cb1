package salesinsights.ui.page;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keyed hashes (HMAC-SHA-256) for what the screens hand out and get back; every node has the same key. */
@Singleton
public class Signatures {
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    Signatures(@ConfigProperty(name = "quarkus.oidc.authentication.state-secret") String sessionSecret) {
        this.secret = sessionSecret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * 32 bytes that nobody else can make of this text.
     *
     * @param purpose a key for each: what is signed for one fits no other
     */
    public byte[] of(String purpose, byte[] text) {
        return hash(hash(secret, purpose.getBytes(StandardCharsets.UTF_8)), text);
    }

    private static byte[] hash(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
