package salesinsights.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.access.Breaches.Breach;
import salesinsights.ui.access.Breaches.ScopeTold;
import salesinsights.ui.local.RealKeycloak;

/**
 * Takes the guards away one by one and expects each to be missed: a check that passes without its guard checks nothing.
 * Takes minutes, so it has a profile of its own: {@code ./mvnw -Pguards -Dquick test}.
 */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class GuardRemovalIT {
    private static final AccessMatrix MATRIX = AccessMatrix.read();
    private static final String POLICY = "team_id = any ((select app_teams())::bigint[])";
    private static final String SHARED = "/api/shared-leads";
    private static final List<Principal> NOSY = List.of(Principal.RITA, Principal.MONA, Principal.CRM_SYNC);

    /** Tables whose rows some answer shows by themselves. */
    private static final List<String> TABLES = List.of(
            "tracked_message",
            "connection",
            "document",
            "site",
            "smtp_server",
            "mailbox",
            "unmatched_notice",
            "hand_over");

    /** Tables that answers read together with others, such as a lead with its team: what guards those hides them, too. */
    private static final List<String> READ_WITH_OTHERS =
            List.of("lead", "follow_up", "mail_template", "campaign", "consent_record");

    /** Answers that repeat the team they were asked for, or list teams, once the caller believes to be in all of them. */
    private static final List<String> REPEATS = List.of(
            "/api/consents/search",
            "/api/policy/decision",
            "/api/hand-overs/preview?",
            "/api/scoring-models/in-force?",
            "/api/works-council");

    /** Resources where no nosy caller could see anything by a missing predicate of teams, and why. */
    private static final Map<String, String> NOT_BY_TEAM = Map.of(
            "/api/privacy",
            "privacy officers only",
            "/api/providers",
            "administrators only",
            "/api/reports",
            "the American mail was not sent and has no figures",
            SHARED,
            "what was shared, with whoever it was shared");

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Reactions reactions;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @SuppressWarnings("NullAway.Init")
    private static AmericanThings american;

    private final Map<String, Integer> missed = new LinkedHashMap<>();

    @BeforeEach
    void makeAmericanThings() {
        door = new Door(home);
        door.get(Principal.DARIO, "/api/me").good();
        if (american == null) {
            american = AmericanThings.made(door, reactions::react);
        }
    }

    @AfterEach
    void close() {
        Breaches.open = Breach.NONE;
        missed.forEach(
                (guard, violations) -> System.out.printf("guard %-60s missed by %d answers%n", guard, violations));
    }

    @Test
    void withEveryGuardInPlaceNothingIsWrong() {
        assertThat(leaks()).isEmpty();
        assertThat(unreached()).isEmpty();
        assertThat(DatabaseGuards.broken()).isEmpty();
    }

    @Test
    void theQueriesAloneKeepTeamsApart() {
        Breaches.open = Breach.scope(ScopeTold.ALL_TEAMS);

        assertThat(leaks()).isEmpty();
    }

    @Test
    void rowLevelSecurityAloneKeepsTeamsApart() {
        Breaches.open = Breach.predicates("/api/");

        assertThat(shown()).isEmpty();
    }

    @Test
    void theRolesOfEveryResourceAreMissed() {
        for (String resource : resources()) {
            Breaches.open = Breach.roles(resource);
            List<String> wrong = entered(resource);
            Breaches.open = Breach.NONE;
            // A stream that is let in does not end.
            if (!guardsAnybody(resource) || resource.equals("/api/stream")) {
                continue;
            }
            missed.put("roles at " + resource, wrong.size());
        }
        assertEveryGuardIsMissed(12);
    }

    @Test
    void theTeamPredicateOfEveryResourceIsMissed() {
        for (String resource : resources()) {
            boolean shows = american.lists().stream().anyMatch(path -> isAt(resource, path)) || hasObject(resource);
            if (!shows || NOT_BY_TEAM.containsKey(resource)) {
                continue;
            }
            Breaches.open = Breach.predicates(resource).andScope(ScopeTold.ALL_TEAMS);
            int leaks = leaks().size();
            Breaches.open = Breach.NONE;
            missed.put("team predicates at " + resource, leaks);
        }
        assertEveryGuardIsMissed(10);
    }

    @Test
    void thePolicyOfATableIsMissed() {
        for (String table : TABLES) {
            withoutPolicy(table, () -> {
                missed.put(
                        "policy of " + table + " by the catalogue check",
                        DatabaseGuards.broken().size());
                Breaches.open = Breach.predicates("/api/");
                missed.put("policy of " + table + " by answers", shown().size());
            });
        }
        for (String table : READ_WITH_OTHERS) {
            withoutPolicy(
                    table,
                    () -> missed.put(
                            "policy of " + table + " by the catalogue check",
                            DatabaseGuards.broken().size()));
        }
        assertEveryGuardIsMissed(2 * TABLES.size() + READ_WITH_OTHERS.size());
    }

    private static void withoutPolicy(String table, Runnable look) {
        DatabaseGuards.run("alter policy of_teams on " + table + " using (true)");
        try {
            look.run();
        } finally {
            Breaches.open = Breach.NONE;
            DatabaseGuards.run("alter policy of_teams on " + table + " using (" + POLICY + ")");
        }
    }

    @Test
    void theScopeAtTheStartOfATransactionIsMissed() {
        Breaches.open = Breach.scope(ScopeTold.NOTHING);
        missed.put("scope at the start of a transaction", unreached().size());

        assertEveryGuardIsMissed(1);
    }

    @Test
    void whatGuardsTheTablesThemselvesIsMissed() {
        Map<String, String> removals = Map.of(
                "alter table lead disable row level security", "alter table lead enable row level security",
                "alter table lead no force row level security", "alter table lead force row level security",
                "alter role insights_app bypassrls", "alter role insights_app nobypassrls",
                "drop policy of_worker on lead",
                        "create policy of_worker on lead to insights_worker using (true) with check (true)",
                "alter view judged_event set (security_invoker = false)",
                        "alter view judged_event set (security_invoker = true)");
        removals.forEach((removal, repair) -> {
            DatabaseGuards.run(removal);
            try {
                missed.put(removal, DatabaseGuards.broken().size());
            } finally {
                DatabaseGuards.run(repair);
            }
        });
        assertThat(DatabaseGuards.broken()).isEmpty();
        assertEveryGuardIsMissed(removals.size());
    }

    private void assertEveryGuardIsMissed(int atLeast) {
        assertThat(missed).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(missed)
                .allSatisfy(
                        (guard, violations) -> assertThat(violations).as(guard).isPositive());
    }

    /** First steps of paths: {@code /api/leads}. */
    private TreeSet<String> resources() {
        TreeSet<String> resources = new TreeSet<>();
        Operation.all(door).forEach(operation -> resources.add(operation.path().replaceFirst("^(/api/[^/]+).*", "$1")));
        return resources;
    }

    private static boolean isAt(String resource, String path) {
        return path.equals(resource) || path.startsWith(resource + "/") || path.startsWith(resource + "?");
    }

    private boolean hasObject(String resource) {
        return Operation.all(door).stream()
                .anyMatch(operation ->
                        isAt(resource, operation.path()) && operation.takesIdInTeam() && operation.reads());
    }

    private boolean guardsAnybody(String resource) {
        return Operation.all(door).stream()
                .filter(operation -> isAt(resource, operation.path()))
                .anyMatch(operation -> refused().stream().anyMatch(who -> !MATRIX.allows(who, operation)));
    }

    private static List<Principal> refused() {
        return List.of(Principal.RITA, Principal.PIA, Principal.CRM_SYNC);
    }

    /** Whoever was let in where the matrix says no. */
    private List<String> entered(String resource) {
        List<String> entered = new ArrayList<>();
        Operation.all(door).stream()
                .filter(operation ->
                        isAt(resource, operation.path()) && !operation.path().equals("/api/stream"))
                .forEach(operation -> refused().stream()
                        .filter(who -> !MATRIX.allows(who, operation))
                        .forEach(who -> {
                            Operation.Body body = operation.bodies().getFirst();
                            String path = operation.about(UUID.randomUUID().toString());
                            Answer answer = door.ask(who, operation.method(), path, body.type(), body.text());
                            if (answer.status() != 403) {
                                entered.add(who + " " + operation.name() + " -> " + answer.status());
                            }
                        }));
        return entered;
    }

    /** The same without those that only repeat what was asked. */
    private List<String> shown() {
        return leaks().stream()
                .filter(leak -> REPEATS.stream().noneMatch(leak::contains))
                .toList();
    }

    /** Every answer that shows Europeans something American. */
    private List<String> leaks() {
        List<String> leaks = new ArrayList<>();
        Operation.all(door).stream()
                .filter(operation -> operation.reads() && operation.takesIdInTeam())
                .forEach(operation -> NOSY.stream()
                        .filter(who -> MATRIX.allows(who, operation))
                        .forEach(who -> {
                            Answer answer = door.get(who, operation.about(american.idFor(operation)));
                            if (answer.status() != 404) {
                                leaks.add(who + " " + operation.name() + " -> " + answer.status());
                            }
                        }));
        for (String path : american.lists()) {
            NOSY.forEach(who -> {
                if (american.isIn(door.list(who, path))) {
                    leaks.add(who + " " + path);
                }
            });
        }
        return leaks;
    }

    /** What their own manager no longer reaches; what was shared is reached by those alone whom it was shared with. */
    private List<String> unreached() {
        List<String> unreached = new ArrayList<>();
        Operation.all(door).stream()
                .filter(operation -> !operation.path().startsWith(SHARED))
                .filter(operation ->
                        operation.reads() && operation.takesIdInTeam() && MATRIX.allows(Principal.MARK, operation))
                .forEach(operation -> {
                    if (door.get(Principal.MARK, operation.about(american.idFor(operation)))
                                    .status()
                            != 200) {
                        unreached.add(operation.name());
                    }
                });
        return unreached;
    }
}
