package salesinsights.scoring.sequence;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.OpenTasks;
import salesinsights.scoring.followup.PersonalDays;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.Stage;
import salesinsights.tracking.campaign.TemplateMail;
import salesinsights.tracking.message.SentLinks;
import salesinsights.tracking.message.SentMail;
import salesinsights.tracking.message.SentTo;
import salesinsights.tracking.verdict.JudgedEvents;

/**
 * Takes an enrolment as far as it goes at this moment. Whatever ends it is looked for first, so that nobody who answered is
 * written to; each step is done once, which a key in PostgreSQL decides.
 */
@Singleton
class WalkSteps {
    /** While other mail of the team waits. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private final EnrolmentTable table;
    private final SequenceTable sequences;
    private final Leads leads;
    private final SentMail sent;
    private final SentLinks links;
    private final JudgedEvents judged;
    private final TemplateMail mail;
    private final OpenTasks tasks;
    private final PersonalDays days;
    private final SendWindows windows;

    WalkSteps(
            EnrolmentTable table,
            SequenceTable sequences,
            Leads leads,
            SentMail sent,
            SentLinks links,
            JudgedEvents judged,
            TemplateMail mail,
            OpenTasks tasks,
            PersonalDays days,
            SendWindows windows) {
        this.table = table;
        this.sequences = sequences;
        this.leads = leads;
        this.sent = sent;
        this.links = links;
        this.judged = judged;
        this.mail = mail;
        this.tasks = tasks;
        this.days = days;
        this.windows = windows;
    }

    /** Where a step leads: on to another, to a later look at the same, or out. */
    private sealed interface Turn {
        record On(String next) implements Turn {}

        record Later(Instant when) implements Turn {}

        record Out(String state, Cause cause, @Nullable String why) implements Turn {}
    }

    /** Goes on with one that is held, in the caller's transaction. */
    void walk(Enrolment begun) {
        Lead lead = leads.find(Set.of(begun.team().id()), begun.lead()).orElse(null);
        if (lead == null) {
            return;
        }
        Instant now = table.now();
        Signs signs = signs(lead, begun);
        Optional<Cause> against = against(begun, lead, signs);
        if (against.isPresent()) {
            table.end(begun.id(), "STOPPED", against.get(), null);
            return;
        }
        Enrolment one = begun;
        for (Optional<Step> step = at(one); step.isPresent(); step = at(one)) {
            Turn turn = take(one, step.get(), lead, signs, now);
            if (turn instanceof Turn.Later(Instant when)) {
                table.move(one, when);
                return;
            }
            if (turn instanceof Turn.Out(String state, Cause cause, String why)) {
                table.move(one, now);
                table.end(one.id(), state, cause, why);
                return;
            }
            one = one.at(((Turn.On) turn).next(), now);
            if (step.get() instanceof Step.Mail) {
                // What was known was about the mail before.
                signs = signs(lead, one);
            }
        }
        table.end(one.id(), "DONE", null, null);
    }

    private static Optional<Step> at(Enrolment one) {
        return one.plan().step(one.step());
    }

    private Optional<Cause> against(Enrolment one, Lead lead, Signs signs) {
        if (lead.outcome() != null || lead.stage() == Stage.DISQUALIFIED) {
            return Optional.of(Cause.CLOSED);
        }
        String address = lead.email();
        if (address == null) {
            return Optional.of(Cause.NO_ADDRESS);
        }
        Optional<Cause> heard = signs.against(one.plan(), one.startedAt());
        return heard.isPresent() || mail.against(one.team().id(), address).isEmpty()
                ? heard
                : Optional.of(Cause.OPTED_OUT);
    }

    private Signs signs(Lead lead, Enrolment one) {
        UUID last = table.lastMessage(one).orElse(null);
        String address = lead.email();
        if (address == null) {
            return new Signs(List.of(), Map.of(), Map.of());
        }
        Map<UUID, UUID> messages = sent.to(lead.teamId(), List.of(address)).stream()
                .collect(Collectors.toMap(SentTo::recipient, SentTo::message));
        Map<Integer, String> labels = new HashMap<>();
        if (last != null) {
            links.of(List.of(last))
                    .forEach(link -> labels.put(link.position(), link.label() + " " + link.destination()));
        }
        return new Signs(messages.isEmpty() ? List.of() : judged.of(messages.keySet()), messages, labels);
    }

    private Turn take(Enrolment one, Step step, Lead lead, Signs signs, Instant now) {
        return switch (step) {
            case Step.Mail letter -> send(one, letter, lead, now);
            case Step.Task task -> {
                table.note(one, task.id(), "TASK", null);
                String owner = lead.owner() == null ? one.person() : lead.owner();
                tasks.open(
                        lead,
                        "sequence-" + one.sequence(),
                        one.id() + "/" + task.id(),
                        task.title(),
                        task.text().isEmpty()
                                ? "Step of the sequence “" + one.plan().name() + "”."
                                : task.text(),
                        owner,
                        days.closingAfter(one.team().id(), owner, now, task.businessDays()));
                yield new Turn.On(task.next());
            }
            case Step.Wait wait -> {
                Instant over = wait.businessHours() > 0
                        ? days.businessHoursAfter(one.team().id(), one.person(), one.stepSince(), wait.businessHours())
                        : days.businessDaysAfter(one.team().id(), one.person(), one.stepSince(), wait.businessDays());
                yield over.isAfter(now) ? new Turn.Later(over) : done(one, step, "WAITED", wait.next());
            }
            case Step.Branch branch -> {
                if (signs.show(branch, table.lastMessage(one).orElse(null))) {
                    yield done(one, step, "YES", branch.then());
                }
                Instant until =
                        days.businessDaysAfter(one.team().id(), one.person(), one.stepSince(), branch.businessDays());
                yield until.isAfter(now) ? new Turn.Later(until) : done(one, step, "NO", branch.otherwise());
            }
        };
    }

    private Turn done(Enrolment one, Step step, String result, String next) {
        table.note(one, step.id(), result, null);
        return new Turn.On(next);
    }

    private Turn send(Enrolment one, Step.Mail letter, Lead lead, Instant now) {
        Instant open = windows.next(lead, one.plan().window(), now);
        if (open.isAfter(now)) {
            return new Turn.Later(open);
        }
        if (mail.isCrowded(one.team().id())) {
            return new Turn.Later(now.plus(LATER));
        }
        Map<String, String> values = new HashMap<>(lead.attributes());
        values.put("company", lead.company());
        TemplateMail.What what = new TemplateMail.What(
                letter.template(),
                letter.version(),
                letter.name(),
                one.plan().name(),
                one.plan().tracking(),
                false,
                false);
        TemplateMail.To to =
                new TemplateMail.To(Objects.requireNonNull(lead.email()), lead.name(), lead.country(), values);
        return switch (mail.send(one.sender(), one.team(), what, to, "sequence-" + one.id() + "-" + letter.id())) {
            case TemplateMail.End.Handed(UUID message) -> {
                table.note(one, letter.id(), "SENT", message);
                yield new Turn.On(letter.next());
            }
            case TemplateMail.End.Skipped(String why) -> new Turn.Out("STOPPED", Cause.OPTED_OUT, why);
            case TemplateMail.End.Refused(String why) -> new Turn.Out("FAILED", Cause.FAILED, why);
            case TemplateMail.End.Halted(String why) -> {
                sequences.become(
                        one.sequence(), SequenceState.PAUSED, why.length() > 1000 ? why.substring(0, 1000) : why);
                yield new Turn.Later(now);
            }
        };
    }
}
