package salesinsights.ui.page;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The token that a form must carry: a keyed hash of the log-in session, so that nothing is stored, every node knows it,
 * and it ends with the session. It does not change when the session's tokens are refreshed.
 */
@Singleton
class FormTokens {
    private static final String ALGORITHM = "HmacSHA256";

    private final CurrentIdentityAssociation identity;
    private final SecretKeySpec key;

    FormTokens(
            CurrentIdentityAssociation identity,
            @ConfigProperty(name = "quarkus.oidc.authentication.state-secret") String sessionSecret) {
        this.identity = identity;
        this.key = new SecretKeySpec(hash(sessionSecret, "form tokens of the screens"), ALGORITHM);
    }

    /** The token of the caller's session. */
    String current() {
        SecurityIdentity who = identity.getIdentity();
        // Not String.valueOf(claim): overload resolution would take the claim for a char[] and fail at run time.
        Object session = who.getPrincipal() instanceof JsonWebToken token ? token.getClaim("sid") : null;
        byte[] full = hash(key, who.getPrincipal().getName() + "\n" + session);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(full);
    }

    /** True if a form with this token came from a page of the caller's session. */
    boolean fits(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), current().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hash(String secret, String text) {
        return hash(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM), text);
    }

    private static byte[] hash(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
