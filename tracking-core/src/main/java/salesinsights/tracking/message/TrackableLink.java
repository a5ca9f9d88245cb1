package salesinsights.tracking.message;

/**
 * A link that can be tracked.
 *
 * @param position counts from 0 through the message
 * @param destination as the author meant it, entities decoded
 * @param label what the reader sees, at most 500 characters
 */
record TrackableLink(int position, String destination, String label) {}
