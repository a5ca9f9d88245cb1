package salesinsights.tracking.verdict;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.token.TrackingTokens;
import salesinsights.tracking.verdict.Mail.Copy;

/** A security product that follows links. */
final class Scanner {
    private static final double[] SHARE = {0.005, 0.022, 0.664, 0.283, 0.019, 0.007};
    private static final double[] FROM_SECONDS = {0, 10, 20, 60, 300, 3_600};
    private static final double[] TO_SECONDS = {10, 20, 60, 300, 1_800, 86_400};

    private final Draw draw;
    private final Agents agents;
    private final World world;

    Scanner(Draw draw, Agents agents, World world) {
        this.draw = draw;
        this.agents = agents;
        this.world = world;
    }

    /** What one company's scanner calls itself and where it runs. */
    record Habits(@Nullable String agent, String network) {}

    Habits habits(String office) {
        return new Habits(agents.ofScanner(), agents.networkOfScanner(office));
    }

    /** At least five clicks within a second, and what the network adds to that. */
    void burst(Copy copy, Habits habits) {
        double begin = begin();
        int links = copy.mail().links();
        boolean hidden = draw.chance(world.followsHidden());
        int clicks = Math.max(5, links);
        for (int i = 0; i < clicks; i++) {
            click(copy, begin + draw.between(0.0, 1.0) + Math.abs(draw.normal(0.1)), i % links, habits);
        }
        if (hidden) {
            click(copy, begin + draw.between(0.0, 1.0), TrackingTokens.HIDDEN_LINK, habits);
        }
        if (draw.chance(0.33)) {
            open(copy, begin - draw.between(0.0, 3.0), habits);
        }
    }

    void singleClick(Copy copy, Habits habits) {
        double begin = begin();
        boolean hidden = draw.chance(world.followsHidden() / 3);
        int link = hidden ? TrackingTokens.HIDDEN_LINK : draw.between(0, copy.mail().links() - 1);
        click(copy, begin, link, habits);
    }

    private double begin() {
        int when = draw.weighted(SHARE);
        return draw.between(FROM_SECONDS[when], TO_SECONDS[when]);
    }

    private void click(Copy copy, double at, int link, Habits habits) {
        copy.acts()
                .add(copy.mail()
                        .act(EventKind.CLICKED, at, link, habits.agent(), habits.network(), said(habits), ActorKind.SCANNER));
    }

    private void open(Copy copy, double at, Habits habits) {
        copy.acts()
                .add(copy.mail()
                        .act(EventKind.OPENED, at, null, habits.agent(), habits.network(), said(habits), ActorKind.SCANNER));
    }

    private static Set<String> said(Habits habits) {
        return habits.agent() == null ? Set.of(Signal.NO_AGENT.code()) : Set.of();
    }
}
