/** What people are told about their leads: the list behind the bell, and what they want to be told. */
@NullMarked
package salesinsights.ui.notice;

import org.jspecify.annotations.NullMarked;
