package salesinsights.tracking.verdict;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.verdict.Mail.Copy;

/** A person who may or may not read, and the programs that read for that person. */
final class Reader {
    private static final double HOUR = 3_600;

    private final Draw draw;
    private final Agents agents;

    Reader(Draw draw, Agents agents) {
        this.draw = draw;
        this.agents = agents;
    }

    /** How somebody reads mail. */
    private enum Program {
        APPLE,
        GMAIL,
        YAHOO,
        OTHER
    }

    /** Where somebody surfs, and with what. */
    private record Device(String agent, String network) {}

    void live(Copy copy) {
        Program program = Program.values()[draw.weighted(0.35, 0.30, 0.04, 0.31)];
        Device device = device(copy, draw.chance(0.45));
        ahead(copy, program);
        boolean reads = draw.chance(0.45);
        if (reads) {
            double at = draw.around(6 * HOUR, 2.27);
            boolean clicks = draw.chance(0.33);
            // Clickers are quicker than those who only read.
            double first = clicks ? draw.around(3 * HOUR, 2.6) : at;
            open(copy, program, device, clicks ? Math.max(1, first - draw.around(25, 1)) : first);
            if (clicks) {
                visit(copy, device, first);
            }
            readAgain(copy, program, device, first);
            forward(copy, first);
            answer(copy, first);
        }
        ownLook(copy);
    }

    private Device device(Copy copy, boolean phone) {
        if (phone) {
            boolean iphone = draw.chance(0.45);
            boolean relay = iphone && draw.chance(0.1);
            return new Device(
                    iphone ? agents.iphone() : agents.otherPhone(), relay ? agents.relay() : Agents.anywhere(draw));
        }
        if (draw.chance(0.008)) {
            return new Device(agents.desk(), agents.dataCentre());
        }
        return new Device(agents.desk(), draw.chance(0.6) ? copy.mail().office() : Agents.anywhere(draw));
    }

    /** What is loaded although nobody reads. */
    private void ahead(Copy copy, Program program) {
        if (program == Program.APPLE) {
            String agent = draw.chance(0.75) ? agents.appleProxy() : agents.iphoneMail();
            String network = draw.chance(0.9) ? agents.relay() : Agents.anywhere(draw);
            add(copy, EventKind.OPENED, draw.around(2 * HOUR, 1.8), null, agent, network, ActorKind.PRIVACY_PROXY);
        } else if (program == Program.GMAIL && draw.chance(0.12)) {
            add(copy, EventKind.OPENED, draw.around(4, 0.8), null, agents.gmailAhead(), agents.google(), ActorKind.PREFETCH);
        }
    }

    private void open(Copy copy, Program program, Device device, double at) {
        switch (program) {
            // Apple's proxy has fetched the image already; the reader's own look is seen by nobody.
            case APPLE -> {}
            case GMAIL ->
                add(copy, EventKind.OPENED, at, null, agents.gmail(), agents.google(), ActorKind.IMAGE_PROXY);
            case YAHOO -> add(copy, EventKind.OPENED, at, null, agents.yahoo(), agents.yahoos(), ActorKind.IMAGE_PROXY);
            case OTHER -> {
                // Four in ten leave images unloaded.
                if (draw.chance(0.6)) {
                    String agent = draw.chance(0.5) ? agents.outlook() : device.agent();
                    add(copy, EventKind.OPENED, at, null, agent, device.network(), ActorKind.HUMAN);
                }
            }
        }
    }

    private void readAgain(Copy copy, Program program, Device device, double first) {
        int times = draw.weighted(0.6, 0.25, 0.15);
        for (int i = 0; i < times; i++) {
            open(copy, program, device, first + draw.around(HOUR, 2.5));
        }
    }

    private void visit(Copy copy, Device device, double first) {
        int links = copy.mail().links();
        int link = draw.between(0, links - 1);
        click(copy, device, first, link);
        if (draw.chance(0.06)) {
            click(copy, device, first + draw.between(0.15, 0.8), link);
        }
        if (draw.chance(0.03)) {
            click(copy, device, first + draw.around(4, 0.6), link);
        }
        if (links > 1 && draw.chance(0.08)) {
            double at = first;
            for (int tab = draw.between(1, Math.min(3, links - 1)); tab > 0; tab--) {
                at += draw.around(2.5, 0.8);
                click(copy, device, at, (link + tab) % links);
            }
        }
        if (draw.chance(0.2)) {
            click(copy, device, first + draw.around(6 * HOUR, 2), draw.between(0, links - 1));
        }
        if (draw.chance(0.12) && draw.chance(0.7)) {
            double used = first + draw.between(6.0, 90.0);
            add(copy, EventKind.PAGE_PINGED, used, null, device.agent(), device.network(), ActorKind.HUMAN);
        }
    }

    private void forward(Copy copy, double first) {
        if (draw.chance(0.04)) {
            double at = first + draw.around(2 * HOUR, 1.5);
            Device colleagues = device(copy, draw.chance(0.45));
            open(copy, Program.OTHER, colleagues, at);
            if (draw.chance(0.4)) {
                visit(copy, colleagues, at + draw.around(30, 1));
            }
        }
    }

    private void answer(Copy copy, double first) {
        if (draw.chance(0.05)) {
            double at = first + draw.around(HOUR, 1.5);
            add(copy, EventKind.REPLIED, at, null, null, "", ActorKind.HUMAN);
        }
    }

    /** Senders check what they sent. Most were logged in with that browser on the day. */
    private void ownLook(Copy copy) {
        if (draw.chance(0.03)) {
            Device own = new Device(agents.desk(), Agents.anywhere(draw));
            double at = draw.around(2 * HOUR, 2);
            LocalDate day = copy.mail().sentAt().plusSeconds((long) at).atOffset(ZoneOffset.UTC).toLocalDate();
            if (draw.chance(0.8)) {
                copy.senderWas().add(new Circumstances.Place(own.network(), own.agent(), day));
            }
            add(copy, EventKind.OPENED, at, null, own.agent(), own.network(), ActorKind.SELF);
            if (draw.chance(0.3)) {
                Set<String> session = draw.chance(0.6) ? Set.of(Signal.OWN_SESSION.code()) : Set.of();
                int link = draw.between(0, copy.mail().links() - 1);
                copy.acts()
                        .add(copy.mail()
                                .act(EventKind.CLICKED, at + 5, link, own.agent(), own.network(), session, ActorKind.SELF));
            }
        }
    }

    private void click(Copy copy, Device device, double at, int link) {
        add(copy, EventKind.CLICKED, at, link, device.agent(), device.network(), ActorKind.HUMAN);
    }

    private void add(
            Copy copy,
            EventKind kind,
            double at,
            @Nullable Integer link,
            @Nullable String agent,
            String network,
            ActorKind truth) {
        copy.acts().add(copy.mail().act(kind, at, link, agent, network, Set.of(), truth));
    }
}
