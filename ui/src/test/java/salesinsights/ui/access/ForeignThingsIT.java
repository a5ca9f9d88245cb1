package salesinsights.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.ui.local.RealKeycloak;

/** What belongs to another team does not exist: no operation shows it, counts it, changes it or lets it be guessed. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(RealKeycloak.class)
class ForeignThingsIT {
    private static final AccessMatrix MATRIX = AccessMatrix.read();

    /** What is held in memory and read anew after seconds: ended sessions, and the tree of teams. */
    private static final List<String> BY_THE_CLOCK = List.of("from ended_session", "select id, path from team");

    @SuppressWarnings("NullAway.Init") // Made once, by the first test.
    private static AmericanThings american;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // The test framework sets it.
    URI home;

    @Inject
    Reactions reactions;

    @Inject
    Clock clock;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @BeforeEach
    void makeAmericanThings() {
        door = new Door(home);
        // Teams come about when somebody of them comes by.
        door.get(Principal.DARIO, "/api/me").good();
        if (american == null) {
            american = AmericanThings.made(door, reactions::react);
        }
    }

    @Test
    void aForeignIdAnswersLikeOneThatWasNeverGiven() {
        List<String> wrong = new ArrayList<>();
        Operation.all(door).stream()
                .filter(Operation::takesIdInTeam)
                .forEach(operation -> Principal.OF_EMEA.forEach(who -> {
                    Answer foreign = ask(who, operation, american.idFor(operation));
                    Answer unknown = ask(who, operation, UUID.randomUUID().toString());
                    int expected = MATRIX.allows(who, operation) ? 404 : 403;
                    if (foreign.status() != expected || !foreign.equals(unknown)) {
                        wrong.add(who + " " + operation.name() + ": foreign " + foreign + ", unknown " + unknown);
                    }
                }));
        assertThat(wrong).isEmpty();
        assertThatNothingChanged();
    }

    /** Whoever has a clock learns no more than whoever reads the answer: the same work is done, whatever there is. */
    @Test
    void aForeignIdMakesTheDatabaseDoWhatAnUnknownOneDoes() {
        List<String> wrong = new ArrayList<>();
        int[] watched = new int[1];
        Operation.all(door).stream()
                .filter(Operation::takesIdInTeam)
                .forEach(operation -> Principal.OF_EMEA.stream()
                        .filter(who -> MATRIX.allows(who, operation))
                        .forEach(who -> {
                            // Once for what is noted of a caller's token and then held in memory.
                            statements(who, operation, UUID.randomUUID().toString());
                            List<String> unknown =
                                    statements(who, operation, UUID.randomUUID().toString());
                            List<String> foreign = statements(who, operation, american.idFor(operation));
                            watched[0] += foreign.size();
                            if (!foreign.equals(unknown)) {
                                wrong.add(
                                        who + " " + operation.name() + ": foreign " + foreign + ", unknown " + unknown);
                            }
                        }));
        assertThat(wrong).isEmpty();
        assertThat(watched[0]).as("statements that were watched").isGreaterThan(200);
    }

    /** Without those that are due by the clock, whoever asks for what. */
    private List<String> statements(Principal who, Operation operation, String id) {
        String type =
                operation.consumes().isEmpty() ? null : operation.consumes().getFirst();
        return door.statements(who, operation.method(), operation.about(id), type, sensible(operation)).stream()
                .filter(sql -> BY_THE_CLOCK.stream().noneMatch(sql::contains))
                .toList();
    }

    private Answer ask(Principal who, Operation operation, String id) {
        String type =
                operation.consumes().isEmpty() ? null : operation.consumes().getFirst();
        return door.ask(who, operation.method(), operation.about(id), type, sensible(operation));
    }

    /** A body that nothing is wrong with, so that the object is what the answer depends on. */
    private String sensible(Operation operation) {
        return switch (operation.name()) {
            case "PATCH /api/leads/{id}" -> "{\"company\": \"Taken over\"}";
            case "POST /api/leads/{id}/outcome" -> "{\"outcome\": \"won\"}";
            case "POST /api/follow-ups/{id}/snooze" ->
                "{\"until\": \"%s\"}".formatted(clock.instant().plus(Duration.ofDays(3)));
            case "PATCH /api/follow-ups/{id}" -> "{\"owner\": \"rita\"}";
            case "PATCH /api/connections/{id}" -> "{\"name\": \"Taken over\"}";
            default -> "{}";
        };
    }

    private void assertThatNothingChanged() {
        JsonNode lead =
                door.get(Principal.MARK, "/api/leads/" + american.lead()).good().json();
        assertThat(lead.path("company").asText()).isEqualTo("CANARY-US-Company");
        assertThat(lead.path("owner").asText()).isEqualTo("sam");
        assertThat(lead.path("outcome").asText("null")).isEqualTo("null");
        JsonNode task = door.get(Principal.MARK, "/api/follow-ups/" + american.followUp())
                .good()
                .json();
        assertThat(task.path("status").asText()).isEqualTo("open");
        assertThat(task.path("owner").asText()).isEqualTo("sam");
        JsonNode connection = door.get(Principal.MARK, "/api/connections/" + american.connection())
                .good()
                .json();
        assertThat(connection.path("name").asText()).startsWith("CANARY-US");
        assertThat(connection.path("status").asText()).isNotEqualToIgnoringCase("paused");
    }

    @Test
    void theirOwnManagerReachesEveryOneOfThem() {
        Operation.all(door).stream()
                // By that way, a lead is reached by those whom it was shared with, and by nobody else.
                .filter(operation -> !operation.name().contains("/api/shared-leads/"))
                .filter(operation ->
                        operation.takesIdInTeam() && operation.reads() && MATRIX.allows(Principal.MARK, operation))
                .forEach(operation -> assertThat(door.get(Principal.MARK, operation.about(american.idFor(operation)))
                                .status())
                        .as(operation.name())
                        .isEqualTo(200));
    }

    @Test
    void noListShowsAForeignMark() {
        List<String> leaks = new ArrayList<>();
        List<String> paths = new ArrayList<>(american.lists());
        Operation.all(door).stream()
                .filter(operation -> operation.reads() && !operation.takesId())
                .forEach(operation -> paths.add(operation.path()));
        for (Principal who : Principal.OF_EMEA) {
            for (String path : paths) {
                Answer answer = door.list(who, path);
                if (american.isIn(answer) || answer.status() >= 500) {
                    leaks.add(who + " " + path + " -> " + answer);
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void theMarksAreInTheListsOfThoseWhoMaySeeThem() {
        List.of(
                        "/api/leads?q=canary-us",
                        "/api/worklist?scope=team&q=canary-us",
                        "/api/follow-ups?whose=team&lead=" + american.lead(),
                        "/api/messages?campaign=CANARY-US-Campaign",
                        "/api/mail/unmatched?atMost=200",
                        "/api/connections?atMost=200",
                        "/api/documents?atMost=200",
                        "/api/sites",
                        "/api/leads/search {\"email\": \"" + AmericanThings.ADDRESS + "\"}",
                        "/api/worklist/search {\"scope\": \"team\", \"q\": \"" + AmericanThings.ADDRESS + "\"}",
                        "/api/consents/search {\"address\": \"" + AmericanThings.ADDRESS + "\"}")
                .forEach(path -> assertThat(
                                door.list(Principal.MARK, path).good().body())
                        .as(path)
                        .containsIgnoringCase("canary-us"));
    }

    @Test
    void aManagerSeesTheTeamsBelowAndNobodyElseSeesBeyondHisOwn() {
        Map<Principal, String> leads =
                Map.of(Principal.RITA, leadOf(Principal.RITA), Principal.DARIO, leadOf(Principal.DARIO));

        assertThat(statuses(leads.get(Principal.DARIO)))
                .isEqualTo(Map.of("DARIO", 200, "MONA", 200, "CRM_SYNC", 200, "RITA", 404, "SAM", 404, "MARK", 404));
        assertThat(statuses(leads.get(Principal.RITA)))
                .isEqualTo(Map.of("RITA", 200, "MONA", 200, "CRM_SYNC", 200, "DARIO", 404, "SAM", 404, "MARK", 404));
        assertThat(listed(Principal.MONA)).contains("Lead of RITA", "Lead of DARIO");
        assertThat(listed(Principal.RITA)).contains("Lead of RITA").doesNotContain("Lead of DARIO");
        assertThat(listed(Principal.DARIO)).contains("Lead of DARIO").doesNotContain("Lead of RITA");
    }

    private String leadOf(Principal who) {
        String json = "{\"name\": \"Lead of %s\", \"email\": \"tree-%s@example.com\"}".formatted(who, who);
        return door.post(who, "/api/leads", json).good().json().required("id").asText();
    }

    private Map<String, Integer> statuses(@Nullable String lead) {
        Map<String, Integer> statuses = new HashMap<>();
        for (Principal who : List.of(
                Principal.RITA, Principal.DARIO, Principal.MONA, Principal.CRM_SYNC, Principal.SAM, Principal.MARK)) {
            statuses.put(who.name(), door.get(who, "/api/leads/" + lead).status());
        }
        return statuses;
    }

    private String listed(Principal who) {
        return door.get(who, "/api/leads?atMost=200&q=tree-").good().body();
    }

    @Test
    void anAddressThatAnotherTeamHasTooIsNoConflict() {
        String own = "{\"externalId\": \"shared-%1$s\", \"name\": \"Shared\", \"email\": \"shared-%1$s@example.com\"}"
                .formatted(UUID.randomUUID());

        assertThat(door.post(Principal.SAM, "/api/leads", own).status()).isEqualTo(201);
        assertThat(door.post(Principal.RITA, "/api/leads", own).status()).isEqualTo(201);
        assertThat(door.post(Principal.DARIO, "/api/leads", own).status()).isEqualTo(201);
    }

    @Test
    void nothingCanBePutIntoAForeignTeam() {
        String lead = "{\"name\": \"Intruder\", \"email\": \"intruder@example.com\"}";
        String unknown = door.post(Principal.MONA, "/api/leads?team=%2Fteams%2Fnowhere", lead)
                .body();

        Answer refused = door.post(Principal.MONA, "/api/leads?team=%2Fteams%2Fus", lead);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo(unknown);
        assertThat(door.list(Principal.MARK, "/api/leads/search {\"email\": \"intruder@example.com\"}")
                        .good()
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void aSyncJobCannotDecideAForeignLead() {
        String item = "{\"items\": [{\"externalId\": \"%s\", \"outcome\": \"won\"}]}";

        Answer foreign =
                door.post(Principal.CRM_SYNC, "/api/sync/outcomes", item.formatted(AmericanThings.EXTERNAL_ID));
        Answer unknown = door.post(Principal.CRM_SYNC, "/api/sync/outcomes", item.formatted("never-given"));

        assertThat(foreign).isEqualTo(unknown);
        assertThatNothingChanged();
    }

    @Test
    void aForeignMessageCannotBeBounced() {
        String address = "came-back-" + UUID.randomUUID() + "@example.com";
        JsonNode sent = door.post(Principal.SAM, "/api/messages", """
                {"to": [{"address": "%s", "country": "US"}], "subject": "Offer", "text": "Hello"}""".formatted(address))
                .good()
                .json();
        String view = "/api/messages/" + sent.required("id").asText();

        String notice = Notices.bounce(address, sent.required("headerId").asText());
        door.ask(Principal.RITA, "POST", "/api/mail", "message/rfc822", notice).good();

        assertThat(door.get(Principal.MARK, view).good().body()).doesNotContainIgnoringCase("bounced");
    }

    /** Whoever sets a team, an owner or an id that way must not think that it was done. */
    @Test
    void aMemberThatAnOperationDoesNotHaveIsRefusedByName() {
        List<String> wrong = new ArrayList<>();
        Operation.all(door).stream()
                .filter(operation -> operation.consumes().contains("application/json"))
                // Its members are the template's placeholders, which have any name.
                .filter(operation -> !operation.name().equals("POST /api/templates/{id}/preview"))
                // Takes a file as it was exported, and changes nothing.
                .filter(operation -> !operation.name().equals("POST /api/consents/proof/check"))
                .forEach(operation -> {
                    Principal who = Stream.of(Principal.MARK, Principal.ADA, Principal.PIA)
                            .filter(principal -> MATRIX.allows(principal, operation))
                            .findFirst()
                            .orElseThrow();
                    String path = operation.takesIdInTeam()
                            ? operation.about(american.idFor(operation))
                            : operation.about("1");
                    String body = needed(operation) + "\"canaryOne\": {\"x\": [1]}, \"canaryTwo\": 2}";
                    Answer answer = door.ask(who, operation.method(), path, "application/json", body);
                    if (answer.status() != 400
                            || !answer.body().contains("canaryOne")
                            || !answer.body().contains("canaryTwo")) {
                        wrong.add(operation.name() + " -> " + answer);
                    }
                });
        assertThat(wrong).isEmpty();
        assertThatNothingChanged();
    }

    /** Without these its value cannot be made, and it says so first. */
    private static String needed(Operation operation) {
        return operation.name().equals("POST /api/connections") ? "{\"kind\": \"memory\", \"name\": \"x\", " : "{";
    }

    @Test
    void theLiveStreamTellsOnlyOfOnesOwnTeams() {
        List<String> sam = new CopyOnWriteArrayList<>();
        List<String> rita = new CopyOnWriteArrayList<>();
        List<Stream<String>> open = List.of(door.listen(Principal.SAM, sam), door.listen(Principal.RITA, rita));
        try {
            String own = leadOf(Principal.RITA);
            changePhone(Principal.MARK, american.lead());
            changePhone(Principal.RITA, own);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(String.join("\n", sam)).contains(american.lead()));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(String.join("\n", rita)).contains(own));
            assertThat(String.join("\n", rita)).doesNotContain(american.lead());
            assertThat(String.join("\n", sam)).doesNotContain(own);
        } finally {
            open.forEach(Stream::close);
        }
    }

    private void changePhone(Principal who, String lead) {
        String json = "{\"phone\": \"%s\"}".formatted(UUID.randomUUID());
        door.ask(who, "PATCH", "/api/leads/" + lead, "application/json", json).good();
    }
}
