package salesinsights.scoring.sequence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.scoring.sequence.Plan.StopOn;
import salesinsights.tracking.ground.Problem;

/** What no single member of a sequence shows: ways that never end, steps that nobody reaches, branches on nothing. */
final class PlanCheck {
    /** Two years of business days; who is written to later than that has forgotten the first mail. */
    private static final int LONGEST_ALTOGETHER = 520;

    private final Plan plan;
    private final List<Problem.Field> wrong;
    private final Map<String, Integer> places = new HashMap<>();

    PlanCheck(Plan plan, List<Problem.Field> wrong) {
        this.plan = plan;
        this.wrong = wrong;
    }

    void check() {
        // Places are those of the list as written only if every step could be read.
        if (!wrong.isEmpty()) {
            return;
        }
        List<Step> steps = plan.steps();
        if (steps.stream().noneMatch(step -> step instanceof Step.Mail || step instanceof Step.Task)) {
            wrong.add(new Problem.Field("steps", "name at least one mail or task: the sequence would do nothing"));
            return;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (places.putIfAbsent(steps.get(i).id(), i) != null) {
                refuse(i, "id", "is used twice");
            }
        }
        int days = 0;
        for (int i = 0; i < steps.size(); i++) {
            days += daysOf(steps.get(i));
            ways(i, steps.get(i));
        }
        if (days > LONGEST_ALTOGETHER) {
            wrong.add(new Problem.Field(
                    "steps", "take " + days + " business days; " + LONGEST_ALTOGETHER + " (two years) are the most"));
        }
        if (wrong.isEmpty()) {
            reached();
        }
    }

    private static int daysOf(Step step) {
        return switch (step) {
            case Step.Wait wait -> wait.businessDays();
            case Step.Branch branch -> branch.businessDays();
            case Step.Mail mail -> 0;
            case Step.Task task -> 0;
        };
    }

    private void ways(int place, Step step) {
        if (step instanceof Step.Branch branch) {
            way(place, "then", branch.then());
            way(place, "else", branch.otherwise());
            if (branch.then().equals(branch.otherwise())) {
                refuse(place, "else", "leads to the same step as then: the branch would change nothing");
            }
            if (branch.on() == Step.Sign.ANSWERED && plan.stopOn().contains(StopOn.ANSWER)) {
                refuse(place, "on", "can never be: the sequence stops on an answer; take answer out of stopOn");
            }
        } else {
            way(place, "next", step.after().getFirst());
        }
    }

    private void way(int place, String member, String to) {
        Integer there = places.get(to);
        if (there == null && !to.equals(Step.END)) {
            refuse(place, member, "leads to “" + to + "”, which is no step");
        } else if (there != null && there <= place) {
            refuse(place, member, "leads back to an earlier step: the sequence would have no end");
        }
    }

    /** Ways lead forward only, so that one pass sees every step after all that lead to it. */
    private void reached() {
        List<Step> steps = plan.steps();
        Set<String> reached = new HashSet<>(Set.of(steps.getFirst().id()));
        Map<String, Boolean> mailed = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!reached.contains(step.id())) {
                refuse(i, "id", "is reached from no step");
                continue;
            }
            boolean before = mailed.getOrDefault(step.id(), false);
            if (step instanceof Step.Branch && !before) {
                refuse(i, "on", "looks for signs of a mail, but there are ways here without one");
            }
            boolean now = before || step instanceof Step.Mail;
            step.after().forEach(next -> {
                reached.add(next);
                mailed.merge(next, now, Boolean::logicalAnd);
            });
        }
    }

    private void refuse(int place, String member, String why) {
        wrong.add(new Problem.Field("steps[" + place + "]." + member, why));
    }
}
