/** What all screens share: the frame around them, words for times and numbers, form tokens, error pages. */
@NullMarked
package salesinsights.ui.page;

import org.jspecify.annotations.NullMarked;
