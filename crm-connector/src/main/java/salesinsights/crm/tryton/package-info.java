/**
 * Tryton 6.0: leads as {@code sale.opportunity}, the timeline as {@code ir.note}, tasks and our own fields by the small
 * Tryton module {@code insights_lead} of {@code src/tryton}, over JSON-RPC. Written against a real server, Debian's
 * {@code tryton-server} 6.0.29 with {@code tryton-modules-sale-opportunity} 6.0.1.
 */
@NullMarked
package salesinsights.crm.tryton;

import org.jspecify.annotations.NullMarked;
