package salesinsights.tracking.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class AuditLogTest {
    private static final AuditQuery ALL = new AuditQuery(null, null, null, null, null, null);

    @Inject
    AuditLog log;

    @Inject
    AuditTrail trail;

    @Inject
    AuditCheck check;

    @Inject
    PersonKeys keys;

    @Inject
    Teams teams;

    @Inject
    Scopes scopes;

    @Inject
    AgroalDataSource database;

    private Team team;

    @BeforeEach
    void aTeamWithAnEmptyLog() {
        team = teams.require(new TeamPath("/teams/audit-" + UUID.randomUUID()));
    }

    @Test
    void anEntryIsReadBackWithReasonAndFacts() {
        note(AuditAction.POLICY_CHANGED, "pia", "policy:3", "court of \u00c9 \"O'Brien\"", Map.of("from", "OFF"));

        AuditView entry = search(ALL).getFirst();

        assertThat(entry.reason()).isEqualTo("court of \u00c9 \"O'Brien\"");
        assertThat(entry.facts()).isEqualTo(Map.of("from", "OFF"));
        assertThat(entry.erased()).isFalse();
        assertThat(checked().intact()).isTrue();
    }

    @Test
    void searchesByActionActorAndSubject() {
        note(AuditAction.DRILL_DOWN, "mona", "lead:one", "call", Map.of());
        note(AuditAction.EXPORT, "mona", "lead:two", null, Map.of());
        note(AuditAction.DRILL_DOWN, "mark", "lead:two", "call", Map.of());

        assertThat(search(AuditQuery.parse("drill-down", "mona", null, null, null, null)))
                .hasSize(1);
        assertThat(search(AuditQuery.parse(null, null, "two", null, null, null)))
                .extracting(AuditView::actor)
                .containsExactly("mark", "mona");
        assertThat(search(AuditQuery.parse(null, null, "two", "2000-01-01", "2000-01-02", null)))
                .isEmpty();
    }

    @Test
    void pagesShowEveryEntryOnce() {
        for (int i = 0; i < 7; i++) {
            note(AuditAction.EXPORT, "mona", "n:" + i, null, Map.of());
        }

        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            AuditQuery query = AuditQuery.parse(null, null, null, null, null, after);
            AuditView.Page page = scopes.inTeams(Set.of(team.id()), () -> trail.page(List.of(team), query, 3));
            page.items().forEach(entry -> seen.add(entry.subject()));
            after = page.next();
        } while (after != null);

        assertThat(seen).containsExactly("n:6", "n:5", "n:4", "n:3", "n:2", "n:1", "n:0");
    }

    @Test
    void aDestroyedKeyErasesTheTextsAndLeavesTheChainWhole() {
        note(AuditAction.DRILL_DOWN, "mona", "lead:gone", "asked by Anna", Map.of("name", "Anna"));
        note(AuditAction.DRILL_DOWN, "mona", "lead:kept", "stays", Map.of());

        scopes.inTeams(Set.of(team.id()), () -> keys.destroy(team.id(), List.of("gone")));

        AuditView erased =
                search(AuditQuery.parse(null, null, "gone", null, null, null)).getFirst();
        assertThat(erased.erased()).isTrue();
        assertThat(erased.reason()).isNull();
        assertThat(erased.facts()).isEmpty();
        assertThat(search(AuditQuery.parse(null, null, "kept", null, null, null)))
                .extracting(AuditView::reason)
                .containsExactly("stays");
        assertThat(checked().intact()).isTrue();
    }

    @Test
    void whoComesBackAfterErasureGetsANewKeyAndTheOldTextsStayGone() {
        note(AuditAction.DRILL_DOWN, "mona", "lead:back", "before", Map.of());
        scopes.inTeams(Set.of(team.id()), () -> keys.destroy(team.id(), List.of("back")));
        note(AuditAction.DRILL_DOWN, "mona", "lead:back", "after", Map.of());

        assertThat(search(ALL)).extracting(AuditView::reason).containsExactly("after", null);
    }

    @Test
    void manyWritersAtOnceLeaveOneWholeChain() {
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> all = IntStream.range(0, 40)
                    .mapToObj(i -> writers.submit(() -> {
                        note(AuditAction.EXPORT, "mona", "same", null, Map.of());
                        return true;
                    }))
                    .toList();
            assertThat(all).allSatisfy(one -> assertThat(one.get()).isTrue());
        }

        assertThat(checked().intact()).isTrue();
        assertThat(checked().entries()).isEqualTo(40);
    }

    @Test
    void aChangedAndARemovedEntryAreFound() {
        note(AuditAction.EXPORT, "mona", "one", null, Map.of());
        note(AuditAction.EXPORT, "mona", "two", null, Map.of());
        note(AuditAction.EXPORT, "mona", "three", null, Map.of());

        asSuperuser("update audit_entry set actor = 'mark' where position = 2 and team_id = "
                + team.id().value());
        assertThat(checked().brokenAt()).isEqualTo(2);

        asSuperuser("update audit_entry set actor = 'mona' where position = 2 and team_id = "
                + team.id().value());
        assertThat(checked().intact()).isTrue();

        asSuperuser("delete from audit_entry where position = 3 and team_id = "
                + team.id().value());
        assertThat(checked().brokenAt()).isEqualTo(3);
    }

    @Test
    void theApplicationItselfCanNeitherChangeNorRemove() {
        note(AuditAction.EXPORT, "mona", "one", null, Map.of());

        for (String sql : List.of("update audit_entry set actor = 'x'", "delete from audit_entry")) {
            assertThatThrownBy(() -> scopes.inTeams(Set.of(team.id()), () -> run(sql)))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void aReasonThatIsNoTextIsRefusedByName() {
        assertThatThrownBy(() -> entry(AuditAction.EXPORT, "mona", "one", "x\u0000y", Map.of()))
                .isInstanceOfSatisfying(
                        Problem.class,
                        refused -> assertThat(refused.fields())
                                .extracting(Problem.Field::field)
                                .containsExactly("reason"));
    }

    private void note(
            AuditAction action, String actor, String subject, @Nullable String reason, Map<String, String> facts) {
        scopes.inTeams(Set.of(team.id()), () -> {
            log.note(entry(action, actor, subject, reason, facts));
            return true;
        });
    }

    private AuditEntry entry(
            AuditAction action, String actor, String subject, @Nullable String reason, Map<String, String> facts) {
        return new AuditEntry(team.id(), action, actor, subject, reason, facts);
    }

    private List<AuditView> search(AuditQuery query) {
        return scopes.inTeams(
                Set.of(team.id()), () -> trail.page(List.of(team), query, 50).items());
    }

    private AuditView.Chain checked() {
        return scopes.inTeams(Set.of(team.id()), () -> check.of(team));
    }

    private static void asSuperuser(String sql) {
        try (Connection connection = LocalPostgres.server()
                        .getDatabase("postgres", "insights")
                        .getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private boolean run(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
