/**
 * HubSpot: leads as deals under a unique property of ours, tasks and notes as its activities. Written from HubSpot's
 * developer documentation of the dated API 2026-03 (objects, properties, associations, search, usage limits), read in
 * November 2026.
 */
@NullMarked
package salesinsights.crm.hubspot;

import org.jspecify.annotations.NullMarked;
