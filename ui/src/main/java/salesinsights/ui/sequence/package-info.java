/** Screens of sequences: the list, one with its figures, the editor, and enrolling leads. */
@NullMarked
package salesinsights.ui.sequence;

import org.jspecify.annotations.NullMarked;
