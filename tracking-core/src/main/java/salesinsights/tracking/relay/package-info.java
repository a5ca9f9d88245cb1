/** Mail of ordinary mail programs: taken by SMTP, safe before it is acknowledged, handed on through room message. */
@NullMarked
package salesinsights.tracking.relay;

import org.jspecify.annotations.NullMarked;
