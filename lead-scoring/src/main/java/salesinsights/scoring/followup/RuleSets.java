package salesinsights.scoring.followup;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/**
 * All versions of all teams' follow-up rules. A version holds from the moment it is saved, for the team and for all below
 * that have none of their own. Every method runs in the caller's transaction.
 */
@Singleton
public class RuleSets {
    private final RuleSetTable table;
    private final HeldRules held;
    private final RuleSurveys surveys;
    private final List<RuleEnrolments> enrolments;
    private final AuditLog audit;
    private final Clock clock;

    RuleSets(
            RuleSetTable table,
            HeldRules held,
            RuleSurveys surveys,
            @All List<RuleEnrolments> enrolments,
            AuditLog audit,
            Clock clock) {
        this.table = table;
        this.held = held;
        this.surveys = surveys;
        this.enrolments = enrolments;
        this.audit = audit;
        this.clock = clock;
    }

    /** What holds for a team at this moment. */
    public RulesInForce inForce(Team team) {
        RuleSetTable.Newest own = table.newest(team.id());
        if (own.rules() != null) {
            return RulesInForce.of(team.path(), team.path(), own.number(), own.rules());
        }
        HeldRules.Rules above = above(team.path());
        return RulesInForce.of(team.path(), above.from(), own.number(), RuleWriter.write(above.rules()));
    }

    /** What the teams above have, or the product; a team's own may be in memory for a second after they were dropped. */
    private HeldRules.Rules above(TeamPath team) {
        int up = team.value().lastIndexOf('/');
        String parent = team.value().substring(0, up);
        return parent.length() < TeamPath.ROOT.length()
                ? new HeldRules.Rules(null, ShippedRules.DEFAULT)
                : held.of(new TeamPath(parent));
    }

    /** Rules to begin one's own from. */
    public JsonNode templates() {
        return RuleWriter.write(ShippedRules.TEMPLATES);
    }

    /** The newest versions of a team, newest first, without their rules. */
    public List<RuleSetVersion> versions(TeamId team) {
        return table.versions(team);
    }

    /** The rules of a version, so that it can be saved again; empty if there is no such version, or it has no rules. */
    public Optional<JsonNode> version(TeamId team, int number) {
        return table.version(team, number);
    }

    /**
     * The rules, spelled as they are kept.
     *
     * @throws Problem 400 with a message per field
     */
    public JsonNode checked(JsonNode definition) {
        return RuleWriter.write(RuleReader.read(definition, today()));
    }

    /**
     * Saves a version, which holds at once. What was due before a rule existed is not made up for.
     *
     * @param version of the team's own rules as the caller read them, 0 for none
     * @throws Problem 400 with a message per field; 412 if somebody saved another version meanwhile
     */
    public RulesInForce save(Team team, int version, JsonNode definition, String by) {
        List<FollowUpRule> before = RuleReader.kept(inForce(team).definition());
        Instant now = now();
        List<FollowUpRule> rules = RuleReader.read(definition, today()).stream()
                .map(rule -> rule.since(sinceOf(rule, before, now)))
                .toList();
        refuseUnknownSequences(team, rules);
        store(team, version, RuleWriter.write(rules), by, now);
        return inForce(team);
    }

    private void refuseUnknownSequences(Team team, List<FollowUpRule> rules) {
        List<Problem.Field> wrong = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            List<RuleAction> actions = rules.get(i).then();
            for (int j = 0; j < actions.size(); j++) {
                if (actions.get(j) instanceof RuleAction.Enrol(UUID sequence)
                        && enrolments.stream().noneMatch(one -> one.has(team.id(), sequence))) {
                    wrong.add(new Problem.Field("rules[" + i + "].then[" + j + "].sequence", RuleReader.NO_SEQUENCE));
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    /**
     * Has the team follow those above it again; its versions stay.
     *
     * @throws Problem 409 if it does so already; 412 if somebody saved another version meanwhile
     */
    public RulesInForce follow(Team team, int version, String by) {
        RuleSetTable.Newest own = table.newest(team.id());
        if (own.number() == version && own.rules() == null) {
            throw Problem.conflict("The team has no rules of its own.");
        }
        store(team, version, null, by, now());
        return inForce(team);
    }

    private void store(Team team, int version, @Nullable JsonNode rules, String by, Instant now) {
        if (table.newest(team.id()).number() != version || !table.add(team.id(), version + 1, rules, by, now)) {
            throw Problem.changedMeanwhile("Somebody changed these rules meanwhile; read them again.");
        }
        surveys.ask(team.id());
        audit.note(new AuditEntry(
                team.id(),
                AuditAction.FOLLOW_UP_RULES_CHANGED,
                by,
                "follow-up-rules",
                null,
                Map.of("version", Integer.toString(version + 1))));
    }

    /** A rule that asks for the same as before goes on; any other begins now. */
    private static @Nullable Instant sinceOf(FollowUpRule rule, List<FollowUpRule> before, Instant now) {
        for (FollowUpRule old : before) {
            boolean same = old.id().equals(rule.id())
                    && old.when().equals(rule.when())
                    && old.only().equals(rule.only());
            if (same && old.enabled()) {
                return old.since();
            }
        }
        return now;
    }

    private LocalDate today() {
        // A day early, for whoever lives west of here.
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
