/** The win prediction's versions and their model cards: how good they are, and which one leads are shown. */
@NullMarked
package salesinsights.ui.model;

import org.jspecify.annotations.NullMarked;
