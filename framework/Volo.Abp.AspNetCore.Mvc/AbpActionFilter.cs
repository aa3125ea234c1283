using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Uow;
using Volo.Abp.Validation;

namespace Volo.Abp.AspNetCore.Mvc;

// Around an action: validation of what was bound, the unit of work, and 204 for those without a result.
internal sealed class AbpActionFilter(IUnitOfWorkManager unitOfWorkManager, IOptions<AbpUnitOfWorkDefaultOptions> unitOfWorkDefaults)
    : IAsyncActionFilter, ISingletonDependency
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (ActionTraits.Of(context.ActionDescriptor) is not { } action)
        {
            await next();
            return;
        }

        if (action.IsObjectResult && !context.ModelState.IsValid)
            throw new AbpValidationException("ModelState is not valid! See ValidationErrors for details.", ErrorsOf(context.ModelState));

        if (UnitOfWorkMethods.AttributeOf(action.Method)?.IsDisabled == true)
            await next();
        else
            await InUnitOfWorkAsync(context, next);

        if (action.HasNoResult && context.HttpContext.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK } response)
            response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task InUnitOfWorkAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var isWriting = !HttpMethods.IsGet(context.HttpContext.Request.Method);
        using var unitOfWork = unitOfWorkManager.Begin(UnitOfWorkMethods.OptionsOf(unitOfWorkDefaults.Value, isWriting));
        var executed = await next();
        if (executed.Exception is null || executed.ExceptionHandled)
            await unitOfWork.CompleteAsync(context.HttpContext.RequestAborted);
        else
            await unitOfWork.RollbackAsync(context.HttpContext.RequestAborted);
    }

    private static List<ValidationResult> ErrorsOf(ModelStateDictionary modelState) =>
        [.. from state in modelState from error in state.Value!.Errors select new ValidationResult(error.ErrorMessage, [state.Key])];
}
