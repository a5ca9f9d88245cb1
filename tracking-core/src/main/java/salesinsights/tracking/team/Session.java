package salesinsights.tracking.team;

import java.time.Instant;

/**
 * The log-in that a caller's token belongs to.
 *
 * @param issuer address of the realm
 * @param id Keycloak's {@code sid}, empty for a service account, which has none
 * @param subject Keycloak's id of the person
 * @param issuedAt when the token was made, {@link Instant#EPOCH} if it does not say
 * @param expiresAt when the token ends, {@link Instant#MAX} if it does not say
 */
public record Session(String issuer, String id, String subject, Instant issuedAt, Instant expiresAt) {
    /** Of work that nobody is logged in for. */
    public static final Session NONE = new Session("", "", "", Instant.EPOCH, Instant.MAX);
}
