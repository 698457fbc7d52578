namespace Pennant.Local.Printer.Barcodes;

/// <summary>UPC-A, UPC-E, EAN-13 and EAN-8. Source: GS1 General Specifications, section 5.2. A check digit that is sent is replaced by the right one.</summary>
internal static class RetailCodes
{
    private const string Guard = "101", Middle = "01010", UpcEEnd = "010101";
    private static readonly string[] Left = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"];
    private static readonly string[] Right = [.. Left.Select(code => string.Concat(code.Select(module => module == '0' ? '1' : '0')))];
    private static readonly string[] Even = [.. Right.Select(code => new string([.. code.Reverse()]))];

    /// <summary>Which of the left digits of EAN-13 are even, by its first digit.</summary>
    private static readonly string[] FirstDigit = ["000000", "001011", "001101", "001110", "010011", "011001", "011100", "010101", "010110", "011010"];

    /// <summary>Which digits of UPC-E are even, by its check digit.</summary>
    private static readonly string[] CheckDigit = ["111000", "110100", "110010", "110001", "101100", "100110", "100011", "101010", "101001", "100101"];

    public static Barcode? UpcA(string digits) => digits.Length is 11 or 12 && Checked(digits[..11]) is { } all ? Barcode.FromModules(Ean13Modules("0" + all), all) : null;

    public static Barcode? Ean13(string digits) => digits.Length is 12 or 13 && Checked(digits[..12]) is { } all ? Barcode.FromModules(Ean13Modules(all), all) : null;

    public static Barcode? Ean8(string digits)
    {
        if (digits.Length is not (7 or 8) || Checked(digits[..7]) is not { } all) return null;
        return Barcode.FromModules(Guard + Digits(all[..4], Left) + Middle + Digits(all[4..], Right) + Guard, all);
    }

    /// <param name="digits">The eleven of UPC-A, with or without the check digit, when they can be shortened; or the short form of six to eight.</param>
    public static Barcode? UpcE(string digits)
    {
        if (!IsDigits(digits)) return null;
        var six = digits.Length switch { 6 => digits, 7 or 8 => digits[1..7], 11 or 12 => Shortened(digits), _ => null };
        if (six is null || (digits.Length != 6 && digits[0] is not ('0' or '1'))) return null;
        var system = digits.Length == 6 ? '0' : digits[0];
        if (Checked(system + Lengthened(six)) is not { } all) return null;
        var parity = CheckDigit[all[^1] - '0'];
        var modules = string.Concat(six.Select((digit, i) => (parity[i] == '1') == (system == '0') ? Even[digit - '0'] : Left[digit - '0']));
        return Barcode.FromModules(Guard + modules + UpcEEnd, $"{system}{six}{all[^1]}");
    }

    private static string Ean13Modules(string digits)
    {
        var left = digits[1..7].Select((digit, i) => FirstDigit[digits[0] - '0'][i] == '1' ? Even[digit - '0'] : Left[digit - '0']);
        return Guard + string.Concat(left) + Middle + Digits(digits[7..], Right) + Guard;
    }

    private static string? Shortened(string digits)
    {
        var (maker, item) = (digits[1..6], digits[6..11]);
        if (maker[2] <= '2' && maker.EndsWith("00", StringComparison.Ordinal) && item.StartsWith("00", StringComparison.Ordinal)) return maker[..2] + item[2..] + maker[2];
        if (maker.EndsWith("00", StringComparison.Ordinal) && item.StartsWith("000", StringComparison.Ordinal)) return maker[..3] + item[3..] + '3';
        if (maker[4] == '0' && item.StartsWith("0000", StringComparison.Ordinal)) return maker[..4] + item[4] + '4';
        return item.StartsWith("0000", StringComparison.Ordinal) && item[4] >= '5' ? maker + item[4] : null;
    }

    private static string Lengthened(string six) => six[5] switch
    {
        <= '2' => $"{six[..2]}{six[5]}0000{six[2..5]}",
        '3' => $"{six[..3]}00000{six[3..5]}",
        '4' => $"{six[..4]}00000{six[4]}",
        _ => $"{six[..5]}0000{six[5]}",
    };

    private static string? Checked(string digits)
    {
        if (!IsDigits(digits)) return null;
        var sum = digits.Reverse().Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private static string Digits(string digits, string[] codes) => string.Concat(digits.Select(digit => codes[digit - '0']));

    private static bool IsDigits(string text) => text.All(char.IsAsciiDigit);
}
