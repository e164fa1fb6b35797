using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Server.Dashboard;

/// <summary>Shows a broken world as a page that says what to do next, where an API would answer with a problem object.</summary>
sealed class StopPages(ILogger<StopPages> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StopException stop)
        {
            log.LogWarning(stop, "{Path} could not be answered", context.HttpContext.Request.Path);
            return DashboardEndpoints.Notice(NoticeModel.Of(stop));
        }
    }
}
