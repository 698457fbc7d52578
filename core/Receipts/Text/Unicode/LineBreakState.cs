using static Pennant.Receipts.Text.Unicode.LineClass;

namespace Pennant.Receipts.Text.Unicode;

/// <summary>What the rules of UAX #14 have to remember of the text so far.</summary>
internal sealed class LineBreakState
{
    private enum Number { None, Open, Closed }

    private LineClass raw = BK;
    private LineClass previous = BK;
    private LineClass beforePrevious = BK;
    private LineClass beforeSpaces = BK;
    private Number number;
    private bool isOddFlag;

    /// <param name="after">The class that follows; BK at the end.</param>
    public bool MayBreakBefore(LineClass value, LineClass after)
    {
        if (raw is BK or LF or NL || (raw == CR && value != LF)) return true;
        if (value is BK or CR or LF or NL or SP or ZW) return false;
        if (beforeSpaces == ZW) return true;
        if (raw == ZWJ || IsAttached(value)) return false;
        value = Alone(value);
        return !IsGlued(value) && !IsHeldOverSpaces(value) && (raw == SP || !(IsHeldByNeighbour(value) || IsHeldInNumber(value, after) || IsHeldInWord(value)));
    }

    public void Take(LineClass value)
    {
        var isAttached = IsAttached(value);
        raw = value;
        if (isAttached) return;
        value = Alone(value);
        isOddFlag = value == RI && !isOddFlag;
        number = (value, number) switch
        {
            (NU, _) or (SY or IS, Number.Open) => Number.Open,
            (CL or CP or WideCP, Number.Open) => Number.Closed,
            _ => Number.None,
        };
        (beforePrevious, previous) = (previous, value);
        if (value != SP) beforeSpaces = value;
    }

    /// <summary>LB9: a mark belongs to what it stands on.</summary>
    private bool IsAttached(LineClass value) => value is CM or ZWJ && previous is not (BK or CR or LF or NL or SP or ZW);

    /// <summary>LB10, and what is treated alike.</summary>
    private static LineClass Alone(LineClass value) => value is CM or ZWJ or SA ? AL : value;

    /// <summary>LB11 to LB13.</summary>
    private bool IsGlued(LineClass value) =>
        value == WJ || previous is WJ or GL
        || (value == GL && previous is not (SP or BA or HY))
        || value == EX
        || (value is CL or CP or WideCP or IS or SY && previous != NU);

    /// <summary>LB14 to LB17.</summary>
    private bool IsHeldOverSpaces(LineClass value) =>
        beforeSpaces is OP or WideOP
        || (beforeSpaces == QU && value is OP or WideOP)
        || (beforeSpaces is CL or CP or WideCP && value == NS)
        || (beforeSpaces == B2 && value == B2);

    /// <summary>LB19 to LB22, of which LB20 allows a break.</summary>
    private bool IsHeldByNeighbour(LineClass value)
    {
        if (value == QU || previous == QU) return true;
        if (value == CB || previous == CB) return false;
        return value is BA or HY or NS or IN || previous == BB
            || (beforePrevious == HL && previous is HY or BA)
            || (previous == SY && value == HL);
    }

    /// <summary>LB23 to LB25.</summary>
    private bool IsHeldInNumber(LineClass value, LineClass after)
    {
        if (value == CB || previous == CB) return false;
        return (IsLetter(previous) && value == NU) || (previous == NU && IsLetter(value))
            || (previous == PR && IsIdeograph(value)) || (IsIdeograph(previous) && value == PO)
            || (previous is PR or PO && (IsLetter(value) || value == NU || (value is OP or WideOP or HY && after == NU)))
            || (IsLetter(previous) && value is PR or PO)
            || (previous is OP or WideOP or HY && value == NU)
            || (number == Number.Open && value is NU or SY or IS or CL or CP or WideCP)
            || (number != Number.None && value is PO or PR);
    }

    /// <summary>LB26 to LB30b.</summary>
    private bool IsHeldInWord(LineClass value)
    {
        if (value == CB || previous == CB) return false;
        return (previous == JL && value is JL or JV or H2 or H3) || (previous is JV or H2 && value is JV or JT) || (previous is JT or H3 && value == JT)
            || (IsKorean(previous) && value == PO) || (previous == PR && IsKorean(value))
            || (IsLetter(previous) && IsLetter(value))
            || (previous == IS && IsLetter(value))
            || ((IsLetter(previous) || previous == NU) && value == OP) || (previous == CP && (IsLetter(value) || value == NU))
            || (previous == RI && value == RI && isOddFlag)
            || (previous is EB or FuturePicture && value == EM);
    }

    private static bool IsLetter(LineClass value) => value is AL or HL;

    private static bool IsIdeograph(LineClass value) => value is ID or EB or EM or FuturePicture;

    private static bool IsKorean(LineClass value) => value is JL or JV or JT or H2 or H3;
}
