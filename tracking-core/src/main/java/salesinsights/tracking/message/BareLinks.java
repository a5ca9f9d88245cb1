package salesinsights.tracking.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/**
 * Pixels and links alone, for systems that compose and send by themselves: the same message, recipients, decisions and
 * tokens as for mail of our own, without a body. Everything in the caller's transaction.
 */
@Singleton
class BareLinks {
    private final Copies copies;
    private final MessageTable table;
    private final Cohorts cohorts;
    private final MessageViews views;
    private final EventLog events;
    private final ObjectMapper json;
    private final Clock clock;

    BareLinks(
            Copies copies,
            MessageTable table,
            Cohorts cohorts,
            MessageViews views,
            EventLog events,
            ObjectMapper json,
            Clock clock) {
        this.cohorts = cohorts;
        this.copies = copies;
        this.table = table;
        this.views = views;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** The addresses, and whether this request made them. */
    record Made(LinksView links, boolean isNew) {}

    /**
     * Makes a message of which only the addresses are known.
     *
     * @param key the caller's Idempotency-Key: the same request again gives the same addresses
     * @throws Problem naming what cannot be taken
     */
    Made make(Caller caller, Team team, LinksRequest request, @Nullable String key) {
        Mailbox sender = sender(caller, request);
        List<Mailbox> recipients = request.recipients();
        List<TrackableLink> links = request.trackable();
        String subject = request.subjectLine();
        UUID id = Ids.next();
        Instant now = clock.instant();
        TeamId owner = team.id();
        UUID before = key == null
                ? null
                : table.claim(owner, caller.username(), Messages.checkedKey(key), digest(request), id, now);
        if (before != null) {
            return new Made(view(owner, before), false);
        }
        boolean tracking = switch (request.tracking()) {
            case ON -> true;
            case OFF -> false;
            case DEFAULT -> table.tracksByDefault(owner);
        };
        Outgoing bare = Outgoing.bare(sender, recipients, subject, id, request);
        List<Copy> planned = copies.plan(
                owner,
                bare,
                tracking,
                caller.email(),
                (to, decision) -> new Copies.Modes(
                        decision.mode(Purpose.OPEN), links.isEmpty() ? Mode.OFF : decision.mode(Purpose.CLICK)));
        table.insert(id, owner, caller.username(), bare, tracking, now);
        table.insertRecipients(id, owner, planned);
        cohorts.join(owner, id, bare.campaign(), planned);
        table.insertLinks(id, owner, links);
        if (request.goesOut()) {
            sent(owner, id, planned, now);
        }
        return new Made(view(owner, id), true);
    }

    private static Mailbox sender(Caller caller, LinksRequest request) {
        Mailbox stated = request.from();
        if (stated == null && caller.email().isEmpty()) {
            throw Problem.invalid("from", "is needed: your account has no e-mail address");
        }
        try {
            return (stated == null ? new Mailbox(caller.email(), caller.name(), null) : stated).checked();
        } catch (IllegalArgumentException refused) {
            throw Problem.invalid("from", String.valueOf(refused.getMessage()));
        }
    }

    private String digest(LinksRequest request) {
        try {
            return Outbox.digest(json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was read from JSON can be written as JSON", impossible);
        }
    }

    private void sent(TeamId team, UUID message, List<Copy> planned, Instant now) {
        List<Copy> going = planned.stream().filter(Copy::wanted).toList();
        going.forEach(copy -> table.ended(team, copy.recipient(), "SENT", now, null));
        events.append(going.stream()
                .map(copy -> TrackingEvent.ofMail(
                        Ids.named(EventKind.SENT + ":" + copy.recipient()),
                        now,
                        team,
                        message,
                        copy.recipient(),
                        EventKind.SENT,
                        EventSource.UPLOAD,
                        now,
                        Map.of()))
                .toList());
    }

    /** From what is stored, so that the same request again gets the same. */
    private LinksView view(TeamId team, UUID id) {
        MessageView message = views.one(Set.of(team), id);
        List<TrackableLink> links = message.links().stream()
                .map(link -> new TrackableLink(link.position(), link.destination(), link.label()))
                .toList();
        return new LinksView(
                id,
                message.recipients().stream()
                        .map(person -> person(team, id, person, links))
                        .collect(Collectors.toList()));
    }

    private LinksView.Person person(
            TeamId team, UUID message, MessageView.RecipientView person, List<TrackableLink> links) {
        Copies.Bare bare = copies.bare(
                team,
                message,
                person.id(),
                person.decision().open(),
                person.decision().link(),
                links);
        return new LinksView.Person(
                person.id(),
                person.address(),
                !MessageTable.UNWANTED.equals(person.failure()),
                person.decision(),
                bare.pixel(),
                bare.links(),
                bare.unsubscribe(),
                bare.person());
    }
}
