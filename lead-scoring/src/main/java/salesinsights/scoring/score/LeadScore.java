package salesinsights.scoring.score;

import java.util.List;

/** A lead's score for lists: 0 to 100, with its reasons in words, the strongest first. */
public record LeadScore(int score, double points, Grade grade, Tier tier, Trend trend, List<String> reasons) {
    /** Of a lead that nothing is known of. */
    public static final LeadScore NOTHING = new LeadScore(0, 0, Grade.D, Tier.COLD, Trend.NOT_ENOUGH, List.of());
}
