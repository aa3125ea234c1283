using Volo.Abp.MultiTenancy;

namespace HrefCrm.Host.Shell;

/// <summary>Pages of the bare domain do not exist on a workspace's host, and the other way round.</summary>
internal sealed class PageSides(RequestDelegate next, ICurrentTenant tenant)
{
    private static readonly PathString[] OfStaff = ["/tenants", "/audit"];
    private static readonly PathString[] OfWorkspaces = ["/crm", "/invite"];

    public Task InvokeAsync(HttpContext context)
    {
        var elsewhere = tenant.Id is null ? OfWorkspaces : OfStaff;
        if (!Array.Exists(elsewhere, path => context.Request.Path.StartsWithSegments(path)))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
