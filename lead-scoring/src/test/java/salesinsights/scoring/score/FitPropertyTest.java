package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.Stage;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.verdict.JudgedEvent;

/** What a lead is counts by what it is now: not by how it came to be so, and not by what anybody did. */
class FitPropertyTest {
    private static final List<@Nullable String> VALUES = java.util.Arrays.asList(
            null, "", " ", "5", "17.5", "-3", "NaN", "many", "Analytical Engines", "GB", "DE", "ada@gmail.com");
    private static final List<String> FIELDS =
            List.of("company", "phone", "country", "attributes.size", "attributes.a");
    private static final Instant NOW = Drawn.START.plus(Duration.ofDays(60));

    @Property(tries = 300)
    void theLedgerEqualsARecomputationHoweverOftenALeadChanged(
            @ForAll("models") ScoringModel model,
            @ForAll("lives") List<Lead> life,
            @ForAll("histories") List<JudgedEvent> history) {
        Appraisal appraisal = new Appraisal(model);
        Book book = new Book(Drawn.TEAM, Drawn.LEAD, List.of());
        Instant now = NOW;
        for (Lead lead : life) {
            now = now.plusSeconds(1);
            List<Earned> earned = appraisal.of(
                    lead, history.subList(0, lead.attributes().size() % (history.size() + 1)), event -> Map.of());
            book = book.with(book.missing(earned, now, UUID::randomUUID));
        }
        List<Earned> last = appraisal.of(life.getLast(), history, event -> Map.of());
        book = book.with(book.missing(last, now, UUID::randomUUID));
        Book empty = new Book(Drawn.TEAM, Drawn.LEAD, List.of());
        Book afresh = empty.with(empty.missing(last, now, UUID::randomUUID));

        for (int days : new int[] {0, 1, 30, 60, 3_000}) {
            Instant at = Drawn.START.plus(Duration.ofDays(days));
            assertThat(book.fit(at)).isCloseTo(afresh.fit(at), within(1e-9));
            assertThat(book.points(at)).isCloseTo(afresh.points(at), within(1e-9));
        }
        assertThat(book.missing(last, now, UUID::randomUUID)).isEmpty();
    }

    @Property(tries = 500)
    void itIsTheSumOfTheRulesThatHoldUnderTheGroupsBounds(
            @ForAll("models") ScoringModel model, @ForAll("lives") List<Lead> life) {
        Lead lead = life.getFirst();
        Book empty = new Book(Drawn.TEAM, Drawn.LEAD, List.of());
        Book book = empty.with(
                empty.missing(new Appraisal(model).of(lead, List.of(), event -> Map.of()), NOW, UUID::randomUUID));

        double expected = 0;
        for (RuleGroup group : model.groups()) {
            double gives = 0;
            double takes = 0;
            for (Rule rule : group.rules()) {
                if (holds(model, rule, lead)) {
                    gives += Math.max(0, rule.points());
                    takes += Math.min(0, rule.points());
                }
            }
            expected += group.most() == null ? gives : Math.min(gives, group.most());
            expected += group.least() == null ? takes : Math.max(takes, group.least());
        }
        assertThat(book.fit(NOW)).isCloseTo(expected, within(1e-9));
        assertThat(book.fit(NOW.plus(Duration.ofDays(4_000)))).isCloseTo(expected, within(1e-9));
        assertThat(book.points(lead.createdAt().minusSeconds(1))).isZero();
    }

    /** Told apart from the code under test: by plain text where that looks at types. */
    private static boolean holds(ScoringModel model, Rule rule, Lead lead) {
        if (!(rule instanceof FitRule fit)) {
            return false;
        }
        String field = fit.when().field();
        String value = switch (field) {
            case "company" -> lead.company();
            case "phone" -> lead.phone();
            case "country" -> lead.country();
            default -> lead.attributes().get(field.substring("attributes.".length()));
        };
        boolean known = value != null && !value.isBlank();
        boolean passes = known && passes(fit.when().test(), value);
        boolean holds = known
                ? passes != fit.when().not()
                : fit.when().not() && fit.when().test() instanceof AttributeTest.Known;
        return holds
                && (rule.needs() == null
                        || holds(model, model.rule(rule.needs()).orElseThrow(), lead));
    }

    private static boolean passes(AttributeTest test, String value) {
        return switch (test) {
            case AttributeTest.Known() -> true;
            case AttributeTest.OneOf(Set<String> values) -> values.stream().anyMatch(value::equalsIgnoreCase);
            case AttributeTest.Contains(String text) -> value.matches("(?i).*\\Q" + text + "\\E.*");
            case AttributeTest.Between(Double from, Double to) ->
                value.matches("-?[0-9.]+")
                        && (from == null || Double.parseDouble(value) >= from)
                        && (to == null || Double.parseDouble(value) <= to);
            case AttributeTest.FreeMail() -> false;
        };
    }

    @Provide
    Arbitrary<List<JudgedEvent>> histories() {
        return Drawn.histories();
    }

    /** The same lead with what becomes known of it, and what is taken out again. */
    @Provide
    Arbitrary<List<Lead>> lives() {
        return Arbitraries.randomValue(FitPropertyTest::lead)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<ScoringModel> models() {
        return Arbitraries.randomValue(FitPropertyTest::model);
    }

    private static @Nullable String any(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static Lead lead(Random random) {
        Map<String, String> attributes = new TreeMap<>();
        for (String name : List.of("size", "a", "b", "c")) {
            String value = any(random);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        String company = any(random);
        return new Lead(
                Drawn.LEAD,
                Drawn.TEAM,
                new TeamPath("/teams/drawn"),
                null,
                "Ada",
                null,
                company == null ? "" : company,
                any(random),
                any(random),
                null,
                Stage.NEW,
                null,
                null,
                "test",
                attributes,
                Drawn.START,
                Drawn.START,
                1,
                1);
    }

    private static ScoringModel model(Random random) {
        List<RuleGroup> groups = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int g = 0; g < 1 + random.nextInt(3); g++) {
            List<FitRule> rules = new ArrayList<>();
            for (int r = 0; r < 1 + random.nextInt(5); r++) {
                String id = "fit-" + g + "-" + r;
                rules.add(new FitRule(
                        id,
                        new AttributeCondition(
                                FIELDS.get(random.nextInt(FIELDS.size())), test(random), random.nextInt(4) == 0),
                        random.nextDouble() * 40 - 15,
                        ids.isEmpty() || random.nextInt(3) > 0 ? null : ids.get(random.nextInt(ids.size())),
                        null,
                        "why"));
                ids.add(id);
            }
            groups.add(new RuleGroup(
                    "group-" + g,
                    RuleGroup.Kind.FIT,
                    random.nextBoolean() ? (Double) (random.nextDouble() * 40) : null,
                    random.nextBoolean() ? (Double) (-random.nextDouble() * 20) : null,
                    rules));
        }
        return new ScoringModel("random", groups, Bands.SHIPPED);
    }

    private static AttributeTest test(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new AttributeTest.Known();
            case 1 -> new AttributeTest.OneOf(Set.of("gb", "5", "analytical engines"));
            case 2 -> new AttributeTest.Contains(random.nextBoolean() ? "a" : "5");
            default ->
                new AttributeTest.Between(
                        random.nextBoolean() ? (Double) (random.nextDouble() * 20 - 5) : null,
                        random.nextBoolean() ? (Double) (random.nextDouble() * 20) : null);
        };
    }
}
