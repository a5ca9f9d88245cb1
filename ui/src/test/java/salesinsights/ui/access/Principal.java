package salesinsights.ui.access;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.local.RealKeycloak;

/** Somebody who calls: the demo's people, its service account, and nobody. */
enum Principal {
    ANONYMOUS(""),
    RITA("sales-rep"),
    DARIO("sales-rep"),
    SAM("sales-rep"),
    MONA("sales-manager"),
    MARK("sales-manager"),
    ADA("admin"),
    PIA("privacy-officer"),
    CRM_SYNC("crm-sync");

    /** Those who have no business in the American team. */
    static final List<Principal> OF_EMEA = List.of(RITA, DARIO, MONA, CRM_SYNC);

    /** Those that the product knows; Keycloak gives its own beside them. */
    static final Set<String> ROLES = Set.of("sales-rep", "sales-manager", "admin", "privacy-officer", "crm-sync");

    private final String role;

    Principal(String role) {
        this.role = role;
    }

    boolean isOneOf(Set<String> roles) {
        return roles.contains(role);
    }

    /** Access tokens of everybody, fresh from Keycloak; good for five minutes. */
    static Map<Principal, @Nullable String> tokens() {
        Map<Principal, @Nullable String> tokens = new EnumMap<>(Principal.class);
        for (Principal principal : values()) {
            tokens.put(principal, principal.token());
        }
        return tokens;
    }

    private @Nullable String token() {
        return switch (this) {
            case ANONYMOUS -> null;
            case CRM_SYNC -> RealKeycloak.syncToken();
            default -> RealKeycloak.token(name().toLowerCase(Locale.ROOT));
        };
    }
}
