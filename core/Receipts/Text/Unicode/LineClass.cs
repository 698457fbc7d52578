namespace Pennant.Receipts.Text.Unicode;

/// <summary>How a character behaves where a line may end, under the names of UAX #14. AI, SG and XX are <see cref="AL"/>, CJ is <see cref="NS"/>, and marks of class SA are <see cref="CM"/> (rule LB1).</summary>
internal enum LineClass : byte
{
    AL, B2, BA, BB, BK, CB, CL, CM, CP, CR, EB, EM, EX, GL, H2, H3, HL, HY, ID, IN, IS, JL, JT, JV, LF, NL, NS, NU, OP, PO, PR, QU, RI,

    /// <summary>Thai, Lao, Khmer, Burmese and the like, which put no space between words.</summary>
    SA,

    SP, SY, WJ, ZW, ZWJ,

    /// <summary>An opening or closing bracket as wide as an ideograph, to which LB30 does not apply.</summary>
    WideOP, WideCP,

    /// <summary>An ideograph by default, kept free for pictures (LB30b).</summary>
    FuturePicture,
}
