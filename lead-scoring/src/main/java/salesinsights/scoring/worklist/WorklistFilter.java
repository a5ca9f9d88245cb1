package salesinsights.scoring.worklist;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Stage;
import salesinsights.scoring.score.Grade;
import salesinsights.scoring.score.Tier;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/**
 * How a worklist is narrowed, in the words of REST, a form or a saved view; null or blank narrows nothing.
 *
 * @param scope {@code mine} (also if it is missing), {@code team}, or {@code nobody} for leads without an owner
 * @param team path of one team in place of all visible ones
 * @param q words that name, company, address or external id begin with
 * @param tier hot, warm or cold
 * @param grade A to D
 * @param owner of the scope {@code team}, one person's
 * @param hasTask {@code true} or {@code false}
 * @param touchedSince a moment, a day (UTC), or how long ago: {@code P7D}
 * @param resting {@code true} shows what was put aside instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorklistFilter(
        @Nullable String scope,
        @Nullable String team,
        @Nullable String q,
        @Nullable String tier,
        @Nullable String grade,
        @Nullable String stage,
        @Nullable String owner,
        @Nullable String hasTask,
        @Nullable String touchedSince,
        @Nullable String resting) {
    private static final int LONGEST = 320;

    /** My leads, all of them. */
    public static final WorklistFilter MINE =
            new WorklistFilter(null, null, null, null, null, null, null, null, null, null);

    public WorklistFilter {
        scope = clean("scope", scope);
        team = clean("team", team);
        q = clean("q", q);
        tier = clean("tier", tier);
        grade = clean("grade", grade);
        stage = clean("stage", stage);
        owner = clean("owner", owner);
        hasTask = clean("hasTask", hasTask);
        touchedSince = clean("touchedSince", touchedSince);
        resting = clean("resting", resting);
    }

    /** This filter, with what {@code narrower} says in place of what stands here. */
    public WorklistFilter with(WorklistFilter narrower) {
        return new WorklistFilter(
                or(narrower.scope, scope),
                or(narrower.team, team),
                or(narrower.q, q),
                or(narrower.tier, tier),
                or(narrower.grade, grade),
                or(narrower.stage, stage),
                or(narrower.owner, owner),
                or(narrower.hasTask, hasTask),
                or(narrower.touchedSince, touchedSince),
                or(narrower.resting, resting));
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    /** True if somebody is looked for by e-mail address, which stands in no URL and in no saved view. */
    @JsonIgnore
    public boolean namesSomebody() {
        return (q != null && q.indexOf('@') >= 0) || (owner != null && owner.indexOf('@') >= 0);
    }

    /**
     * What to look for.
     *
     * @param now what {@code touchedSince} counts back from
     * @throws Problem 400 naming what cannot be understood
     */
    public WorklistQuery query(CurrentCaller caller, Instant now, @Nullable WorklistPlace after, int atMost) {
        Set<TeamId> teams = Optional.ofNullable(team)
                .map(path -> Set.of(caller.teamFor(path).id()))
                .orElseGet(() -> caller.get().visibleTeamIds());
        String whose = scope == null ? "mine" : scope;
        return new WorklistQuery(
                teams,
                caller.get().username(),
                owners(whose, caller.get()),
                whose.equals("nobody"),
                q,
                tier == null ? null : Tier.named(tier),
                tryGrade(),
                stage == null ? null : Stage.of(stage),
                flag("hasTask", hasTask),
                since(now),
                Boolean.TRUE.equals(flag("resting", resting)) ? Resting.ASLEEP : Resting.AWAKE,
                after,
                atMost);
    }

    private Set<String> owners(String whose, Caller caller) {
        return switch (whose) {
            case "mine" ->
                Stream.of(caller.username(), caller.email())
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
            case "team" -> owner == null ? Set.of() : Set.of(owner);
            case "nobody" -> Set.of();
            default -> throw Problem.invalid("scope", "must be mine, team or nobody");
        };
    }

    private @Nullable Grade tryGrade() {
        try {
            return grade == null ? null : Grade.valueOf(grade.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalid("grade", "must be A, B, C or D");
        }
    }

    private static @Nullable Boolean flag(String name, @Nullable String text) {
        return switch (text) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalid(name, "must be true or false");
        };
    }

    private @Nullable Instant since(Instant now) {
        if (touchedSince == null) {
            return null;
        }
        try {
            Instant since = touchedSince.startsWith("P") ? ago(touchedSince, now) : moment(touchedSince);
            if (since.isBefore(Instant.EPOCH) || since.isAfter(now)) {
                throw Problem.invalid("touchedSince", "must lie between 1970 and now");
            }
            return since;
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw Problem.invalid("touchedSince", "is a moment, a day such as 2026-11-02, or a time such as P7D");
        }
    }

    private static Instant ago(String text, Instant now) {
        return text.contains("T")
                ? now.minus(Duration.parse(text))
                : now.atZone(ZoneOffset.UTC).minus(Period.parse(text)).toInstant();
    }

    private static Instant moment(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static @Nullable String clean(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.indexOf(0) >= 0) {
            throw Problem.invalid(field, "is too long or holds a NUL character");
        }
        return text.strip();
    }
}
