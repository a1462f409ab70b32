using IiqBot.Sandbox.Desk;
using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Shapes;

internal static class SlaShape
{
    private static readonly Guid ResponseTypeId = new("17c1fe13-9c75-459d-88a2-0c8739f7cd4b");
    private static readonly Guid ResolutionTypeId = new("17c1fe13-9c75-459d-88a2-0c8739f7cd4c");

    public static object Of(Sla sla) =>
        new
        {
            sla.SlaId,
            District.SiteId,
            Product.Ticketing.ProductId,
            IsDeleted = false,
            IsActive = true,
            sla.Name,
            Metrics = new[]
            {
                Metric(sla.ResponseMetricId, ResponseTypeId, "Response Time", sla.ResponseMinutes),
                Metric(sla.ResolutionMetricId, ResolutionTypeId, "Resolution Time", sla.ResolutionMinutes),
            },
        };

    /// <summary>A ticket's agreement and the minutes counted for it.</summary>
    public static object OfTicket(Ticket ticket, DateTimeOffset now) =>
        new
        {
            ticket.TicketId,
            Sla = SlaTimes.Of(ticket) is { } sla ? Of(sla) : null,
            SlaTimes = new[] { SlaTimes.Response(ticket, now), SlaTimes.Resolution(ticket, now) }
                .OfType<SlaTime>()
                .Select(
                    (time, index) =>
                        new
                        {
                            ticket.TicketId,
                            time.MetricId,
                            MetricTypeId = index == 0 ? ResponseTypeId : ResolutionTypeId,
                            time.Name,
                            LogRecords = 1,
                            LogMinutes = time.UsedMinutes,
                            time.IsRunning,
                        }
                )
                .ToList(),
        };

    private static object Metric(Guid id, Guid type, string name, int minutes) =>
        new
        {
            MetricId = id,
            MetricTypeId = type,
            IsActive = true,
            District.SiteId,
            Product.Ticketing.ProductId,
            Name = name,
            Value = minutes,
            Unit = "Minutes",
            ValueInMinutes = minutes,
        };
}
