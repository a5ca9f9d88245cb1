/**
 * Odoo 17 and newer: leads as {@code crm.lead}, tasks as {@code mail.activity}, the timeline as notes in the chatter. JSON-2
 * where it is there (19 and newer), else JSON-RPC. Written from Odoo's documentation "External JSON-2 API" (19.0) and
 * "External RPC API" (18.0), and from the models' public field lists, as they stood in November 2026.
 */
@NullMarked
package salesinsights.crm.odoo;

import org.jspecify.annotations.NullMarked;
