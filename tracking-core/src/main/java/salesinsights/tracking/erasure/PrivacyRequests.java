package salesinsights.tracking.erasure;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.erasure.PrivacyRequest.Kind;
import salesinsights.tracking.erasure.PrivacyRequest.State;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.Teams;

/** Requests for erasure and access as the privacy officer works with them, in the caller's transaction. */
@Singleton
public class PrivacyRequests {
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{Cntrl}]{1,200}@[^@\\s\\p{Cntrl}]{1,119}");

    private final RequestTable table;
    private final Erasures erasures;
    private final Steps steps;
    private final PersonKeys keys;
    private final Teams teams;
    private final AuditLog audit;
    private final Clock clock;

    PrivacyRequests(
            RequestTable table,
            Erasures erasures,
            Steps steps,
            PersonKeys keys,
            Teams teams,
            AuditLog audit,
            Clock clock) {
        this.table = table;
        this.erasures = erasures;
        this.steps = steps;
        this.keys = keys;
        this.teams = teams;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Enters what a person asked for: for the named team, or for each that the caller sees.
     *
     * @param kind {@code erasure} or {@code access}
     * @throws Problem naming the field that is wrong
     */
    public List<PrivacyRequest> enter(
            Caller caller, @Nullable String address, @Nullable String kind, List<Team> where) {
        String given = address == null ? "" : address.strip().toLowerCase(Locale.ROOT);
        if (!ADDRESS.matcher(given).matches()) {
            throw Problem.invalid("address", "is not an e-mail address");
        }
        Kind wanted = kindOf(kind);
        return where.stream()
                .sorted(Comparator.comparingLong(team -> team.id().value()))
                .map(team -> view(erasures.enter(team.id(), given, wanted, caller.username())))
                .toList();
    }

    private static Kind kindOf(@Nullable String kind) {
        for (Kind one : Kind.values()) {
            if (one.name().equalsIgnoreCase(kind)) {
                return one;
            }
        }
        throw Problem.invalid("kind", "is erasure or access");
    }

    /**
     * Newest first.
     *
     * @param state null for all
     * @param atMost 1 to 200
     */
    public PrivacyRequest.Page page(Caller caller, @Nullable State state, @Nullable UUID after, int atMost) {
        List<Stored> found = table.page(caller.visibleTeamIds(), state, after, atMost + 1);
        List<Stored> shown = found.subList(0, Math.min(atMost, found.size()));
        return new PrivacyRequest.Page(
                shown.stream().map(this::view).toList(),
                found.size() > atMost ? shown.getLast().id().toString() : null);
    }

    /** What is still to be done. */
    public PrivacyRequest.Load load(Caller caller) {
        return table.load(caller.visibleTeamIds());
    }

    /**
     * One request.
     *
     * @throws Problem 404 if the caller's teams have none of this id
     */
    public PrivacyRequest view(Caller caller, UUID id) {
        return view(table.find(caller.visibleTeamIds(), id).orElseThrow(Problem::notFound));
    }

    /** Has an erasure begin; from then on nothing stops it. */
    public PrivacyRequest begin(Caller caller, UUID id) {
        erasures.begin(caller.visibleTeamIds(), id, caller.username());
        return view(caller, id);
    }

    /** Takes a request back before it begins. */
    public PrivacyRequest cancel(Caller caller, UUID id, @Nullable String reason) {
        erasures.cancel(caller.visibleTeamIds(), id, reason, caller.username());
        return view(caller, id);
    }

    /**
     * All that is stored about the person, as JSON.
     *
     * @throws Problem 404 if there is no such request, 409 if it holds no export (yet, or any more)
     */
    public byte[] export(Caller caller, UUID id) {
        Stored one = table.find(caller.visibleTeamIds(), id).orElseThrow(Problem::notFound);
        byte[] sealed = one.answer();
        String text = sealed == null
                ? null
                : keys.ring(one.team(), Set.of(one.subject()))
                        .open(one.subject(), sealed)
                        .orElse(null);
        if (text == null) {
            throw Problem.conflict("There is no export to fetch: it is not ready yet, or was fetched and dropped.");
        }
        audit.note(new AuditEntry(
                one.team(), AuditAction.ACCESS_EXPORTED, caller.username(), "request:" + id, null, Map.of()));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private PrivacyRequest view(Stored one) {
        byte[] sealed = one.address();
        String address = sealed == null
                ? null
                : keys.ring(one.team(), Set.of(one.subject()))
                        .open(one.subject(), sealed)
                        .orElse(null);
        return new PrivacyRequest(
                one.id(),
                teams.find(one.team()).map(team -> team.path().value()).orElse(""),
                one.kind(),
                one.source(),
                one.state(),
                one.subject(),
                address,
                one.createdBy(),
                one.createdAt(),
                one.dueAt(),
                one.state().isPending() && one.dueAt().isBefore(clock.instant()),
                one.begunAt(),
                one.finishedAt(),
                one.steps(),
                one.kind() == Kind.ERASURE ? steps.all().size() : 1,
                one.rowsGone(),
                one.answer() != null,
                one.trouble());
    }
}
