using Microsoft.AspNetCore.Http;
using Volo.Abp.Uow;

namespace Volo.Abp.AspNetCore.Uow;

// Reserves a unit of work that the action filter begins, and completes it after the rest of the pipeline.
internal sealed class AbpUnitOfWorkMiddleware(RequestDelegate next, IUnitOfWorkManager unitOfWorkManager)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Blazor renders concurrently; one DbContext must not be shared by its components.
        if (context.GetEndpoint()?.Metadata.Any(m => m.GetType().Name == "RootComponentMetadata") == true)
        {
            await next(context);
            return;
        }

        using var unitOfWork = unitOfWorkManager.Reserve(UnitOfWork.UnitOfWorkReservationName);
        await next(context);
        await unitOfWork.CompleteAsync(context.RequestAborted);
    }
}
