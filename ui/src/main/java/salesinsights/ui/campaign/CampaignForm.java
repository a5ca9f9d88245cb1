package salesinsights.ui.campaign;

import java.util.ArrayList;
import java.util.List;
import salesinsights.tracking.ground.Problem;

/**
 * A new campaign as typed.
 *
 * @param recipients CSV as pasted
 * @param wrong what is wrong, a line each
 */
record CampaignForm(
        String name,
        String template,
        String team,
        String recipients,
        boolean tracking,
        boolean readTime,
        boolean readReceipt,
        List<String> wrong) {
    CampaignForm {
        wrong = List.copyOf(wrong);
    }

    static CampaignForm with(String template) {
        return new CampaignForm("", template, "", "", true, false, false, List.of());
    }

    CampaignForm refused(Problem problem) {
        List<String> said = new ArrayList<>();
        for (Problem.Field field : problem.fields()) {
            said.add((field.row() > 0 ? "Row " + field.row() + ", " : "") + field.field() + ": " + field.message());
        }
        if (said.isEmpty()) {
            said.add(problem.detail());
        }
        return new CampaignForm(name, template, team, recipients, tracking, readTime, readReceipt, said);
    }
}
