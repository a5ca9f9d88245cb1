/** Sequences: mails, waits, tasks and branches that a lead passes through until somebody answers, or it ends. */
@NullMarked
package salesinsights.scoring.sequence;

import org.jspecify.annotations.NullMarked;
