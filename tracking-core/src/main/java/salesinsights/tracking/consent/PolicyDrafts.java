package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.PolicyRows.Edition;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.seal.Digests;

/**
 * The next edition of the country table: written row by row, looked at, published. One draft for all who may write it;
 * whoever changes it says which state of it they saw. In the caller's transaction.
 */
@Singleton
public class PolicyDrafts {
    private static final int LONGEST_NOTE = 500;
    private static final int MOST_ROWS = 400;
    private static final int PAGE = 50;

    private final PolicyRows rows;
    private final PolicyInForce inForce;
    private final PolicyChanged changed;
    private final Clock clock;

    PolicyDrafts(PolicyRows rows, PolicyInForce inForce, PolicyChanged changed, Clock clock) {
        this.rows = rows;
        this.inForce = inForce;
        this.changed = changed;
        this.clock = clock;
    }

    /** The draft as it is. */
    public PolicyDraftView view() {
        return view(rows.draft());
    }

    private PolicyDraftView view(PolicyRows.DraftState state) {
        PolicyInForce.Known known = inForce.fresh();
        List<Rule> next = over(known.policy());
        return new PolicyDraftView(
                known.number(),
                state.revision(),
                state.editedBy(),
                state.editedAt(),
                PolicyDraftView.changes(known.policy().rules(), next),
                refusal(next));
    }

    private List<Rule> over(Policy policy) {
        Map<String, Rule> all = new LinkedHashMap<>();
        policy.rules().forEach(row -> all.put(row.region(), row));
        rows.draftRows().forEach(row -> all.put(row.region(), row));
        return List.copyOf(all.values());
    }

    private static @Nullable String refusal(List<Rule> next) {
        try {
            new Policy("draft", next);
            return null;
        } catch (IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** The policy that it would be; for previews. */
    Policy drafted() {
        return checked("draft", over(inForce.fresh().policy()));
    }

    private static Policy checked(String version, List<Rule> next) {
        try {
            return new Policy(version, next);
        } catch (IllegalArgumentException looser) {
            throw Problem.refused("looser-than-the-law", "This cannot be published: " + looser.getMessage() + ".");
        }
    }

    /**
     * Writes a row of the draft.
     *
     * @param seen the tag of the draft that the caller saw
     * @throws Problem naming what cannot be taken; 412 if the draft has changed since
     */
    public PolicyDraftView write(String region, PolicyRowEntry entry, String seen, String by) {
        String code = region.strip().toUpperCase(Locale.ROOT);
        if (!code.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?")) {
            throw Problem.invalid("region", "is a code of ISO 3166-1 or 3166-2, or ZZ");
        }
        requireSeen(seen);
        List<Rule> next = over(inForce.fresh().policy());
        Rule before = next.stream()
                .filter(row -> row.region().equals(code))
                .findFirst()
                .orElse(null);
        if (before == null && next.size() >= MOST_ROWS) {
            throw Problem.tooLarge("A table has at most " + MOST_ROWS + " rows.");
        }
        rows.draft(entry.over(code, before));
        rows.edited(by, clock.instant());
        return view();
    }

    /** Takes a row back to what is in force, or all if {@code region} is null. */
    public PolicyDraftView discard(@Nullable String region, String seen, String by) {
        requireSeen(seen);
        if (region == null) {
            rows.discardAll();
        } else {
            rows.discard(region.strip().toUpperCase(Locale.ROOT));
        }
        rows.edited(by, clock.instant());
        return view();
    }

    /**
     * Puts the draft in force on all nodes within seconds.
     *
     * @param seen the tag of the draft that the caller saw
     * @throws Problem 412 if the draft or the table has changed since it was seen; 422 if it is looser than the law
     */
    public PolicyEditionView publish(@Nullable String note, String seen, PolicyChanged.Publisher by) {
        String why = note == null ? "" : note.strip();
        if (why.isEmpty() || why.length() > LONGEST_NOTE || why.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("note", "says in 1 to " + LONGEST_NOTE + " characters why it is changed");
        }
        requireSeen(seen);
        PolicyInForce.Known known = inForce.fresh();
        List<Rule> next = over(known.policy());
        List<PolicyDraftView.Change> changes =
                PolicyDraftView.changes(known.policy().rules(), next);
        if (changes.isEmpty()) {
            throw Problem.refused("nothing-changed", "The draft is what is in force already.");
        }
        checked("draft", next);
        int number = known.number() + 1;
        Edition edition = new Edition(
                number,
                number + "." + Digests.hex(Digests.sha256(next.toString())).substring(0, 8),
                why,
                by.user(),
                clock.instant());
        if (!rows.publish(edition, next)) {
            throw changedMeanwhile();
        }
        rows.discardAll();
        rows.edited(by.user(), clock.instant());
        changed.published(edition, changes, by);
        return PolicyEditionView.of(edition, changes);
    }

    private void requireSeen(String seen) {
        PolicyRows.DraftState locked = rows.lockedDraft();
        if (!seen.equals(inForce.fresh().number() + "." + locked.revision())) {
            throw changedMeanwhile();
        }
    }

    private static Problem changedMeanwhile() {
        return Problem.changedMeanwhile("Somebody else has changed the draft or the table since: look at it again.");
    }

    /** Newest first, before this number. */
    public PolicyEditionView.Page editions(int before) {
        List<PolicyEditionView> items = rows.before(before, PAGE).stream()
                .map(one -> PolicyEditionView.of(one, null))
                .toList();
        boolean more = items.size() == PAGE && items.getLast().number() > 1;
        return new PolicyEditionView.Page(items, more ? items.getLast().number() : null);
    }

    /**
     * One edition with what it changed.
     *
     * @throws Problem (404) if there is none of this number
     */
    public PolicyEditionView edition(int number) {
        Edition found = rows.edition(number).orElseThrow(Problem::notFound);
        Optional<Policy> before = inForce.edition(number - 1);
        return PolicyEditionView.of(
                found, PolicyDraftView.changes(before.map(Policy::rules).orElse(List.of()), rows.rows(number)));
    }
}
