/**
 * Salesforce: leads as opportunities under an external id of ours, tasks and the timeline as tasks. Written from Salesforce's
 * REST API Developer Guide (API 64.0: sObject Collections, queryAll, status codes; OAuth client credentials and JWT bearer
 * flows), read in November 2026.
 */
@NullMarked
package salesinsights.crm.salesforce;

import org.jspecify.annotations.NullMarked;
