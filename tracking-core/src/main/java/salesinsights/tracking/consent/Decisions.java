package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/**
 * The one place that decides what may be recorded. Runs in the caller's transaction and under its team scope; nothing is
 * remembered between calls.
 */
@Singleton
public class Decisions {
    private final PolicyInForce policies;
    private final Standings standings;
    private final Recipients recipients;
    private final TeamLimits limits;
    private final ConsentKeys keys;
    private final Residences residences;

    Decisions(
            PolicyInForce policies,
            Standings standings,
            Recipients recipients,
            TeamLimits limits,
            ConsentKeys keys,
            Residences residences) {
        this.policies = policies;
        this.standings = standings;
        this.recipients = recipients;
        this.limits = limits;
        this.keys = keys;
        this.residences = residences;
    }

    /**
     * What may be put into a message to this address.
     *
     * @param country ISO 3166-1 or -2 as the message states it; null or anything else is unknown
     */
    public TrackingDecision whenSending(TeamId team, String address, @Nullable String country) {
        Policy policy = policies.now();
        return policy.decide(new Person(
                policy.residence(country, residences.of(team, address), address),
                purposes(standings.of(team, keys.subject(address))),
                limits.of(team),
                Map.of()));
    }

    /**
     * What may be stored of events that arrive for these recipients, in a few statements for any number of them. Never
     * looser than when the message was sent. Every id gets a decision; for an unknown one it is OFF throughout.
     */
    public Map<UUID, TrackingDecision> onArrival(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Policy policy = policies.now();
        List<Recipients.Known> known = recipients.of(ids);
        Map<UUID, Standings.Of> people = new HashMap<>();
        known.forEach(one -> people.put(one.id(), who(one)));
        Map<Standings.Of, Map<Matter, Standing>> said = standings.of(new HashSet<>(people.values()));
        Map<KnownPeople.Contact, Whereabouts> where =
                residences.of(known.stream().map(Recipients.Known::contact).toList());
        Map<UUID, TrackingDecision> decisions = new HashMap<>();
        for (UUID id : ids) {
            decisions.put(id, TrackingDecision.nothing(Reason.RECIPIENT_UNKNOWN, policy.version()));
        }
        for (Recipients.Known one : known) {
            Residence residence = policy.residence(
                    one.country(), where.getOrDefault(one.contact(), Whereabouts.UNKNOWN), one.address());
            Map<Purpose, Standing> standing = purposes(said.getOrDefault(people.get(one.id()), Map.of()));
            decisions.put(one.id(), policy.decide(new Person(residence, standing, one.teamLimits(), one.sentLimits())));
        }
        return decisions;
    }

    /** False if the person does not want mail from this team; then nothing may be sent, tracked or not. */
    public boolean mayMail(TeamId team, String address) {
        Standing standing = standings.of(team, keys.subject(address)).getOrDefault(Matter.MAIL, Standing.SILENT);
        return !standing.objects() && !standing.refuses();
    }

    private Standings.Of who(Recipients.Known one) {
        return new Standings.Of(one.team(), keys.subject(one.address()));
    }

    static Map<Purpose, Standing> purposes(Map<Matter, Standing> said) {
        Map<Purpose, Standing> byPurpose = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            byPurpose.put(purpose, said.getOrDefault(Matter.of(purpose), Standing.SILENT));
        }
        return byPurpose;
    }
}
