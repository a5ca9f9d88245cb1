package salesinsights.tracking.relay;

import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/**
 * Who is logged in to the relay.
 *
 * @param password which of the person's passwords it was
 * @param user Keycloak name
 * @param address the person's own, lower case
 */
record Login(UUID password, TeamId team, String user, String name, String address) {
    boolean isCalled(String stated) {
        String folded = Passwords.folded(stated);
        return folded.equals(Passwords.folded(user)) || folded.equals(address);
    }
}
