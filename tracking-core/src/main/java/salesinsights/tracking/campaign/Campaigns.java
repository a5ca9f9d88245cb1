package salesinsights.tracking.campaign;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.Reason;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Composition;
import salesinsights.tracking.message.Mailbox;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.message.TrackingSwitch;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** One template to many people. All methods run in the caller's transaction unless they say otherwise. */
@Singleton
public class Campaigns {
    private final CampaignTable table;
    private final Templates templates;
    private final Decisions decisions;
    private final Clock clock;

    Campaigns(CampaignTable table, Templates templates, Decisions decisions, Clock clock) {
        this.table = table;
        this.templates = templates;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * What somebody wants a campaign to be.
     *
     * @param template its current version is taken, and kept
     */
    public record Wanted(
            @Nullable String name,
            @Nullable UUID template,
            @Nullable TrackingSwitch tracking,
            boolean readTime,
            boolean readReceipt) {}

    /**
     * Stores a campaign as a draft; nothing is sent.
     *
     * @throws Problem naming every field and every recipient that cannot be taken; then nothing is stored
     */
    public CampaignView create(Caller caller, Team team, Wanted wanted, RecipientList stated) {
        String name = checkedName(wanted.name());
        if (caller.email().isEmpty()) {
            throw Problem.invalid("from", "is missing: your account has no e-mail address");
        }
        UUID wantedTemplate = wanted.template();
        if (wantedTemplate == null) {
            throw Problem.invalid("template", "is needed");
        }
        TemplateView template = template(team, wantedTemplate);
        List<RecipientRow> recipients = stated.fitting(template.letter(), caller.name(), caller.email());
        UUID id = Ids.next();
        TrackingSwitch tracking = wanted.tracking() == null ? TrackingSwitch.DEFAULT : wanted.tracking();
        boolean isNew = table.insert(new CampaignTable.Row(
                id,
                team.id(),
                name,
                template,
                tracking.name(),
                wanted.readTime(),
                wanted.readReceipt(),
                caller.username(),
                PlainText.line(caller.name(), 400),
                caller.email(),
                stated.notes(),
                clock.instant()));
        if (!isNew) {
            throw Problem.invalid("name", "is the name of another campaign of the team");
        }
        table.insertRecipients(team.id(), id, recipients);
        return one(Set.of(team.id()), id);
    }

    private TemplateView template(Team team, UUID id) {
        try {
            return templates.one(Set.of(team.id()), id);
        } catch (Problem missing) {
            throw Problem.invalid("template", "the team has no such template");
        }
    }

    private static String checkedName(@Nullable String stated) {
        String name = stated == null ? "" : stated.strip();
        if (name.isEmpty() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("name", "is needed, on one line of at most 200 characters");
        }
        return PlainText.line(name);
    }

    /**
     * One campaign with its progress.
     *
     * @throws Problem (404) if there is none
     */
    public CampaignView one(Set<TeamId> teams, UUID id) {
        return table.one(teams, id).orElseThrow(Problem::notFound);
    }

    /** Newest first; {@code after} is the id that the page before ended with. */
    public CampaignPage page(Set<TeamId> teams, @Nullable UUID after, int atMost) {
        List<CampaignView> found = table.page(teams, after, atMost + 1);
        boolean more = found.size() > atMost;
        List<CampaignView> shown = more ? found.subList(0, atMost) : found;
        return new CampaignPage(shown, more ? shown.getLast().id().toString() : null);
    }

    /** Recipients with what became of them; only those in {@code state} unless it is null. */
    public OutcomePage outcomes(Set<TeamId> teams, UUID id, @Nullable String state, int after, int atMost) {
        one(teams, id);
        List<OutcomePage.Outcome> found = table.outcomes(id, state, after, atMost + 1);
        boolean more = found.size() > atMost;
        List<OutcomePage.Outcome> shown = more ? found.subList(0, atMost) : found;
        return new OutcomePage(shown, more ? String.valueOf(shown.getLast().position()) : null);
    }

    /** What the first recipients would get now, and what would (not) be tracked. */
    public List<CampaignPreview> preview(Set<TeamId> teams, UUID id, int atMost) {
        CampaignView campaign = one(teams, id);
        Letter letter = letterOf(campaign, teams);
        TeamId team = table.teamOf(id);
        return table.first(id, atMost).stream()
                .map(to -> preview(team, campaign, letter, to))
                .toList();
    }

    private Letter letterOf(CampaignView campaign, Set<TeamId> teams) {
        return templates.letterAt(teams, campaign.template(), campaign.templateVersion());
    }

    private CampaignPreview preview(TeamId team, CampaignView campaign, Letter letter, RecipientRow to) {
        Letter filled = letter.to(to.filling(campaign.senderName(), campaign.sender()));
        if (!decisions.mayMail(team, to.address())) {
            return nothing(to, filled, false, "Does not want mail from this team: nothing will be sent.");
        }
        if (campaign.tracking().equals("off")) {
            return nothing(to, filled, true, "Tracking is switched off for this campaign.");
        }
        TrackingDecision decision = decisions.whenSending(team, to.address(), to.country());
        List<String> why = new ArrayList<>(decision.reasons().stream()
                .filter(Campaigns::isAboutMail)
                .map(Reason::wordsFor)
                .toList());
        return new CampaignPreview(
                to.address(),
                filled,
                true,
                filled.html() == null ? Mode.OFF : decision.mode(Purpose.OPEN),
                filled.html() == null ? Mode.OFF : decision.mode(Purpose.CLICK),
                campaign.readReceipt() ? decision.mode(Purpose.READ_RECEIPT) : Mode.OFF,
                why);
    }

    private static boolean isAboutMail(String code) {
        return !code.startsWith(Purpose.WEB + ":")
                && !code.startsWith(Purpose.SCORE + ":")
                && !code.startsWith(Purpose.DELIVERABILITY + ":");
    }

    private static CampaignPreview nothing(RecipientRow to, Letter letter, boolean mailed, String why) {
        return new CampaignPreview(to.address(), letter, mailed, Mode.OFF, Mode.OFF, Mode.OFF, List.of(why));
    }

    /** The letter to the campaign's first recipient, addressed to the caller and untracked; sending it is not done here. */
    public Composition test(Caller caller, Set<TeamId> teams, UUID id) {
        CampaignView campaign = one(teams, id);
        RecipientRow first = table.first(id, 1).getFirst();
        Letter letter = letterOf(campaign, teams).to(first.filling(caller.name(), caller.email()));
        return new Composition(
                null,
                List.of(new Mailbox(caller.email(), caller.name(), null)),
                List.of(),
                letter.subject(),
                letter.html(),
                letter.text(),
                null,
                null,
                TrackingSwitch.OFF,
                campaign.team(),
                true,
                campaign.readTime(),
                campaign.readReceipt());
    }

    /** What can be done to a campaign. */
    public enum Step {
        START(List.of("DRAFT"), "RUNNING"),
        PAUSE(List.of("RUNNING"), "PAUSED"),
        RESUME(List.of("PAUSED"), "RUNNING"),
        /** What is left is not sent. */
        CANCEL(List.of("DRAFT", "RUNNING", "PAUSED"), "CANCELLED");

        private final List<String> from;
        private final String to;

        Step(List<String> from, String to) {
            this.from = from;
            this.to = to;
        }
    }

    /**
     * Does the step.
     *
     * @throws Problem (409) if the campaign is in another state
     */
    public CampaignView step(Set<TeamId> teams, UUID id, Step step) {
        CampaignView before = one(teams, id);
        if (!table.move(teams, id, step.from, step.to, clock.instant())) {
            throw Problem.conflict("The campaign is " + before.state().word() + ".");
        }
        if (step == Step.CANCEL) {
            table.cancelRest(id, clock.instant());
        }
        return one(teams, id);
    }

    /** Filled values for somebody about whom only these things are known: for previews of a template. */
    public static Map<String, String> sample() {
        return Map.of(
                "firstName", "Ada",
                "lastName", "Lovelace",
                "name", "Ada Lovelace",
                "email", "ada@example.com",
                "company", "Analytical Engines",
                "country", "GB",
                "senderName", "You",
                "senderEmail", "you@example.com");
    }
}
