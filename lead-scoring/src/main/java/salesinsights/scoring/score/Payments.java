package salesinsights.scoring.score;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one rule pays for a lead's events, in order of time: frequency first, then the rule's own limit. */
final class Payments {
    private final EngagementRule rule;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private final Meter meter = new Meter();
    private final List<Payment> paid = new ArrayList<>();

    private Payments(EngagementRule rule) {
        this.rule = rule;
    }

    /** @param counted in order of time */
    static List<Payment> of(EngagementRule rule, List<Counted> counted) {
        Payments payments = new Payments(rule);
        switch (rule.frequency()) {
            case Frequency.Each each -> counted.forEach(one -> payments.pay(one, one.weight()));
            case Frequency.Times times -> payments.payWhenOften(times, counted);
        }
        return payments.paid;
    }

    private void payWhenOften(Frequency.Times times, List<Counted> counted) {
        Deque<Counted> within = new ArrayDeque<>();
        boolean holds = false;
        @Nullable Payment standing = null;
        for (Counted one : counted) {
            while (!within.isEmpty()
                    && !within.peekFirst().when().isAfter(one.when().minus(times.frame()))) {
                within.removeFirst();
            }
            within.addLast(one);
            boolean held = holds;
            holds = within.size() >= times.least() && within.size() <= times.most();
            if (holds && !held) {
                // No surer than the least sure of those it took.
                double weight =
                        within.stream().mapToDouble(Counted::weight).min().orElse(0);
                standing = pay(one, weight);
            } else if (within.size() > times.most() && standing != null) {
                end(standing, one);
                standing = null;
            }
        }
    }

    private @Nullable Payment pay(Counted one, double weight) {
        while (!recent.isEmpty()
                && recent.peekFirst().isBefore(one.when().minus(rule.limit().window()))) {
            recent.removeFirst();
        }
        if (recent.size() >= rule.limit().times()) {
            return null;
        }
        double points = rule.points() * weight * Math.pow(rule.repeat(), recent.size());
        if (rule.limit().points() != null) {
            points = meter.room(points, rule.limit().points(), one.when());
            if (points == 0) {
                return null;
            }
        }
        Payment payment = new Payment(rule, points, rule.fading(), one.when(), one.event(), null);
        recent.addLast(one.when());
        add(payment);
        return payment;
    }

    private void end(Payment standing, Counted by) {
        Payment end = standing.ended(by.when(), by.event());
        if (end != null) {
            add(end);
        }
    }

    private void add(Payment payment) {
        paid.add(payment);
        if (rule.limit().points() != null) {
            meter.add(payment);
        }
    }
}
