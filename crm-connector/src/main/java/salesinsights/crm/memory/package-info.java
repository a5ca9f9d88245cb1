/** The CRM of the demo and of tests: keeps its records in this process, with the rules and moods of a real one. */
@NullMarked
package salesinsights.crm.memory;

import org.jspecify.annotations.NullMarked;
