package salesinsights.ui.page;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The token that a form must carry: a keyed hash of the log-in session, so that nothing is stored, every node knows it,
 * and it ends with the session. It does not change when the session's tokens are refreshed.
 */
@Singleton
class FormTokens {
    private static final String PURPOSE = "form tokens of the screens";

    private final CurrentIdentityAssociation identity;
    private final Signatures signatures;

    FormTokens(CurrentIdentityAssociation identity, Signatures signatures) {
        this.identity = identity;
        this.signatures = signatures;
    }

    /** The token of the caller's session. */
    String current() {
        SecurityIdentity who = identity.getIdentity();
        // Not String.valueOf(claim): overload resolution would take the claim for a char[] and fail at run time.
        Object session = who.getPrincipal() instanceof JsonWebToken token ? token.getClaim("sid") : null;
        String login = who.getPrincipal().getName() + "\n" + session;
        byte[] full = signatures.of(PURPOSE, login.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(full);
    }

    /** True if a form with this token came from a page of the caller's session. */
    boolean fits(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), current().getBytes(StandardCharsets.UTF_8));
    }
}
