package salesinsights.tracking.token;

/**
 * A verified link token.
 *
 * @param position which link of the message, from 0
 * @param destination exactly what was signed
 * @param retired true if the key was withdrawn: nobody may be redirected on its word any more
 */
public record LinkToken(Tracked tracked, int position, Destination destination, boolean retired) {}
