package salesinsights.scoring.followup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a rule may fire on, once.
 *
 * @param anchor names it among all occasions of the same rule and lead; the same for ever
 * @param mail the message that it is about, null if about none
 * @param since when it began
 * @param dueAt when the rule fires unless something comes between
 * @param detail the label of the link, the days gone by: what words need; perhaps empty
 */
record Occasion(String anchor, History.@Nullable Mail mail, Instant since, Instant dueAt, String detail) {}
