package salesinsights.crm.spi;

import java.time.Instant;

/**
 * Something that happened between us and a lead, for the CRM's timeline. Written once, never changed.
 *
 * @param externalId our stable id of it: a repeated push makes no second entry
 * @param lead {@link CrmLead#externalId} of its lead, which was pushed before
 * @param kind {@code opened clicked replied form_submitted meeting_booked unsubscribed hard_bounced} and the like
 * @param title in one line, for people
 * @param text more of it, empty if there is no more; plain text, several lines
 */
public record CrmTouch(String externalId, String lead, String kind, Instant at, String title, String text) {}
