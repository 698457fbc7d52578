namespace Pennant.Receipts.Text;

/// <summary>
/// Where a line of Thai or Lao may end besides at spaces. Words would take a dictionary; these places are at least between syllables: before a vowel that is written in
/// front of its consonant, and after the sign of repetition.
/// </summary>
internal static class Syllables
{
    public static bool MayBreak(string text, int before) => before > 0 && IsThaiOrLao(text[before - 1]) && IsThaiOrLao(text[before])
        && ((IsLeadingVowel(text[before]) && !IsLeadingVowel(text[before - 1])) || IsRepetition(text[before - 1]));

    private static bool IsLeadingVowel(char c) => c is (>= '\u0E40' and <= '\u0E44') or (>= '\u0EC0' and <= '\u0EC4');

    private static bool IsRepetition(char c) => c is '\u0E46' or '\u0EC6';

    private static bool IsThaiOrLao(char c) => c is (>= '\u0E01' and <= '\u0E3A') or (>= '\u0E40' and <= '\u0E4E') or (>= '\u0E81' and <= '\u0ECD') or (>= '\u0EDC' and <= '\u0EDF');
}
