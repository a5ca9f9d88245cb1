package salesinsights.tracking.verdict;

import java.util.List;

/**
 * What nobody has published, and so may be otherwise.
 *
 * @param singleClicks of scanners, beside 836 bursts
 * @param listed share of scanners that run in the cloud or at their vendor, which the list of networks knows in part
 * @param namesItself share of scanners that do not claim to be a browser
 * @param followsHidden how often a burst takes the hidden link along; a single click does so a third as often
 */
record World(String name, int singleClicks, double listed, double namesItself, double followsHidden) {
    /** What the thresholds were fixed in, and what the goal is for. */
    static final World ASSUMED = new World("as assumed", 105, 0.7, 0.2, 0.4);

    /** Others, to show what the figures hang on. */
    static final List<World> OTHERS = List.of(
            new World("no scanner follows the hidden link", 105, 0.7, 0.2, 0),
            new World("every scanner claims to be a browser", 105, 0.7, 0, 0.4),
            new World("no scanner is in a listed network", 105, 0, 0.2, 0.4),
            new World("as many single clicks as bursts", 836, 0.7, 0.2, 0.4),
            new World("all of that at once", 836, 0, 0, 0));
}
