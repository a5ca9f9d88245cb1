package salesinsights.scoring.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a group's rules pay under the group's bound: what gives and what takes away each for itself. */
final class GroupBound {
    private final RuleGroup group;
    private final Meter giving = new Meter();
    private final Meter taking = new Meter();
    private final Map<Payment, Double> shares = new HashMap<>();

    private GroupBound(RuleGroup group) {
        this.group = group;
    }

    /** The same payments in order of time, cut to what fits; what does not fit at all is left out. */
    static List<Payment> keep(RuleGroup group, List<Payment> payments) {
        GroupBound bound = new GroupBound(group);
        Map<String, Integer> places = new HashMap<>();
        group.rules().forEach(rule -> places.put(rule.id(), places.size()));
        List<Payment> kept = new ArrayList<>();
        payments.stream()
                .sorted(Comparator.comparing(Payment::when)
                        .thenComparing(payment -> payment.event().id())
                        .thenComparing(
                                payment -> places.getOrDefault(payment.rule().id(), 0)))
                .map(bound::cut)
                .filter(payment -> payment.points() != 0)
                .forEach(kept::add);
        return kept;
    }

    private Payment cut(Payment payment) {
        boolean gives = payment.rule().points() >= 0;
        Double bound = gives ? group.most() : group.least();
        Meter meter = gives ? giving : taking;
        Payment cut = payment;
        if (payment.ends() != null) {
            cut = payment.of(payment.points() * shares.getOrDefault(payment.ends(), 1.0));
        } else if (bound != null) {
            double fits = meter.room(payment.points(), bound, payment.when());
            shares.put(payment, payment.points() == 0 ? 0 : fits / payment.points());
            cut = payment.of(fits);
        }
        meter.add(cut);
        return cut;
    }

    /** The same for what a lead is, in the order of the rules. */
    static List<Double> keep(RuleGroup group, double[] points) {
        double given = 0;
        double taken = 0;
        List<Double> kept = new ArrayList<>();
        for (double one : points) {
            double room = one >= 0
                    ? (group.most() == null ? one : Math.min(one, group.most() - given))
                    : (group.least() == null ? one : Math.max(one, group.least() - taken));
            given += Math.max(0, room);
            taken += Math.min(0, room);
            kept.add(room);
        }
        return kept;
    }
}
