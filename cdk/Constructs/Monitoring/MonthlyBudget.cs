using Amazon.CDK.AWS.Budgets;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Monitoring;

/// <summary>What the account may cost in a month, before credits; a mail at half of it, at 80 % and when it is used up, and when it looks as if it would be.</summary>
/// <remarks>An environment has one of its own, so that what is said to one of them changes nothing of the other's; AWS charges for none. The whole account's all the same: a budget for one tag counts nothing until somebody activates the tag in the billing console, and then only a day later.</remarks>
internal sealed class MonthlyBudget : Construct
{
    public MonthlyBudget(Construct scope, string id, CloudSettings settings) : base(scope, id) => _ = new CfnBudget(this, "Budget", new CfnBudgetProps
    {
        Budget = new CfnBudget.BudgetDataProperty
        {
            BudgetType = "COST",
            TimeUnit = "MONTHLY",
            BudgetLimit = new CfnBudget.SpendProperty { Amount = settings.MonthlyBudget, Unit = "USD" },
            CostTypes = new CfnBudget.CostTypesProperty { IncludeCredit = false, IncludeRefund = false },
        },
        NotificationsWithSubscribers = settings.Alarms is { } mail
            ? new[] { Alert(mail, "ACTUAL", 50), Alert(mail, "ACTUAL", 80), Alert(mail, "ACTUAL", 100), Alert(mail, "FORECASTED", 100) }
            : null,
        ResourceTags = settings.Tags().Select(tag => new CfnBudget.ResourceTagProperty { Key = tag.Name, Value = tag.Value }).ToArray(),
    });

    private static CfnBudget.NotificationWithSubscribersProperty Alert(string mail, string type, int percent) => new()
    {
        Notification = new CfnBudget.NotificationProperty { NotificationType = type, ComparisonOperator = "GREATER_THAN", Threshold = percent, ThresholdType = "PERCENTAGE" },
        Subscribers = new[] { new CfnBudget.SubscriberProperty { SubscriptionType = "EMAIL", Address = mail } },
    };
}
