package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class OwnerChoicePropertyTest {
    private static final Map<String, String> PLAIN = Map.of();

    @Property(tries = 300)
    void nobodyInTurnIsEverMoreThanOneLeadAheadHoweverTheLeadsAreCutIntoBatches(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int people,
            @ForAll @IntRange(min = 0, max = 200) int leads) {
        Random random = new Random(seed);
        Map<String, Long> turns = new HashMap<>();
        Map<String, Integer> given = new HashMap<>();
        List<String> order = new ArrayList<>();
        int left = leads;
        while (left > 0) {
            OwnerChoice choice = new OwnerChoice(AssignmentWay.ROUND_ROBIN, members(people, turns), List.of());
            int batch = Math.min(left, 1 + random.nextInt(20));
            for (int i = 0; i < batch; i++) {
                String owner = String.valueOf(choice.next(PLAIN));
                order.add(owner);
                given.merge(owner, 1, Integer::sum);
            }
            turns.putAll(choice.turns());
            left -= batch;
        }

        int most = given.values().stream().mapToInt(count -> count).max().orElse(0);
        int fewest = given.size() < people
                ? 0
                : given.values().stream().mapToInt(count -> count).min().orElse(0);
        assertThat(most - fewest).isLessThanOrEqualTo(1);
        for (int i = people; i < order.size(); i++) {
            assertThat(order.get(i)).isEqualTo(order.get(i - people));
        }
    }

    @Property(tries = 300)
    void loadEvensOutAndNeverGivesToWhoHasMore(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int people,
            @ForAll @IntRange(min = 0, max = 200) int leads) {
        Random random = new Random(seed);
        List<OwnerChoice.Member> members = new ArrayList<>();
        Map<String, Long> open = new HashMap<>();
        for (int i = 0; i < people; i++) {
            long has = random.nextInt(30);
            members.add(new OwnerChoice.Member("p" + i, false, 0, has));
            open.put("p" + i, has);
        }
        OwnerChoice choice = new OwnerChoice(AssignmentWay.LOAD, members, List.of());
        for (int i = 0; i < leads; i++) {
            String owner = String.valueOf(choice.next(PLAIN));
            long fewest = open.values().stream().mapToLong(count -> count).min().orElseThrow();
            assertThat(open.get(owner)).isEqualTo(fewest);
            open.merge(owner, 1L, Long::sum);
        }
    }

    @Property(tries = 200)
    void nothingGoesToWhoIsAwayAndAFittingTerritoryDecides(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int people) {
        Random random = new Random(seed);
        List<OwnerChoice.Member> members = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            members.add(new OwnerChoice.Member("p" + i, i > 0 && random.nextBoolean(), 0, 0));
        }
        List<OwnerChoice.Territory> territories = List.of(
                new OwnerChoice.Territory("country", "de", "p1"), new OwnerChoice.Territory("Industry", "Steel", "p2"));
        OwnerChoice choice = new OwnerChoice(AssignmentWay.ROUND_ROBIN, members, territories);
        for (int i = 0; i < 50; i++) {
            String owner = String.valueOf(choice.next(
                    random.nextBoolean() ? Map.of("country", "DE-BY") : Map.of("Industry", "other", "country", "DEX")));
            assertThat(members)
                    .filteredOn(OwnerChoice.Member::paused)
                    .extracting("person")
                    .doesNotContain(owner);
        }
        if (!members.get(1).paused()) {
            assertThat(choice.next(Map.of("country", "DE", "Industry", "STEEL")))
                    .isEqualTo("p1");
        }
    }

    private static List<OwnerChoice.Member> members(int people, Map<String, Long> turns) {
        List<OwnerChoice.Member> members = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            members.add(new OwnerChoice.Member("p" + i, false, turns.getOrDefault("p" + i, 0L), 0));
        }
        return members;
    }
}
