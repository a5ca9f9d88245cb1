package salesinsights.tracking.message;

import java.util.List;

/**
 * What became of an imported history.
 *
 * @param messages newly stored
 * @param duplicates messages that were there already; they stay as they were
 * @param events newly stored, the hand-over of each message among them
 * @param notRecorded events that the recipient's decision does not allow to keep
 * @param errors the first hundred lines that were not taken, and why
 * @param failed how many lines were not taken
 */
record ImportedHistory(int messages, int duplicates, int events, int notRecorded, int failed, List<LineError> errors) {
    /** A line of the body, from 1, and what is wrong with it. */
    record LineError(int line, String message) {}
}
