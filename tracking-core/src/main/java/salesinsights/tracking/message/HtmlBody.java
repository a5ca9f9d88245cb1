package salesinsights.tracking.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTML of a part as text that can be edited without touching anything else. Where the charset contains ASCII (all
 * but a few), the text is the bytes seen as Latin-1: what is not edited cannot change, whatever the charset says or
 * gets wrong.
 */
final class HtmlBody {
    private static final List<String> STATEFUL = List.of("ISO-2022", "X-ISO-2022", "X-WINDOWS-ISO2022", "UTF-7", "HZ");
    private static final String SYNTAX = "<a href=\"'&;#>";

    private final TransferEncoding encoding;
    private final Charset view;
    private final Charset charset;
    private final String text;

    private HtmlBody(TransferEncoding encoding, Charset view, Charset charset) {
        this.encoding = encoding;
        this.view = view;
        this.charset = charset;
        this.text = new String(encoding.decoded(), view);
    }

    /** The part's HTML; empty if its charset or transfer encoding is one that cannot be edited safely. */
    static Optional<HtmlBody> of(MimePart part) {
        return TransferEncoding.of(part)
                .flatMap(encoding -> part.charset().flatMap(charset -> {
                    if (containsAscii(charset)) {
                        return Optional.of(new HtmlBody(encoding, StandardCharsets.ISO_8859_1, charset));
                    }
                    HtmlBody whole = new HtmlBody(encoding, charset, charset);
                    // A line end of quoted-printable is one byte; where a character has several, only base64 is safe.
                    boolean lines = !charset.name().startsWith("UTF-") || encoding instanceof InBase64;
                    boolean exact = lines
                            && charset.canEncode()
                            && Arrays.equals(whole.text.getBytes(charset), encoding.decoded());
                    return exact ? Optional.of(whole) : Optional.empty();
                }));
    }

    private static boolean containsAscii(Charset charset) {
        String name = charset.name().toUpperCase(Locale.ROOT);
        return charset.canEncode()
                && STATEFUL.stream().noneMatch(name::startsWith)
                && Arrays.equals(SYNTAX.getBytes(charset), SYNTAX.getBytes(StandardCharsets.US_ASCII));
    }

    /** The HTML in the view that places refer to. Its letters beyond ASCII mean something only after {@link #meaning}. */
    String text() {
        return text;
    }

    /** What a piece of {@link #text} says. */
    String meaning(String piece) {
        if (view.equals(charset)) {
            return piece;
        }
        Charset stated = charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        return new String(piece.getBytes(view), stated);
    }

    /** Size of the decoded HTML in bytes. */
    int bytes() {
        return encoding.decoded().length;
    }

    /** The part's body, encoded as before, with the edits done; inserted text is ASCII. */
    byte[] with(List<Edit> edits) {
        return view.equals(StandardCharsets.ISO_8859_1)
                ? encoding.with(edits)
                : encoding.encode(Edit.apply(text, edits).getBytes(view));
    }

    /** How the bytes of a body travel. Edits are at places in the decoded bytes. */
    sealed interface TransferEncoding permits AsIs, InBase64, QuotedPrintable {
        byte[] decoded();

        /** Everything encoded anew. */
        byte[] encode(byte[] content);

        /** Only what the edits touch encoded anew, where the encoding allows that. */
        default byte[] with(List<Edit> edits) {
            String edited = Edit.apply(new String(decoded(), StandardCharsets.ISO_8859_1), edits);
            return encode(edited.getBytes(StandardCharsets.ISO_8859_1));
        }

        static Optional<TransferEncoding> of(MimePart part) {
            return switch (part.transferEncoding()) {
                case "7bit", "8bit", "binary" -> Optional.of(new AsIs(part.rawBody()));
                case "quoted-printable" -> Optional.of(QuotedPrintable.read(part.rawBody()));
                case "base64" -> InBase64.read(part.rawBody());
                default -> Optional.empty();
            };
        }
    }

    /** 7bit, 8bit, binary. */
    static final class AsIs implements TransferEncoding {
        private final byte[] body;

        AsIs(byte[] body) {
            this.body = body;
        }

        @Override
        public byte[] decoded() {
            return body;
        }

        @Override
        public byte[] encode(byte[] content) {
            return content;
        }
    }

    /** Base64 in lines of 76. */
    static final class InBase64 implements TransferEncoding {
        private final byte[] content;
        private final byte[] lineEnd;

        private InBase64(byte[] content, byte[] lineEnd) {
            this.content = content;
            this.lineEnd = lineEnd;
        }

        static Optional<TransferEncoding> read(byte[] body) {
            try {
                byte[] lineEnd = LineEnd.of(body).getBytes(StandardCharsets.US_ASCII);
                return Optional.of(new InBase64(Base64.getMimeDecoder().decode(body), lineEnd));
            } catch (IllegalArgumentException damaged) {
                return Optional.empty();
            }
        }

        @Override
        public byte[] decoded() {
            return content;
        }

        @Override
        public byte[] encode(byte[] anew) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(anew.length * 4 / 3 + 100);
            out.writeBytes(Base64.getMimeEncoder(76, lineEnd).encode(anew));
            out.writeBytes(lineEnd);
            return out.toByteArray();
        }
    }
}
