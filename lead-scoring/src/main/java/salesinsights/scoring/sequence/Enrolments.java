package salesinsights.scoring.sequence;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.lead.Stage;
import salesinsights.tracking.campaign.TemplateMail;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.TrackingSwitch;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** Who is on the way through sequences. Every method runs in the caller's transaction. */
@Singleton
public class Enrolments {
    private static final int MOST = 500;

    private final Sequences sequences;
    private final EnrolmentTable table;
    private final EnrolmentPages pages;
    private final Leads leads;
    private final TemplateMail mail;
    private final Decisions decisions;

    Enrolments(
            Sequences sequences,
            EnrolmentTable table,
            EnrolmentPages pages,
            Leads leads,
            TemplateMail mail,
            Decisions decisions) {
        this.sequences = sequences;
        this.table = table;
        this.pages = pages;
        this.leads = leads;
        this.mail = mail;
        this.decisions = decisions;
    }

    /**
     * Who of the leads could be enrolled, each looked up in the consent ledger; nothing changes.
     *
     * @param wanted 1 to 500; one that is named twice counts once
     * @throws Problem 400 at {@code leads}; 404 if there is no such sequence
     */
    public EnrolCheck check(Caller caller, UUID sequence, List<LeadId> wanted) {
        SequenceTable.Row row = sequences.row(caller.visibleTeamIds(), sequence);
        return checked(caller, row, wanted);
    }

    private EnrolCheck checked(Caller caller, SequenceTable.Row row, List<LeadId> wanted) {
        List<LeadId> ids = wanted.stream().distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Problem.invalid("leads", "the ids of 1 to " + MOST + " leads");
        }
        Map<LeadId, Lead> found = leads.of(caller.visibleTeamIds(), ids).stream()
                .collect(Collectors.toMap(Lead::id, Function.identity(), (one, same) -> one, LinkedHashMap::new));
        Set<LeadId> running = table.running(row.id(), ids);
        List<EnrolCheck.Item> items = new ArrayList<>();
        for (LeadId id : ids) {
            Lead lead = found.get(id);
            items.add(
                    lead == null
                            ? new EnrolCheck.Item(id.value(), "", "not-found", "There is no such lead.", null, null)
                            : checked(row, lead, running.contains(id)));
        }
        return new EnrolCheck(
                (int) items.stream().filter(EnrolCheck.Item::enrols).count(), items);
    }

    private EnrolCheck.Item checked(SequenceTable.Row row, Lead lead, boolean running) {
        String address = lead.email();
        if (!lead.teamId().equals(row.team().id())) {
            return not(lead, "other-team", "Belongs to another team than the sequence.");
        }
        if (running) {
            return not(lead, "running", "Is on the way through this sequence.");
        }
        if (lead.outcome() != null || lead.stage() == Stage.DISQUALIFIED) {
            return not(lead, "closed", "Is won, lost or disqualified.");
        }
        if (address == null) {
            return not(lead, "no-address", "Has no e-mail address.");
        }
        Optional<String> against = mail.against(lead.teamId(), address);
        if (against.isPresent()) {
            return not(lead, "refuses", against.get());
        }
        if (row.plan().tracking() == TrackingSwitch.OFF) {
            return new EnrolCheck.Item(lead.id().value(), lead.title(), "enrols", null, "off", "off");
        }
        TrackingDecision decision = decisions.whenSending(lead.teamId(), address, lead.country());
        return new EnrolCheck.Item(
                lead.id().value(),
                lead.title(),
                "enrols",
                null,
                word(decision.mode(Purpose.OPEN).name()),
                word(decision.mode(Purpose.CLICK).name()));
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static EnrolCheck.Item not(Lead lead, String verdict, String why) {
        return new EnrolCheck.Item(lead.id().value(), lead.title(), verdict, why, null, null);
    }

    /**
     * Enrols those that can be, in the caller's name; the others are told apart.
     *
     * @throws Problem as {@link #check}; 409 if the sequence is retired or the caller's account has no address
     */
    public EnrolCheck enrol(Caller caller, UUID sequence, List<LeadId> wanted) {
        SequenceTable.Row row = sequences.row(caller.visibleTeamIds(), sequence);
        if (row.state() == SequenceState.RETIRED) {
            throw Problem.conflict("The sequence is retired.");
        }
        EnrolmentTable.Sender sender = Sequences.sender(caller);
        EnrolCheck check = checked(caller, row, wanted);
        Map<LeadId, Lead> found = leads
                .of(
                        Set.of(row.team().id()),
                        check.items().stream()
                                .filter(EnrolCheck.Item::enrols)
                                .map(item -> new LeadId(item.lead()))
                                .toList())
                .stream()
                .collect(Collectors.toMap(Lead::id, Function.identity()));
        List<EnrolCheck.Item> items = check.items().stream()
                .map(item -> {
                    Lead lead = item.enrols() ? found.get(new LeadId(item.lead())) : null;
                    return lead == null
                                    || table.add(row, lead, sender, Ids.next().toString())
                            ? item
                            : not(lead, "running", "Is on the way through this sequence.");
                })
                .toList();
        int enrolled = (int) items.stream().filter(EnrolCheck.Item::enrols).count();
        if (enrolled > 0) {
            sequences.note(row.team(), caller, row.id(), "enrolled " + enrolled);
        }
        return new EnrolCheck(enrolled, items);
    }

    /** Of a sequence, newest first; {@code state} as a view names it, null for all. */
    public EnrolmentView.Page page(
            Set<TeamId> teams, UUID sequence, @Nullable String state, @Nullable UUID after, int atMost) {
        sequences.row(teams, sequence);
        return pages.of(teams, sequence, state, after, atMost);
    }

    /** Of a lead, newest first, at most fifty. */
    public List<EnrolmentView> ofLead(Set<TeamId> teams, LeadId lead) {
        return pages.ofLead(teams, lead);
    }

    /**
     * Takes a lead out.
     *
     * @throws Problem 404 if there is no such enrolment; 409 if it has ended
     */
    public EnrolmentView stop(Caller caller, UUID id) {
        EnrolmentView before = pages.one(caller.visibleTeamIds(), id).orElseThrow(Problem::notFound);
        if (before.endedAt() != null) {
            throw Problem.conflict("It has ended already.");
        }
        table.end(id, "STOPPED", Cause.BY_HAND, "By " + caller.username() + ".");
        return pages.one(caller.visibleTeamIds(), id).orElseThrow(Problem::notFound);
    }
}
