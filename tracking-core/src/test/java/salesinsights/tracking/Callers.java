package salesinsights.tracking;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The people of the demo realm, for tests: {@code as(Callers.RITA).get("/api/leads")}. */
public enum Callers {
    RITA("sales-rep", "/teams/emea"),
    DARIO("sales-rep", "/teams/emea/dach"),
    SAM("sales-rep", "/teams/us"),
    MONA("sales-manager", "/teams/emea"),
    MARK("sales-manager", "/teams/us"),
    ADA("admin", "/teams/emea", "/teams/us"),
    PIA("privacy-officer", "/teams/emea"),
    CRM_SYNC("crm-sync", "/teams/emea"),
    /** Has a team of her own, for what looks at all leads of a team. */
    MAIA("sales-manager", "/teams/apac"),
    /** Logged in, but nobody gave a role. */
    NOBODY("", "/teams/emea");

    /** The scheme of the header {@link LogInByHeader} reads. */
    static final String SCHEME = "Demo ";

    private final String role;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> groups;

    Callers(String role, String... groups) {
        this.role = role;
        this.groups = List.of(groups);
    }

    /** A request of this person. */
    public static RequestSpecification as(Callers who) {
        return RestAssured.given().header("Authorization", SCHEME + who.username());
    }

    /** Keycloak's name of the person. */
    public String username() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Callers named(String username) {
        return Arrays.stream(values())
                .filter(one -> one.username().equals(username))
                .findFirst()
                .orElseThrow();
    }

    Set<String> roles() {
        return role.isEmpty() ? Set.of() : Set.of(role);
    }

    List<String> groups() {
        return groups;
    }
}
