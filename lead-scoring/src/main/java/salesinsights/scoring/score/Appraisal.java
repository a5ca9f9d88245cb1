package salesinsights.scoring.score;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.verdict.JudgedEvent;

/** What a lead has earned, from everything that is known of it. Order of arrival does not matter: it sorts first. */
final class Appraisal {
    private final ScoringModel model;
    private final List<EngagementRule> inOrderOfNeed;
    private final Set<String> needed;

    Appraisal(ScoringModel model) {
        this.model = model;
        this.inOrderOfNeed = model.inOrderOfNeed().stream()
                .filter(EngagementRule.class::isInstance)
                .map(EngagementRule.class::cast)
                .toList();
        this.needed = model.rules()
                .map(Rule::needs)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** What sentences name about an event: the message's subject, the link's label. */
    @FunctionalInterface
    interface Context {
        Map<String, String> of(JudgedEvent event);

        /** Label and destination of the link that the event is about; empty if it is about none. */
        default String link(JudgedEvent event) {
            return "";
        }
    }

    /** Fit points of the lead and engagement points of its events. */
    List<Earned> of(Lead lead, List<JudgedEvent> events, Context context) {
        Instant since = lead.createdAt().truncatedTo(ChronoUnit.MICROS);
        List<Earned> earned = fit(lead, since);
        Map<String, Instant> firsts = new HashMap<>();
        earned.forEach(one -> firsts.put(one.rule(), since));
        earned.addAll(engagement(events, context, firsts));
        return earned;
    }

    List<Earned> engagement(List<JudgedEvent> events, Context context) {
        return engagement(events, context, new HashMap<>());
    }

    private List<Earned> fit(Lead lead, Instant since) {
        Set<String> held = model.inOrderOfNeed().stream()
                .filter(FitRule.class::isInstance)
                .map(FitRule.class::cast)
                .filter(rule -> rule.when().holdsFor(lead))
                .map(Rule::id)
                .collect(Collectors.toSet());
        List<Earned> earned = new ArrayList<>();
        for (RuleGroup group : model.groups()) {
            List<FitRule> holding = group.rules().stream()
                    .filter(FitRule.class::isInstance)
                    .map(FitRule.class::cast)
                    .filter(rule -> isMet(rule, held))
                    .toList();
            List<Double> points = GroupBound.keep(
                    group, holding.stream().mapToDouble(FitRule::points).toArray());
            for (int i = 0; i < holding.size(); i++) {
                if (points.get(i) != 0) {
                    earned.add(earned(holding.get(i), points.get(i), since));
                }
            }
        }
        return earned;
    }

    /** True if it holds and so does all that it needs, one behind the other. */
    private boolean isMet(Rule rule, Set<String> held) {
        return held.contains(rule.id())
                && (rule.needs() == null
                        || model.rule(rule.needs())
                                .map(needs -> isMet(needs, held))
                                .orElse(false));
    }

    private Earned earned(FitRule rule, double points, Instant since) {
        return new Earned(model.version(), rule.id(), points, null, since, null, said(rule, Map.of()));
    }

    private List<Earned> engagement(List<JudgedEvent> events, Context context, Map<String, Instant> firsts) {
        Map<EventKind, List<JudgedEvent>> byKind = inOrder(events);
        Map<String, List<Payment>> paid = new HashMap<>();
        for (EngagementRule rule : byKind.isEmpty() ? List.<EngagementRule>of() : inOrderOfNeed) {
            List<Payment> payments = Payments.of(
                    rule, Counted.sittings(rule.counting().session(), counted(rule, byKind, context, firsts)));
            if (!payments.isEmpty()) {
                paid.put(rule.id(), payments);
                if (needed.contains(rule.id())) {
                    firsts.put(rule.id(), payments.getFirst().when());
                }
            }
        }
        List<Earned> earned = new ArrayList<>();
        for (RuleGroup group : model.groups()) {
            List<Payment> payments = group.rules().stream()
                    .flatMap(rule -> paid.getOrDefault(rule.id(), List.of()).stream())
                    .toList();
            (group.isBounded() ? GroupBound.keep(group, payments) : payments)
                    .forEach(payment -> earned.add(earned(payment, context)));
        }
        return earned;
    }

    private static Map<EventKind, List<JudgedEvent>> inOrder(List<JudgedEvent> events) {
        Map<EventKind, List<JudgedEvent>> byKind = new EnumMap<>(EventKind.class);
        events.stream()
                .sorted(Comparator.comparing(Counted::momentOf).thenComparing(JudgedEvent::id))
                .forEach(event -> byKind.computeIfAbsent(event.kind(), fresh -> new ArrayList<>())
                        .add(event));
        return byKind;
    }

    private static List<Counted> counted(
            EngagementRule rule,
            Map<EventKind, List<JudgedEvent>> byKind,
            Context context,
            Map<String, Instant> firsts) {
        @Nullable Instant since = rule.needs() == null ? Instant.MIN : firsts.get(rule.needs());
        if (since == null) {
            return List.of();
        }
        List<Counted> counted = new ArrayList<>();
        for (EventKind kind : rule.when().kinds()) {
            for (JudgedEvent event : byKind.getOrDefault(kind, List.of())) {
                double weight = Counted.weight(rule, event);
                if (weight > 0
                        && weight >= rule.counting().minimumWeight()
                        && rule.when().takes(event, context)) {
                    counted.add(new Counted(event, Counted.momentOf(event), weight));
                }
            }
        }
        counted.removeIf(one -> one.when().isBefore(since));
        if (rule.when().kinds().size() > 1) {
            counted.sort(Counted.IN_TIME);
        }
        return counted;
    }

    private Earned earned(Payment payment, Context context) {
        return new Earned(
                model.version(),
                payment.rule().id(),
                payment.points(),
                payment.fading(),
                payment.when(),
                payment.event().id(),
                said(payment.rule(), context.of(payment.event())));
    }

    private static Map<String, String> said(Rule rule, Map<String, String> parameters) {
        if (rule.words() == null) {
            return parameters;
        }
        Map<String, String> all = new HashMap<>(parameters);
        all.put(Reasons.WORDS, rule.words());
        return all;
    }
}
