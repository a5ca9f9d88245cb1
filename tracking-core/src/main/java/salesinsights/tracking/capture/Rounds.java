package salesinsights.tracking.capture;

import io.quarkus.logging.Log;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.GroupCommit;

/**
 * What an event loop sees in one round goes to the journal together, and comes back to it together: one hand-over and
 * one wake-up for all of it instead of two for each request.
 */
final class Rounds {
    private static final ThreadLocal<@Nullable Round> OPEN = new ThreadLocal<>();

    private final GroupCommit writer;

    private static final class Round {
        final List<byte[]> payloads = new ArrayList<>();
        final List<Runnable> answers = new ArrayList<>();
    }

    Rounds(GroupCommit writer) {
        this.writer = writer;
    }

    /** Never blocks; {@code answer} runs on the event loop that this was called on, otherwise on any thread. */
    void accept(byte[] payload, Runnable answer) {
        Context here = Vertx.currentContext();
        if (here == null || !here.isEventLoopContext()) {
            writer.accept(List.of(payload), answer);
            return;
        }
        Round round = OPEN.get();
        if (round == null) {
            round = new Round();
            OPEN.set(round);
            // The loop's own context: what one request keeps in its context is not for the others of the round.
            Context loop = VertxContext.getRootContext(here);
            // Runs once the loop has read what is there to read.
            loop.runOnContext(read -> handOver(loop));
        }
        round.payloads.add(payload);
        round.answers.add(answer);
    }

    private void handOver(Context loop) {
        Round round = OPEN.get();
        OPEN.remove();
        if (round != null) {
            writer.accept(round.payloads, () -> loop.runOnContext(safe -> answer(round.answers)));
        }
    }

    private static void answer(List<Runnable> answers) {
        for (Runnable answer : answers) {
            try {
                answer.run();
            } catch (RuntimeException failed) {
                // One connection's trouble is not its neighbours'.
                Log.debug("an answer could not be sent", failed);
            }
        }
    }
}
