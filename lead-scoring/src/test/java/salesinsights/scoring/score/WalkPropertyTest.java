package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class WalkPropertyTest {
    private static final double START = 1_790_000_000;
    private static final double DAY = 86_400;

    @Property(tries = 400)
    void theFirstOfAWalkAreTheFirstOfAllLeadsAtAnyLaterMoment(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 300) int leads,
            @ForAll @IntRange(min = 1, max = 60) int atMost,
            @ForAll @DoubleRange(min = 0, max = 500) double days) {
        Random random = new Random(seed);
        double at = START + days * DAY;
        List<Walk.Candidate> all = IntStream.range(0, leads)
                .mapToObj(i -> candidate(random))
                .map(one -> random.nextInt(3) == 0 ? rebased(one, START + random.nextDouble() * days * DAY) : one)
                .toList();
        List<Walk.Place> sorted = all.stream()
                .map(one -> new Walk.Place(one.lead(), one.parts().at(at)))
                .sorted(Walk.ORDER)
                .toList();

        List<Walk.Place> first = new Walk(lists(all, random), at, atMost, null).walk();
        assertThat(first).isEqualTo(sorted.stream().limit(atMost).toList());
        if (first.size() == atMost) {
            List<Walk.Place> second = new Walk(lists(all, random), at, atMost, first.getLast()).walk();
            assertThat(second)
                    .isEqualTo(sorted.stream().skip(atMost).limit(atMost).toList());
        }
    }

    @Property(tries = 1_000)
    void noScoreIsEverAboveItsBound(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 2_000) double days) {
        Walk.Candidate one = candidate(new Random(seed));

        assertThat(one.parts().at(START + days * DAY)).isLessThanOrEqualTo(one.bound() + 1e-9);
    }

    @Property(tries = 1_000)
    void writingAScoreAsOfLaterChangesNoneOfItsLaterPoints(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 300) double moved,
            @ForAll @DoubleRange(min = 0, max = 300) double later) {
        Parts parts = candidate(new Random(seed)).parts();
        Parts rebased = parts.rebased(START + moved * DAY);

        assertThat(rebased.at(START + (moved + later) * DAY))
                .isCloseTo(parts.at(START + (moved + later) * DAY), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(rebased.bound()).isLessThanOrEqualTo(parts.bound() + 1e-9);
    }

    private static Walk.Candidate rebased(Walk.Candidate one, double seconds) {
        Parts parts = one.parts().rebased(seconds);
        return new Walk.Candidate(one.lead(), parts.bound(), parts);
    }

    /** Half-lives from a week to a year, some straight lines, some points that count against the lead. */
    private static Walk.Candidate candidate(Random random) {
        int count = random.nextInt(6);
        double[] points = new double[count];
        double[] fades = new double[count];
        for (int i = 0; i < count; i++) {
            points[i] = random.nextInt(4) == 0 ? -60 * random.nextDouble() : 100 * random.nextDouble();
            double days = new double[] {7, 14, 30, 90, 365}[random.nextInt(5)];
            fades[i] = random.nextInt(5) == 0 ? -Math.rint(days * DAY * 1e6) : days * DAY;
        }
        Parts parts = new Parts(random.nextInt(5) * 5, START - random.nextInt(100), points, fades);
        return new Walk.Candidate(new UUID(random.nextLong(), random.nextLong()), parts.bound(), parts);
    }

    private static List<Listed> lists(List<Walk.Candidate> all, Random random) {
        int teams = 1 + random.nextInt(4);
        List<List<Walk.Candidate>> lists = new ArrayList<>();
        IntStream.range(0, teams).forEach(team -> lists.add(new ArrayList<>()));
        all.forEach(one -> lists.get(random.nextInt(teams)).add(one));
        lists.forEach(list ->
                list.sort(Comparator.comparingDouble(Walk.Candidate::bound).reversed()));
        return lists.stream().map(Listed::new).toList();
    }

    private static final class Listed implements Walk.Stretch {
        private final List<Walk.Candidate> list;
        private int place;

        Listed(List<Walk.Candidate> list) {
            this.list = list;
        }

        @Override
        public Walk.@Nullable Candidate peek() {
            return place == list.size() ? null : list.get(place);
        }

        @Override
        public void take() {
            place++;
        }
    }
}
