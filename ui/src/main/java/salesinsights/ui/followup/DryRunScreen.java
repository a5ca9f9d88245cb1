package salesinsights.ui.followup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.DryRun;
import salesinsights.ui.page.When;

/** How often rules would have fired in the last 90 days. */
record DryRunScreen(int leads, boolean all, List<Rule> rules) {
    private static final double HEIGHT = 36;
    private static final double STEP = 14;

    /** One rule; {@code weeks} are bars, the oldest first, and {@code numbers} says the same to a screen reader. */
    record Rule(
            String name,
            int times,
            List<Bar> weeks,
            String numbers,
            List<Lead> newest,
            @Nullable String warning) {}

    record Bar(double x, double y, double height) {}

    record Lead(String id, String title, When at) {}

    static DryRunScreen of(DryRun run, Instant now) {
        return new DryRunScreen(
                run.leads(),
                run.all(),
                run.rules().stream().map(rule -> of(rule, now)).toList());
    }

    private static Rule of(DryRun.OfRule rule, Instant now) {
        int most = Math.max(
                1, rule.weeks().stream().mapToInt(Integer::intValue).max().orElse(1));
        List<Bar> bars = new java.util.ArrayList<>();
        for (int week : rule.weeks()) {
            double height = HEIGHT * week / most;
            bars.add(new Bar(bars.size() * STEP, HEIGHT - height, height));
        }
        return new Rule(
                rule.name(),
                rule.times(),
                bars,
                String.join(", ", rule.weeks().stream().map(String::valueOf).toList()),
                rule.newest().stream()
                        .map(one -> new Lead(one.lead().toString(), one.title(), When.of(one.at(), now)))
                        .toList(),
                rule.warning());
    }
}
