package salesinsights.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;

/** Every operation that OpenAPI shows, as every principal, against what {@code access-matrix.yaml} says. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class AccessMatrixIT {
    private static final AccessMatrix MATRIX = AccessMatrix.read();

    /** Ways to write a path under /api that some part of a server may read as another than its guard does. */
    private static final List<UnaryOperator<String>> SPELLINGS = List.of(
            path -> path.replaceFirst("^/api/", "/api//"),
            path -> path.replaceFirst("^/api/", "//api/"),
            path -> path.replaceFirst("^/api/", "/api/./"),
            path -> path.replaceFirst("^/api/", "/./api/"),
            path -> path.replaceFirst("^/api/", "/api;x=1/"),
            path -> path.replaceFirst("^/api/", "/;x=1/api/"),
            path -> path.replaceFirst("^/api/", "/API/"),
            path -> path.replaceFirst("^/api/", "/Api/"),
            path -> path.replaceFirst("^/api/", "/%61pi/"),
            path -> path.replaceFirst("^/api/", "/api%2F"),
            path -> path.replaceFirst("^/api/", "/api%5C"),
            path -> path.replaceFirst("^/api/", "/api/%2e/"),
            path -> path.replaceFirst("^/api/", "/api/x/../"),
            path -> path.replaceFirst("^/api/", "/api/x/%2e%2e/"),
            path -> path.replaceFirst("^/api/", "/api/x%2F..%2F"),
            path -> path.replaceFirst("^/api/", "/welcome/../api/"),
            path -> path.replaceFirst("^/api/", "/welcome/..;/api/"),
            path -> path.replaceFirst("^/api/", "/web/../api/"),
            path -> path.replaceFirst("^/api/", "/q/health/../../api/"),
            path -> path.replaceFirst("^/api/", "/session/ended/../../api/"),
            path -> path.replaceFirst("^/api/", "/o/x/../../api/"),
            path -> path + "/",
            path -> path + "//",
            path -> path + "/.",
            path -> path + "/x/..",
            path -> path + ";x=1",
            path -> path + ";.gif",
            path -> path + "%2e",
            path -> path + "%20",
            path -> path + "%00",
            path -> path + "%3Fx",
            path -> path + ".json",
            path -> path + "?/welcome",
            path -> path.toUpperCase(Locale.ROOT));

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @SuppressWarnings("NullAway.Init")
    private List<Operation> operations;

    @BeforeEach
    void ask() {
        door = new Door(home);
        operations = Operation.all(door);
    }

    @Test
    void everyOperationHasARowAndEveryRowAnOperation() {
        TreeSet<String> withoutRow =
                new TreeSet<>(operations.stream().map(Operation::name).toList());
        withoutRow.removeAll(MATRIX.rows().keySet());
        TreeSet<String> withoutOperation = new TreeSet<>(MATRIX.rows().keySet());
        operations.forEach(operation -> withoutOperation.remove(operation.name()));

        assertThat(operations).hasSizeGreaterThan(40);
        assertThat(withoutRow)
                .as("operations that access-matrix.yaml does not know")
                .isEmpty();
        assertThat(withoutOperation)
                .as("rows of access-matrix.yaml that are no operation")
                .isEmpty();
    }

    @Test
    void everyPrincipalMayDoWhatTheMatrixSaysAndNothingElse() {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            String path = operation.about(UUID.randomUUID().toString());
            for (Principal who : Principal.values()) {
                for (Operation.Body body : operation.bodies()) {
                    Answer answer = door.ask(who, operation.method(), path, body.type(), body.text());
                    if (!isRight(who, operation, answer)) {
                        wrong.add(who + " " + operation.name() + " with " + body + " -> " + answer);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isRight(Principal who, Operation operation, Answer answer) {
        if (who == Principal.ANONYMOUS) {
            return answer.status() == 401;
        }
        if (!MATRIX.allows(who, operation)) {
            return answer.status() == 403;
        }
        // 405, 406 and 415 would mean that the operation itself was never reached.
        return answer.status() < 500 && !List.of(401, 403, 405, 406, 415).contains(answer.status());
    }

    @Test
    void noSpellingOfAPathOpensItToNobody() {
        List<String> opened = new ArrayList<>();
        listPaths()
                .forEach(path -> SPELLINGS.forEach(spelling -> {
                    String hostile = spelling.apply(path);
                    if (isGood(door.get(Principal.ANONYMOUS, hostile))) {
                        opened.add(hostile);
                    }
                }));
        assertThat(opened).isEmpty();
    }

    @Test
    void noSpellingOfAPathOpensItToAnotherRole() {
        List<String> opened = new ArrayList<>();
        operations.stream()
                .filter(operation ->
                        operation.reads() && !operation.takesId() && !MATRIX.allows(Principal.RITA, operation))
                .map(Operation::path)
                .forEach(path -> SPELLINGS.forEach(spelling -> {
                    String hostile = spelling.apply(path);
                    if (isGood(door.get(Principal.RITA, hostile))) {
                        opened.add(hostile);
                    }
                }));
        assertThat(opened).isEmpty();
    }

    @Test
    void aBadTokenIsRefusedWithoutAReason() {
        Answer withoutAny = door.get(Principal.ANONYMOUS, "/api/leads");
        assertThat(withoutAny.status()).isEqualTo(401);
        assertThat(withoutAny.challenge()).isEqualTo("Bearer");

        Map<String, Answer> otherwise = new TreeMap<>();
        Map<String, String> bad = BadTokens.all(door.tokenOf(Principal.RITA), door.tokenOf(Principal.SAM));
        assertThat(bad).hasSizeGreaterThan(90);
        bad.forEach((what, token) -> {
            Answer answer = door.ask(token, "GET", "/api/leads", null, "");
            if (!answer.equals(withoutAny)) {
                otherwise.put(what, answer);
            }
        });
        assertThat(otherwise).as("tokens that are not refused like none at all").isEmpty();
    }

    @Test
    void aTokenCountsOnlyInItsHeader() {
        String token = door.tokenOf(Principal.RITA);

        assertThat(door.get(Principal.ANONYMOUS, "/api/leads?access_token=" + token)
                        .status())
                .isEqualTo(401);
        assertThat(door.ask(
                                (String) null,
                                "POST",
                                "/api/leads",
                                "application/x-www-form-urlencoded",
                                "access_token=" + token)
                        .status())
                .isIn(401, 415);
    }

    @Test
    void aHeadRequestIsGuardedLikeItsGet() {
        listPaths()
                .filter(path -> !path.equals("/api/stream"))
                .forEach(path -> assertThat(door.ask(Principal.ANONYMOUS, "HEAD", path, null, "")
                                .status())
                        .as(path)
                        .isEqualTo(401));
    }

    private Stream<String> listPaths() {
        return operations.stream()
                .filter(operation -> operation.reads() && !operation.takesId())
                .map(Operation::path);
    }

    private static boolean isGood(Answer answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }
}
