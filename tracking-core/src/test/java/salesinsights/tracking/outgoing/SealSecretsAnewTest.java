package salesinsights.tracking.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class SealSecretsAnewTest {
    /** As insights.secrets.old-keys has it in the tests' configuration. */
    private static final String OLD = "b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xkISE=";

    private static final String NEW = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String GONE = "Z29uZWdvbmVnb25lZ29uZWdvbmVnb25lZ29uZWdvbmU=";

    @Inject
    SealSecretsAnew job;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    private static Secrets with(String key) {
        return new Secrets(new SecretsConfig() {
            @Override
            public Optional<String> key() {
                return Optional.of(key);
            }

            @Override
            public Optional<List<String>> oldKeys() {
                return Optional.empty();
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private UUID serverWith(String key) {
        UUID id = Ids.next();
        Team team = teams.require(new TeamPath("/teams/t" + UUID.randomUUID()));
        scopes.runAsWorker(() -> database.write(
                "insert into smtp_server (id, team_id, name, host, port, security, username, password, created_by,"
                        + " created_at, changed_at)"
                        + " values (?, ?, 'Out', 'smtp.example.com', 587, 'STARTTLS', 'kim', ?, 'ada', now(), now())",
                id,
                team.id().value(),
                with(key).seal(bytes("s3cret"), id)));
        return id;
    }

    private byte[] stored(UUID id) {
        return scopes.asWorker(
                () -> database.first("select password from smtp_server where id = ?", row -> row.getBytes(1), id)
                        .orElseThrow());
    }

    @Test
    void whatWasSealedUnderAnOldKeyOpensWithTheNewOneAlone() {
        UUID id = serverWith(OLD);
        assertThatIllegalStateException().isThrownBy(() -> with(NEW).open(stored(id), id));

        job.run();

        assertThat(with(NEW).open(stored(id), id)).isEqualTo(bytes("s3cret"));
    }

    @Test
    void aSecretWhoseKeyIsGoneIsLeftAndCountedAndHoldsUpNoOther() {
        UUID lost = serverWith(GONE);
        UUID old = serverWith(OLD);
        byte[] before = stored(lost);

        job.run();

        assertThat(stored(lost)).isEqualTo(before);
        assertThat(with(NEW).open(stored(old), old)).isEqualTo(bytes("s3cret"));
        assertThat(job.underOldKeys()).isPositive();
        scopes.runAsWorker(() -> database.write("delete from smtp_server where id = ?", lost));
    }
}
