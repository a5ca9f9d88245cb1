/** What the tests of several rooms share. */
@NullMarked
package salesinsights.scoring;

import org.jspecify.annotations.NullMarked;
