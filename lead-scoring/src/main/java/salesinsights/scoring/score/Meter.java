package salesinsights.scoring.score;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What payments come to as time goes by; asked and told in order of time. */
final class Meter {
    private record State(double points, Instant at) {}

    private final Map<HalfLife, State> halving = new HashMap<>();
    private final List<Payment> straight = new ArrayList<>();

    void add(Payment payment) {
        switch (payment.fading()) {
            case HalfLife halfLife ->
                halving.merge(
                        halfLife,
                        new State(payment.points(), payment.when()),
                        (before, one) -> new State(
                                halfLife.fade(before.points(), before.at(), one.at()) + one.points(), one.at()));
            case LinearFade linear -> straight.add(payment);
        }
    }

    double at(Instant moment) {
        straight.removeIf(payment -> payment.fading().rest(payment.when(), moment) == null);
        double sum = 0;
        for (Payment payment : straight) {
            sum += payment.fading().fade(payment.points(), payment.when(), moment);
        }
        for (Map.Entry<HalfLife, State> one : halving.entrySet()) {
            sum += one.getKey().fade(one.getValue().points(), one.getValue().at(), moment);
        }
        return sum;
    }

    /** As much of these points, of either sign, as fits under the bound. */
    double room(double points, double bound, Instant moment) {
        double room = Math.max(0, Math.abs(bound) - Math.abs(at(moment)));
        return Math.copySign(Math.min(Math.abs(points), room), points);
    }
}
