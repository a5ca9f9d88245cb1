package salesinsights.scoring.lead;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The letters of a file. Lists that were put together from several sources have UTF-8 beside windows-1252; such a file is
 * read as windows-1252, and a cell whose letters only make sense as UTF-8 ({@code MÃ¼ller}) is mended.
 */
enum Letters {
    /** The file is of one encoding. */
    SOUND,
    /** It was read as windows-1252 because not all of it is UTF-8. */
    PERHAPS_MIXED;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    static Letters of(String encoding) {
        return encoding.equalsIgnoreCase(WINDOWS.name()) ? PERHAPS_MIXED : SOUND;
    }

    /** The cell as it was meant. */
    String mended(String cell) {
        if (this == SOUND || cell.chars().allMatch(c -> c < 0x80)) {
            return cell;
        }
        try {
            ByteBuffer bytes = WINDOWS.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(cell));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException asItStands) {
            return cell;
        }
    }
}
