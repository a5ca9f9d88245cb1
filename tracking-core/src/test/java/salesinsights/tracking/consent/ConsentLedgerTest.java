package salesinsights.tracking.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Text;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ConsentLedgerTest {
    @Inject
    ConsentLedger ledger;

    @Inject
    ConsentKeys keys;

    @Inject
    Fixture fixture;

    @Inject
    Scopes scopes;

    @Inject
    AgroalDataSource database;

    private TeamId team;
    private Subject subject;

    @BeforeEach
    void aTeamWithAnEmptyLedger() {
        team = fixture.team("/teams/ledger-" + UUID.randomUUID());
        subject = keys.subject(Fixture.someone("firm.com"));
    }

    @Test
    void whatWasAppendedIsReadBackAndWhole() {
        append(State.GRANTED, "said on the phone: \"gern, O'Brien\" \u00e9");
        append(State.REVOKED, "");

        List<ConsentRecord> found = scopes.inTeams(Set.of(team), () -> ledger.of(team, subject));

        assertThat(found).extracting(one -> one.statement().state()).containsExactly(State.REVOKED, State.GRANTED);
        assertThat(check()).isEqualTo(new ConsentLedger.Check(true, 2, null));
    }

    @Test
    void anEmptyLedgerIsWhole() {
        assertThat(check()).isEqualTo(new ConsentLedger.Check(true, 0, null));
    }

    @Test
    void whoRefusedIsNotAskedAgainForSixMonths() {
        ConsentRecord refused = append(State.DENIED, "").getFirst();

        assertThat(Duration.between(refused.recordedAt(), Objects.requireNonNull(refused.askAgainAt())))
                .isGreaterThanOrEqualTo(Duration.ofDays(181));
        assertThat(append(State.GRANTED, "letter").getFirst().askAgainAt()).isNull();
    }

    @Test
    void manyWritersAtOnceLeaveOneWholeChain() {
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<List<ConsentRecord>>> all = IntStream.range(0, 80)
                    .mapToObj(i -> writers.submit(() -> append(i % 2 == 0 ? State.GRANTED : State.DENIED, "n " + i)))
                    .toList();
            assertThat(all).allSatisfy(one -> assertThat(one.get()).hasSize(1));
        }

        assertThat(check()).isEqualTo(new ConsentLedger.Check(true, 80, null));
    }

    @Test
    void aChangedEntryIsFound() {
        append(State.DENIED, "one");
        append(State.DENIED, "two");
        append(State.DENIED, "three");

        asSuperuser("update consent_record set state = 'GRANTED', text_id = 't', text_sha256 = repeat('0', 64),"
                + " text_language = 'en' where position = 2 and team_id = " + team.value());

        assertThat(check()).isEqualTo(new ConsentLedger.Check(false, 1, 2L));
    }

    @Test
    void aRemovedEntryIsFoundEvenIfItWasTheLast() {
        append(State.DENIED, "one");
        append(State.DENIED, "two");

        asSuperuser("delete from consent_record where position = 2 and team_id = " + team.value());

        assertThat(check()).isEqualTo(new ConsentLedger.Check(false, 1, 2L));
    }

    @Test
    void theApplicationItselfCanNeitherChangeNorRemove() {
        append(State.DENIED, "one");

        for (String sql : List.of("update consent_record set evidence = 'x'", "delete from consent_record")) {
            assertThatThrownBy(() -> scopes.inTeams(Set.of(team), () -> run(database, sql)))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void theLedgerNamesNobody() throws SQLException {
        String address = Fixture.someone("firm.com");
        subject = keys.subject(address);
        append(State.DENIED, "one");

        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select consent_record::text from consent_record")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(address);
            }
        }
    }

    private List<ConsentRecord> append(State state, String evidence) {
        Text text = state == State.GRANTED ? new Text("notice-1", "a".repeat(64), "en") : null;
        return scopes.inTeams(
                Set.of(team),
                () -> ledger.append(
                        team,
                        subject,
                        standing -> List.of(new ConsentRecord.Statement(
                                subject, Matter.OPEN, state, Method.WRITTEN, text, evidence, "rita"))));
    }

    private ConsentLedger.Check check() {
        return scopes.inTeams(Set.of(team), () -> ledger.check(team));
    }

    private static void asSuperuser(String sql) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Connection superuser() throws SQLException {
        return LocalPostgres.server().getDatabase("postgres", "insights").getConnection();
    }

    private static boolean run(AgroalDataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
