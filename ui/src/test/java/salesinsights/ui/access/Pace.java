package salesinsights.ui.access;

import java.util.Arrays;

/**
 * Whether one of two requests can be told from the other by how long it takes. Both are made in turn, so that whatever
 * else the machine does falls on both alike, and only their order counts, not the time itself.
 */
record Pace(Runnable one, Runnable other) {
    private static final int WARM_UP = 20;
    private static final int PAIRS = 160;

    /**
     * How often the one takes longer than the other: 0.5 if they are alike, with a standard deviation of 0.033; near 0 or
     * 1 if somebody with a clock can tell them apart.
     */
    double share() {
        long[] ones = new long[PAIRS];
        long[] others = new long[PAIRS];
        for (int pair = -WARM_UP; pair < PAIRS; pair++) {
            boolean first = pair % 2 == 0;
            long begun = nanos(first ? one : other);
            long then = nanos(first ? other : one);
            if (pair >= 0) {
                ones[pair] = first ? begun : then;
                others[pair] = first ? then : begun;
            }
        }
        Arrays.sort(others);
        double longer = 0;
        for (long nanos : ones) {
            int place = Arrays.binarySearch(others, nanos);
            longer += place >= 0 ? place : -place - 1;
        }
        return longer / PAIRS / PAIRS;
    }

    private static long nanos(Runnable request) {
        long start = System.nanoTime();
        request.run();
        return System.nanoTime() - start;
    }
}
