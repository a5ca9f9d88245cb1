/** Write, preview and send tracked mail, and what became of it. */
@NullMarked
package salesinsights.ui.compose;

import org.jspecify.annotations.NullMarked;
