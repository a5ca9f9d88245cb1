package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.ActorKind;
import salesinsights.tracking.verdict.JudgedEvent;

class RulesTest {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final TeamId TEAM = new TeamId(1);
    private static final String CLICK = """
            {"id": "c", "why": "w", "when": {"kinds": ["clicked"]}, "weight": 10, "fading": {"days": 10}%s}""";

    @Test
    void theShippedModelGivesAReasonForEveryRule() {
        assertThat(ScoringModel.DEFAULT.version()).isEqualTo("2026-11-2");
        assertThat(ScoringModel.DEFAULT.rules())
                .hasSize(20)
                .allSatisfy(rule -> assertThat(rule.why()).endsWith(".").hasSizeGreaterThan(10));
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        ScoringModel again = ModelReader.read("2026-11-2", ModelWriter.write(ScoringModel.DEFAULT));

        assertThat(again).isEqualTo(ScoringModel.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 10", "3, 0", "5, 0"})
    void exactlyTwiceIsLostWithTheThird(int clicks, double points) {
        assertThat(points(CLICK, ", \"frequency\": {\"type\": \"exactly\", \"times\": 2, \"days\": 7}", clicks))
                .isCloseTo(points, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 10", "3, 10", "4, 0"})
    void betweenTwoAndThreeIsLostWithTheFourth(int clicks, double points) {
        assertThat(points(
                        CLICK,
                        ", \"frequency\": {\"type\": \"between\", \"times\": 2, \"upTo\": 3, \"days\": 7}",
                        clicks))
                .isCloseTo(points, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "3, 10", "9, 10"})
    void atLeastThriceEarnsOnce(int clicks, double points) {
        assertThat(points(CLICK, ", \"frequency\": {\"type\": \"at-least\", \"times\": 3, \"days\": 7}", clicks))
                .isCloseTo(points, within(0.01));
    }

    @Test
    void aRuleNeverComesToMoreThanItsBoundHoweverItFades() {
        for (String fading : List.of("exponential", "linear")) {
            Book book = book(
                    model(CLICK.replace("\"days\": 10}", "\"type\": \"" + fading + "\", \"days\": 10}")
                            .formatted(", \"atMost\": {\"times\": 100, \"days\": 1, \"points\": 25}")),
                    clicks(40, Duration.ofHours(5)));

            for (int hours = 0; hours < 600; hours += 3) {
                assertThat(book.points(START.plus(Duration.ofHours(hours)))).isLessThanOrEqualTo(25 + 1e-9);
            }
            assertThat(book.points(START.plus(Duration.ofHours(20)))).isGreaterThan(24);
        }
    }

    @Test
    void aGroupNeverComesToMoreThanItsBound() {
        String second = CLICK.formatted(", \"counts\": \"fact\"").replace("\"c\"", "\"d\"");
        JsonNode definition = json("{\"groups\": [{\"id\": \"g\", \"most\": 30, \"rules\": [" + CLICK.formatted("")
                + "," + second + "]}]}");
        Book book = book(ModelReader.read("m", definition), clicks(10, Duration.ofHours(1)));

        assertThat(book.points(START.plus(Duration.ofHours(10)))).isBetween(29.0, 30.0);
    }

    @Test
    void aLinearRuleLosesTheSameEveryDay() {
        Book book = book(
                model(CLICK.replace("{\"days\": 10}", "{\"type\": \"linear\", \"days\": 10}")
                        .formatted("")),
                clicks(1, Duration.ZERO));

        assertThat(book.points(START.plus(Duration.ofDays(5)))).isCloseTo(5, within(1e-9));
        assertThat(book.points(START.plus(Duration.ofDays(9)))).isCloseTo(1, within(1e-9));
        assertThat(book.points(START.plus(Duration.ofDays(11)))).isZero();
    }

    @Test
    void aRuleThatNeedsAnotherWaitsForIt() {
        String reply = """
                {"id": "r", "why": "w", "when": {"kinds": ["replied"]}, "weight": 7, "needs": "c"}""";
        ScoringModel model = ModelReader.read(
                "m", json("{\"groups\": [{\"id\": \"g\", \"rules\": [" + reply + "," + CLICK.formatted("") + "]}]}"));

        assertThat(new Appraisal(model).engagement(List.of(event(EventKind.REPLIED, START)), event -> Map.of()))
                .isEmpty();
        assertThat(new Appraisal(model)
                        .engagement(
                                List.of(
                                        event(EventKind.CLICKED, START.plusSeconds(5)),
                                        event(EventKind.REPLIED, START),
                                        event(EventKind.REPLIED, START.plusSeconds(9))),
                                event -> Map.of()))
                .extracting(Earned::rule)
                .containsExactlyInAnyOrder("c", "r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight|\"NaN\"|must be a number",
                "weight|1e400|must be a number",
                "weight|1e9|must lie between",
                "weight|0|must not be 0",
                "weight|{}|must be a number",
                "needs|\"c\"|circle",
                "needs|\"nobody\"|no such rule",
                "minimumConfidence|1.5|must lie between",
                "repeat|-1|must lie between",
                "colour|1|is not known",
                "id|\"Not an id\"|must be small letters",
                "why|5|must be a text",
            })
    void whatIsWrongIsNamedAtItsPlace(String member, String value, String message) {
        String rule = member.equals("weight") || member.equals("id") || member.equals("why")
                ? CLICK.replaceFirst("\"" + member + "\": [^,]+,", "\"" + member + "\": " + value + ",")
                        .formatted("")
                : CLICK.formatted(", \"" + member + "\": " + value);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> model(rule))
                .satisfies(problem -> assertThat(problem.fields()).anySatisfy(field -> {
                    assertThat(field.field()).isEqualTo("groups[0].rules[0]." + member);
                    assertThat(field.message()).contains(message);
                }));
    }

    @Test
    void rulesThatContradictAreRefused() {
        String fit = "{\"groups\": [{\"id\": \"f\", \"kind\": \"fit\", \"rules\": [{\"id\": \"a\", \"why\": \"w\","
                + " \"weight\": 1, \"when\": %s}]}]}";

        refused(fit.formatted("{\"field\": \"phone\", \"test\": \"between\", \"from\": 5, \"to\": 1}"), "contradicts");
        refused(fit.formatted("{\"field\": \"shoe size\", \"test\": \"known\"}"), "is not known");
        refused(fit.formatted("{\"field\": \"country\", \"test\": \"one-of\", \"values\": []}"), "at least one value");
        refused(fit.formatted("{\"field\": \"country\", \"test\": \"free-mail\"}"), "contradicts");
        refused(
                "{\"groups\": [{\"id\": \"g\", \"rules\": [" + CLICK.formatted("") + ","
                        + CLICK.formatted("").replace("\"c\"", "\"d\"") + "]}]}",
                "contradicts rule c");
        refused("{\"groups\": []}", "at least one rule");
        refused("[]", "must be an object");
    }

    @Test
    void tiersAndGradesAreReadAndWrittenAndRefusedWhereTheyContradict() {
        String bands = "{\"tiers\": %s, \"grades\": %s, \"groups\": [{\"id\": \"g\", \"rules\": [" + CLICK.formatted("")
                + "]}]}";
        String plain = "{\"a\": 30, \"b\": 20.5, \"c\": -1}";
        ScoringModel byPlace = ModelReader.read("m", json(bands.formatted("{\"type\": \"quartiles\"}", plain)));
        ScoringModel byScore = ModelReader.read("m", json(bands.formatted("{\"hot\": 90, \"warm\": 10}", plain)));

        assertThat(ModelReader.read("m", ModelWriter.write(byPlace))).isEqualTo(byPlace);
        assertThat(ModelReader.read("m", ModelWriter.write(byScore))).isEqualTo(byScore);
        assertThat(byScore.bands()).isEqualTo(new Bands(new Tiering.Absolute(90, 10), 30, 20.5, -1));
        assertThat(model(CLICK.formatted("")).bands()).isEqualTo(Bands.SHIPPED).isEqualTo(ScoringModel.DEFAULT.bands());
        refused(bands.formatted("{\"hot\": 20, \"warm\": 20}", plain), "not less than hot");
        refused(bands.formatted("{\"hot\": 101}", plain), "between 1 and 100");
        refused(bands.formatted("{\"hot\": 60.5}", plain), "whole number");
        refused(bands.formatted("{\"type\": \"quartiles\", \"hot\": 20}", plain), "worked out, not given");
        refused(bands.formatted("{\"type\": \"thirds\"}", plain), "must be one of");
        refused(bands.formatted("{}", "{\"a\": 5, \"b\": 6}"), "not less than a");
        refused(bands.formatted("{}", "{\"a\": \"NaN\"}"), "must be a number");
        refused(bands.formatted("{}", "{\"e\": 1}"), "is not known here");
    }

    @Test
    void aScoreIsInTheTierThatItsShownNumberSays() {
        Lines lines = Bands.SHIPPED.lines();

        for (double points = -5; points < 120; points += 0.01) {
            int shown = Standing.display(points);
            Tier tier = new Standing(points, 0, lines).tier();
            assertThat(tier).isEqualTo(shown >= 60 ? Tier.HOT : shown >= 25 ? Tier.WARM : Tier.COLD);
            assertThat(points).isBetween(lines.from(tier), lines.below(tier));
        }
        Lines ofNothing = new Bands(new Tiering.Quartiles(), 10, 7, 4).lines(0, 0);
        assertThat(ofNothing.tier(0)).isEqualTo(Tier.COLD);
        assertThat(lines.grade(7)).isEqualTo(Grade.B);
    }

    private static void refused(String definition, String message) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ModelReader.read("m", json(definition)))
                .satisfies(problem -> assertThat(problem.fields().toString()).contains(message));
    }

    private static double points(String rule, String more, int clicks) {
        Instant last = START.plusSeconds(clicks - 1L);
        return book(model(rule.formatted(more)), clicks(clicks, Duration.ofSeconds(1)))
                .points(last);
    }

    private static Book book(ScoringModel model, List<JudgedEvent> events) {
        Book empty = new Book(TEAM, new LeadId(new UUID(0, 1)), List.of());
        return empty.with(
                empty.missing(new Appraisal(model).engagement(events, event -> Map.of()), START, UUID::randomUUID));
    }

    static ScoringModel model(String rule) {
        return ModelReader.read("m", json("{\"groups\": [{\"id\": \"g\", \"rules\": [" + rule + "]}]}"));
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    private static List<JudgedEvent> clicks(int number, Duration apart) {
        List<JudgedEvent> clicks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clicks.add(event(EventKind.CLICKED, START.plus(apart.multipliedBy(i))));
        }
        return clicks;
    }

    private static JudgedEvent event(EventKind kind, Instant at) {
        UUID mail = new UUID(7, 1);
        return new JudgedEvent(
                UUID.randomUUID(),
                TEAM,
                mail,
                mail,
                kind,
                EventSource.PIXEL,
                at,
                at,
                null,
                null,
                Map.of(),
                ActorKind.HUMAN,
                1,
                List.of(),
                1,
                at);
    }
}
