package salesinsights.ui.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.campaign.CampaignPreview;
import salesinsights.tracking.campaign.CampaignView;
import salesinsights.tracking.campaign.CampaignView.State;
import salesinsights.tracking.campaign.OutcomePage;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.message.Cohorts;
import salesinsights.ui.page.When;

/**
 * A campaign's page.
 *
 * @param previews what the first recipients would get; empty once it has begun
 * @param next of the list of recipients, null at the end
 * @param wrong why the last step was refused, empty if it was not
 */
record CampaignScreen(
        CampaignView campaign,
        List<Figure> figures,
        List<Step> steps,
        List<Preview> previews,
        List<Row> rows,
        @Nullable String next,
        String wrong) {
    CampaignScreen {
        figures = List.copyOf(figures);
        steps = List.copyOf(steps);
        previews = List.copyOf(previews);
        rows = List.copyOf(rows);
    }

    /** A number with what it counts. */
    record Figure(String label, int number) {}

    /** A button. */
    record Step(String verb, String label, boolean first) {}

    /** What somebody would get. */
    record Preview(String address, String subject, String opens, String clicks, String receipt, List<String> why) {
        Preview {
            why = List.copyOf(why);
        }

        static Preview of(CampaignPreview preview) {
            return new Preview(
                    preview.address(),
                    preview.letter().subject(),
                    words(preview.open()),
                    words(preview.link()),
                    words(preview.readReceipt()),
                    preview.why());
        }

        private static String words(Mode mode) {
            return switch (mode) {
                case OFF -> "off";
                case AGGREGATE -> "counted only";
                case CONSENT, NOTICE -> "per person";
            };
        }
    }

    /** What became of somebody. */
    record Row(
            String address,
            String name,
            String state,
            String tone,
            String reason,
            @Nullable String message,
            @Nullable When when) {
        static Row of(OutcomePage.Outcome outcome, Instant now) {
            String tone = switch (outcome.state()) {
                case "sent" -> "good";
                case "failed" -> "bad";
                case "skipped", "cancelled" -> "careful";
                default -> "";
            };
            return new Row(
                    outcome.address(),
                    outcome.name(),
                    outcome.state().replace('-', ' '),
                    tone,
                    outcome.reason() == null ? "" : outcome.reason(),
                    outcome.message() == null ? null : outcome.message().toString(),
                    When.ofNullable(outcome.at(), now));
        }
    }

    /** Of people who may only be counted; there is nothing to show while they are too few. */
    private static void add(List<Figure> figures, String what, @Nullable Long hits, @Nullable Integer people) {
        if (hits != null && people != null) {
            figures.add(new Figure(what + " (" + people + " people)", hits.intValue()));
        }
    }

    static CampaignScreen of(
            CampaignView campaign,
            Cohorts.Counted counted,
            List<CampaignPreview> previews,
            OutcomePage outcomes,
            Instant now,
            String wrong) {
        CampaignView.Progress at = campaign.progress();
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("Recipients", at.total()),
                new Figure("Waiting", at.waiting()),
                new Figure("On the way", at.onTheWay()),
                new Figure("Sent", at.sent()),
                new Figure("Failed", at.failed()),
                new Figure("Skipped", at.skipped()),
                new Figure("Cancelled", at.cancelled())));
        add(figures, "Opens, counted only", counted.opened(), counted.openers());
        add(figures, "Clicks, counted only", counted.clicked(), counted.clickers());
        String next = outcomes.next() == null ? null : "/campaigns/" + campaign.id() + "?after=" + outcomes.next();
        return new CampaignScreen(
                campaign,
                figures,
                stepsFrom(campaign.state()),
                previews.stream().map(Preview::of).toList(),
                outcomes.items().stream().map(row -> Row.of(row, now)).toList(),
                next,
                wrong);
    }

    private static List<Step> stepsFrom(State state) {
        List<Step> steps = new ArrayList<>();
        switch (state) {
            case DRAFT -> steps.add(new Step("start", "Start sending", true));
            case RUNNING -> steps.add(new Step("pause", "Pause", false));
            case PAUSED -> steps.add(new Step("resume", "Resume", true));
            case CANCELLED, DONE -> {
                return List.of();
            }
        }
        steps.add(new Step("cancel", "Cancel what is left", false));
        return steps;
    }

    /** True while figures change by themselves. */
    public boolean isLive() {
        return campaign.state() == State.RUNNING || campaign.progress().onTheWay() > 0;
    }

    /** The state as a word. */
    public String state() {
        return campaign.state().name().toLowerCase(Locale.ROOT);
    }
}
