using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Pennant.Device.Jobs;

namespace Pennant.Device.Connection;

/// <summary>Remembers which filters the broker's session holds, so that an update of this program subscribes anew. When the disk does not take or give it, the subscription is made again.</summary>
internal sealed class Subscribed(JournalFile facts, ILogger log)
{
    public bool Is(string filters)
    {
        try
        {
            return facts.Fact(Facts.Subscribed) == filters;
        }
        catch (SqliteException e)
        {
            log.LogWarning("the subscription could not be read and will be made again: {Reason}", e.Message);
            return false;
        }
    }

    public void Remember(string filters)
    {
        try
        {
            facts.SetFact(Facts.Subscribed, filters);
        }
        catch (SqliteException e)
        {
            log.LogWarning("the subscription could not be noted and will be made again: {Reason}", e.Message);
        }
    }
}
